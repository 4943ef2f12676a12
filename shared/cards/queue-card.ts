import { isPullable, laneOf } from '../board/board.ts';
import { nameOfLane, notThere, standsIn } from './guards.ts';
import { pulled } from './transitions.ts';
import { nextVisit } from './visit.ts';
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
    const next = nextVisit(board, card);
    if (next?.lane.id !== lane.id)
      return [{ code: 'illegal_transition', card: card.id, from: standsIn(board, card), to: { is: 'lane', name: lane.name }, expected: next?.lane.name ?? null }];
    if (!isPullable(board, card)) return [{ code: 'not_done', card: card.id, lane: card.place?.lane ?? lane.id, name: nameOfLane(board, card.place?.lane ?? lane.id) }];
    if (card.queued?.lane === lane.id) return [{ code: 'already', what: { is: 'queued', card: card.id, lane: lane.name } }];
    const { refused } = admission(board, card, pulled(card, next, { at: context.at, actor: context.actor.id }));
    if (refused.length === 0) return [{ code: 'has_room', card: card.id, lane: lane.id, name: lane.name }];
    draft.event({ type: 'CardQueued', card: card.id, lane: lane.id });
    return [];
  },
});
