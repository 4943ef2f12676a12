import { notThere } from './guards.ts';
import { cardIdField } from '../kernel/fields.ts';
import { PULLERS } from '../people/rights.ts';
import { verb } from '../verb.ts';

export const leaveQueue = verb({
  type: 'LeaveQueue',
  roles: PULLERS,
  shape: { card: cardIdField },
  decide(board, command, _context, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    if (!card.queued) return [{ code: 'already', what: { is: 'not_queued', card: card.id } }];
    draft.event({ type: 'CardLeftQueue', card: card.id });
    return [];
  },
});
