import { z } from 'zod/mini';
import { laneOf } from '../board/board.ts';
import { category, stepIndexField, version } from '../cards/card-fields.ts';
import { notYours, notThere, staleness, standsIn } from '../cards/guards.ts';
import { admit } from '../limits/override.ts';
import { returned } from '../cards/transitions.ts';
import { visitsBehind } from '../cards/visit.ts';
import { cardIdField, laneIdField, reasonField } from '../kernel/fields.ts';
import { verb } from '../verb.ts';

const RETURN_REASON = 3;

/** WIP-17, T-J6, T-O12: always admitted, because the piece exists; what exceeds is marked. BL-2: even blocked. */
export const returnCard = verb({
  type: 'ReturnCard',
  roles: ['operator', 'lead', 'inspector', 'manager'],
  shape: { card: cardIdField, lane: laneIdField, step: z.optional(stepIndexField), category, reason: reasonField, version },
  decide(board, command, context, draft) {
    const card = board.cards.get(command.card);
    const lane = laneOf(board, command.lane);
    if (!card || !lane) return [...(card ? [] : [notThere('card', command.card)]), ...(lane ? [] : [notThere('lane', command.lane)])];
    const here = card.place && laneOf(board, card.place.lane);
    const stale = staleness(board, card, command.version, context);
    if (stale.length > 0) return stale;
    if (!here || here.kind === 'terminal' || here.kind === 'queue' && here.role !== 'ship')
      return [{ code: 'illegal_transition', card: card.id, from: standsIn(board, card), to: { is: 'lane', name: lane.name }, expected: null }];
    const guards = notYours(board, here, context);
    // Of several visits the nearest is meant, unless the step says which.
    const to = visitsBehind(board, card).find((visit) => visit.lane.id === lane.id && (command.step === undefined || visit.step === command.step));
    if (!to) guards.push({ code: 'not_earlier_lane', card: card.id, lane: lane.id, name: lane.name });
    if (command.reason.trim().length < RETURN_REASON) guards.push({ code: 'reason_required', for: 'return', atLeast: RETURN_REASON });
    if (!to || guards.length > 0) return guards;
    const { category } = command;
    const reason = command.reason.trim();
    const { exceptions } = admit(board, card, returned(card, to, { at: context.at, actor: context.actor.id }, { category, reason }), context, { always: 'return' });
    draft.event({ type: 'CardReturned', card: card.id, from: card.step, step: to.step, category, reason: draft.text(reason), exceptions });
    return [];
  },
});
