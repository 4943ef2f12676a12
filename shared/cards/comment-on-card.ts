import { notThere } from './guards.ts';
import { cardIdField, commentField } from '../kernel/fields.ts';
import { FLOOR } from '../people/rights.ts';
import { verb } from '../verb.ts';

export const commentOnCard = verb({
  type: 'CommentOnCard',
  roles: [...FLOOR, 'admin'],
  shape: { card: cardIdField, text: commentField },
  decide(board, command, _context, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    draft.event({ type: 'CommentAdded', card: card.id, text: draft.text(command.text.trim()) });
    return [];
  },
});
