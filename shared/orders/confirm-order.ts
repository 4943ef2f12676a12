import { lanesFor } from '../board/lane-roles.ts';
import { hindrance, notThere, standsIn } from '../cards/guards.ts';
import { admit } from '../limits/override.ts';
import { confirmed } from '../cards/transitions.ts';
import { cardIdField, timeField } from '../kernel/fields.ts';
import { verb } from '../verb.ts';

/** T-O5: the customer's clock starts and the bill of materials is frozen. */
export const confirmOrder = verb({
  type: 'ConfirmOrder',
  roles: ['sales', 'manager'],
  shape: { order: cardIdField, promisedAt: timeField },
  decide(board, command, context, draft) {
    const order = board.cards.get(command.order);
    if (order?.kind !== 'order') return [notThere('order', command.order)];
    const { lanes: [pool], missing } = lanesFor(board, 'ConfirmOrder');
    if (!pool) return [...missing];
    if (order.phase !== 'enquiry')
      return [{ code: 'illegal_transition', card: order.id, from: standsIn(board, order), to: { is: 'lane', name: pool.name }, expected: null }];
    const { violations, exceptions } = admit(board, order, confirmed(order, pool.id, command.promisedAt, { at: context.at, actor: context.actor.id }), context);
    const guards = [
      ...hindrance(order, context.at), ...(order.jobs.length === 0 ? [{ code: 'bom_empty' as const, order: order.id }] : []),
      ...(command.promisedAt <= context.at ? [{ code: 'promise_in_past' as const, order: order.id }] : []), ...violations,
    ];
    if (guards.length > 0) return guards;
    draft.event({ type: 'OrderConfirmed', order: order.id, promisedAt: command.promisedAt, lane: pool.id, ...(exceptions.length > 0 ? { exceptions } : {}) });
    return [];
  },
});
