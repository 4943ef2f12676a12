import { notThere } from './guards.ts';
import { moverOf } from '../kernel/actor.ts';
import { cardIdField, countField, reasonField } from '../kernel/fields.ts';
import { FLOOR, notAllowed } from '../people/rights.ts';
import { verb } from '../verb.ts';

/** BL-3. */
export const unblockCard = verb({
  type: 'UnblockCard',
  roles: FLOOR,
  shape: { card: cardIdField, blocker: countField, resolution: reasonField },
  decide(board, command, context, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    const blocker = card.blockers.find((open) => open.id === command.blocker);
    if (!blocker) return [notThere('blocker', String(command.blocker))];
    const guards = moverOf(blocker.by) === moverOf(context.actor.id) ? [] : notAllowed('UnblockCard', context);
    if (guards.length > 0) return guards;
    draft.event({ type: 'CardUnblocked', card: card.id, blocker: blocker.id, resolution: draft.text(command.resolution.trim()) });
    return [];
  },
});
