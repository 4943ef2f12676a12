import { version } from '../cards/card-fields.ts';
import { assignedTo, notThere } from '../cards/guards.ts';
import { cardIdField, reasonField } from '../kernel/fields.ts';
import { atGate, completeAtEnd } from './gate.ts';
import { verb } from '../verb.ts';

/** QC-5. */
const CONCESSION_REASON = 10;

/** Use as is: recorded, by a manager who is not the card's inspector. The checklist may stay open. */
export const grantConcession = verb({
  type: 'GrantConcession',
  roles: ['manager'],
  shape: { card: cardIdField, reason: reasonField, version },
  decide(board, command, context, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    const guards = atGate(board, card, command.version, context).filter(({ code }) => code !== 'checklist_incomplete');
    const person = assignedTo(card, context.actor);
    if (person !== null) guards.push({ code: 'inspector_made_it', card: card.id, person });
    if (command.reason.trim().length < CONCESSION_REASON) guards.push({ code: 'reason_required', for: 'concession', atLeast: CONCESSION_REASON });
    if (guards.length > 0) return guards;
    draft.event({ type: 'ConcessionGranted', card: card.id, reason: draft.text(command.reason.trim()) });
    completeAtEnd(board, card, draft);
    return [];
  },
});
