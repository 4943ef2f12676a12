import { notThere } from '../cards/guards.ts';
import { cardIdField } from '../kernel/fields.ts';
import { bomProblems, jobsOf } from './bom.ts';
import { bomField } from './bom-fields.ts';
import { isConfirmed } from './order.ts';
import { ENTERERS } from '../people/rights.ts';
import { verb } from '../verb.ts';

/** MTO-4: an order owns its bill of materials, and confirmation freezes it. */
export const reviseBom = verb({
  type: 'ReviseBom',
  roles: ENTERERS,
  shape: { order: cardIdField, bom: bomField },
  decide(board, command, context, draft) {
    const order = board.cards.get(command.order);
    if (order?.kind !== 'order') return [notThere('order', command.order)];
    if (isConfirmed(order)) return [{ code: 'bom_frozen', order: order.id }];
    const problems = bomProblems(board, command.bom, context);
    if (problems.length > 0) return problems;
    const jobs = jobsOf(order.id, command.bom);
    const kept = new Set<string>(jobs.map(({ id }) => id));
    draft.event({ type: 'BomRevised', order: order.id, class: order.class, jobs, dropped: order.jobs.filter((id) => !kept.has(id)) });
    return [];
  },
});
