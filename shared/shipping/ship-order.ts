import { isReadyToShip, laneWithRole } from '../board/board.ts';
import { lanesFor } from '../board/lane-roles.ts';
import { version } from '../cards/card-fields.ts';
import { hindrance, notThere, staleness, standsIn } from '../cards/guards.ts';
import type { TextRef } from '../kernel/commit-info.ts';
import { cardIdField, customerField } from '../kernel/fields.ts';
import type { Violation } from '../refusals.ts';
import { verb } from '../verb.ts';

/** T-O13: never refused by a limit; never without its inspection (MTO-7). */
export const shipOrder = verb({
  type: 'ShipOrder',
  roles: ['shipping'],
  shape: { order: cardIdField, carrier: customerField, reference: customerField, version },
  decide(board, command, context, draft) {
    const order = board.cards.get(command.order);
    if (order?.kind !== 'order') return [notThere('order', command.order)];
    const { lanes: [lane], missing } = lanesFor(board, 'ShipOrder');
    if (!lane) return [...missing];
    const stale = staleness(board, order, command.version, context);
    if (stale.length > 0) return stale;
    const guards: Violation[] = [...hindrance(order, context.at)];
    if (order.inspection === 'none') guards.push({ code: 'not_inspected', order: order.id });
    if (!isReadyToShip(board, order)) {
      const expected = laneWithRole(board, 'ship')?.name ?? null;
      guards.push({ code: 'illegal_transition', card: order.id, from: standsIn(board, order), to: { is: 'lane', name: lane.name }, expected });
    }
    if (guards.length > 0) return guards;
    const said = (text: string): TextRef | null => (text === '' ? null : draft.text(text));
    draft.event({ type: 'OrderShipped', order: order.id, lane: lane.id, carrier: said(command.carrier), reference: said(command.reference) });
    return [];
  },
});
