import { isPullable, laneOf } from '../board/board.ts';
import { nextStep } from './card-common.ts';
import { nameOfLane, notThere, standsIn } from './guards.ts';
import { pulled } from './transitions.ts';
import { cardIdField, laneIdField } from '../kernel/fields.ts';
import { admission } from '../limits/admission.ts';
import { PULLERS } from '../people/rights.ts';
import { verb } from '../verb.ts';

/** Promise 4: a finished card queues for a full stage. */
export const queueCard = verb({
  type: 'QueueCard',
  roles: PULLERS,
  shape: { card: cardIdField, lane: laneIdField },
  decide(board, command, context, draft) {
    const card = board.cards.get(command.card);
    const lane = laneOf(board, command.lane);
    if (!card || !lane) return [...(card ? [] : [notThere('card', command.card)]), ...(lane ? [] : [notThere('lane', command.lane)])];
    if (nextStep(card)?.lane !== lane.id)
      return [{ code: 'illegal_transition', card: card.id, from: standsIn(board, card), to: lane.name, expected: nextStep(card) ? nameOfLane(board, nextStep(card)?.lane) : null }];
    if (!isPullable(board, card)) return [{ code: 'not_done', card: card.id, lane: card.place?.lane ?? lane.id, name: standsIn(board, card) }];
    if (card.queued?.lane === lane.id) return [{ code: 'already', what: `${card.id} waits at ${lane.name}` }];
    const { refused } = admission(board, card, pulled(card, lane, { at: context.at, actor: context.actor.id }));
    if (refused.length === 0) return [{ code: 'has_room', card: card.id, lane: lane.id, name: lane.name }];
    draft.event({ type: 'CardQueued', card: card.id, lane: lane.id });
    return [];
  },
});
