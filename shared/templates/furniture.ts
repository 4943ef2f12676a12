import type { NewLane } from '../board/lane-fields.ts';
import { laneId, limitId } from '../kernel/ids.ts';
import type { CommandOf } from '../verbs.ts';
import { FURNITURE_FAMILIES } from './furniture-families.ts';
import type { Trade } from './trade.ts';
import { ENQUIRIES, KITS, POOL, READY, SHIP, SHIPPED, floorLimits, item, jobLimit, orderLimit } from './lanes.ts';

type CreateBoard = CommandOf<'CreateBoard'>;

/** A furniture maker: parts are bought or cut, finished and checked; orders are assembled from their kits. */
export function furnitureShop(name = 'Nordby Furniture'): CreateBoard {
  const suppliers: NewLane = { id: laneId('at-suppliers'), name: 'At suppliers', kind: 'external', holds: 'job', group: 'Procurement', policy: 'Ordered, not arrived' };
  const incoming: NewLane = { id: laneId('incoming'), name: 'Incoming', kind: 'gate', holds: 'job', group: 'Procurement', policy: 'Count, compare with the order, look for damage', checklist: [item('counted', 'Quantity counted')] };
  const cut: NewLane = { id: laneId('cut'), name: 'Cut', kind: 'work', holds: 'job', group: 'Production', policy: 'Grain and moisture checked before the first cut', defaultHours: 3 };
  const finish: NewLane = { id: laneId('finish'), name: 'Finish', kind: 'work', holds: 'job', group: 'Production', policy: 'Dry before it counts as done', defaultHours: 4 };
  const check: NewLane = { id: laneId('check'), name: 'Check', kind: 'gate', holds: 'job', group: 'Production', policy: 'Against the drawing', checklist: [item('measured', 'Measured against the drawing')] };
  const assemble: NewLane = { id: laneId('assemble'), name: 'Assemble', kind: 'work', holds: 'order', group: 'Assembly and QC', policy: 'Full kit only', defaultHours: 6 };
  const qc: NewLane = { id: laneId('qc'), name: 'QC', kind: 'gate', holds: 'order', group: 'Assembly and QC', policy: 'By somebody who did not assemble it', checklist: [item('surfaces', 'Surfaces without a flaw'), item('function', 'Doors and drawers run'), item('papers', 'Papers and fittings packed')] };
  return {
    type: 'CreateBoard', name, firstNumber: 1031,
    lanes: [ENQUIRIES, POOL, READY, suppliers, incoming, cut, finish, check, KITS, assemble, qc, SHIP, SHIPPED],
    limits: [
      jobLimit(suppliers, 6), jobLimit(incoming, 3), jobLimit(cut, 4), jobLimit(finish, 3), jobLimit(check, 2), orderLimit(KITS, 5), orderLimit(assemble, 2),
      orderLimit(qc, 2), orderLimit(SHIP, 4),
      { id: limitId('procurement'), name: 'Procurement', kind: 'job', scope: { lanes: [laneId('at-suppliers'), laneId('incoming')] }, unit: 'count', capacity: 9 },
      { id: limitId('production'), name: 'Production', kind: 'job', scope: { group: 'Production' }, unit: 'count', capacity: 9 },
      ...floorLimits(10, 24),
    ],
  };
}

export const furniture: Trade = {
  id: 'furniture', name: 'Furniture: suppliers, cut, finish, assemble, QC, ship', about: 'a whole shop', board: furnitureShop, families: FURNITURE_FAMILIES,
  demo: async () => (await import('./furniture-demo.ts')).furnitureDemo,
};
