import { notThere } from '../cards/guards.ts';
import { cardIdField } from '../kernel/fields.ts';
import { verb } from '../verb.ts';
import { closesAt } from './closing.ts';

/** CL-1: off the floor with all its jobs, into the archive. Nobody does it by hand, and nothing brings it back. */
export const closeOrder = verb({
  type: 'CloseOrder',
  roles: [],
  actors: ['schedule'],
  shape: { order: cardIdField },
  decide(board, command, context, draft) {
    const order = board.cards.get(command.order);
    if (order?.kind !== 'order') return [notThere('order', command.order)];
    const at = closesAt(board, order);
    if (at === null || context.at < at) return [{ code: 'closes_later', order: order.id, at }];
    draft.event({ type: 'OrderClosed', order: order.id, jobs: order.jobs.filter((job) => board.cards.has(job)) });
    return [];
  },
});
