import { laneOf } from '../board/board.ts';
import { version } from './card-fields.ts';
import { notThere } from './guards.ts';
import { cardIdField } from '../kernel/fields.ts';
import { PULLERS } from '../people/rights.ts';
import { completeAtEnd, leaving } from '../quality/gate.ts';
import { verb } from '../verb.ts';

/** T-J3, T-O9: never refused by a limit, because the card keeps its place (WIP-1, WIP-2). */
export const finishWork = verb({
  type: 'FinishWork',
  roles: PULLERS,
  shape: { card: cardIdField, version },
  decide(board, command, context, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    const lane = card.place && laneOf(board, card.place.lane);
    if (lane?.kind === 'gate' && card.place?.sub === 'doing') return [{ code: 'gate_needs_verdict', card: card.id, lane: lane.id, name: lane.name }];
    const guards = leaving(board, card, command.version, context);
    if (guards.length > 0) return guards;
    draft.event({ type: 'WorkFinished', card: card.id });
    completeAtEnd(board, card, draft);
    return [];
  },
});
