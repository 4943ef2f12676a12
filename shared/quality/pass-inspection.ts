import { laneOf } from '../board/board.ts';
import { version } from '../cards/card-fields.ts';
import { makerInspects, notThere } from '../cards/guards.ts';
import { cardIdField } from '../kernel/fields.ts';
import { atGate, completeAtEnd } from './gate.ts';
import { verb } from '../verb.ts';

/** T-O11, T-J5: the inspector's verdict lets the card through the gate. */
export const passInspection = verb({
  type: 'PassInspection',
  roles: ['inspector'],
  shape: { card: cardIdField, version },
  decide(board, command, context, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    const guards = atGate(board, card, command.version, context);
    const lane = card.place && laneOf(board, card.place.lane);
    if (lane?.kind === 'gate') guards.push(...makerInspects(board, card, lane, context)); // T-O10: also when somebody else pulled it
    if (guards.length > 0) return guards;
    draft.event({ type: 'InspectionPassed', card: card.id });
    completeAtEnd(board, card, draft);
    return [];
  },
});
