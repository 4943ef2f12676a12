import { category } from './card-fields.ts';
import { finishedAlready, notThere } from './guards.ts';
import { cardIdField, flagField, reasonField } from '../kernel/fields.ts';
import { BLOCKERS } from '../board/sizes.ts';
import { FLOOR } from '../people/rights.ts';
import { verb } from '../verb.ts';

/** BL-1: several blockers may be open at once; the card keeps its place and counts (WIP-15). */
export const blockCard = verb({
  type: 'BlockCard',
  roles: FLOOR,
  shape: { card: cardIdField, category, external: flagField, text: reasonField },
  decide(board, command, _context, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    const guards = [...finishedAlready(card), ...(card.blockers.length < BLOCKERS ? [] : [{ code: 'too_many' as const, what: 'blockers' as const, most: BLOCKERS }])];
    if (guards.length > 0) return guards;
    const { category, external } = command;
    draft.event({ type: 'CardBlocked', card: card.id, blocker: card.blockersEver + 1, category, external, text: draft.text(command.text.trim()) });
    return [];
  },
});
