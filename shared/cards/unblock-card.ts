import { notThere } from './guards.ts';
import { cardIdField, countField, reasonField } from '../kernel/fields.ts';
import { hasRole } from '../people/directory.ts';
import { FLOOR, MAY_UNBLOCK } from '../people/rights.ts';
import { verb } from '../verb.ts';

/** BL-3. */
export const unblockCard = verb({
  type: 'UnblockCard',
  roles: FLOOR,
  shape: { card: cardIdField, blocker: countField, resolution: reasonField },
  decide(board, command, { actor }, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    const blocker = card.blockers.find((open) => open.id === command.blocker);
    if (!blocker) return [notThere('blocker', String(command.blocker))];
    if (blocker.by !== actor.id && !hasRole(actor, MAY_UNBLOCK)) return [{ code: 'not_allowed', command: 'UnblockCard', roles: MAY_UNBLOCK }];
    draft.event({ type: 'CardUnblocked', card: card.id, blocker: blocker.id, resolution: draft.text(command.resolution.trim()) });
    return [];
  },
});
