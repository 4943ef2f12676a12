import type { ChecklistItem } from './board.ts';
import type { CommandOf, NewLane, NewLimit } from './commands.ts';
import { laneId, limitId } from './ids.ts';

type CreateBoard = CommandOf<'CreateBoard'>;

const item = (id: string, text: string): ChecklistItem => ({ id, text, mandatory: true });

/** The lanes every order passes, in a shop that has no stage yet. */
const ENQUIRIES: NewLane = { id: laneId('enquiries'), name: 'Enquiries', kind: 'queue', role: 'enquiry', holds: 'order', group: 'Orders', policy: 'Asked for, not ordered yet' };
const POOL: NewLane = { id: laneId('pool'), name: 'Pool', kind: 'queue', role: 'pool', holds: 'order', group: 'Orders', policy: 'Confirmed, waiting for release' };
const READY: NewLane = { id: laneId('ready'), name: 'Ready', kind: 'queue', role: 'ready', holds: 'job', group: 'Procurement', policy: 'Parts of released orders, not started' };
const KITS: NewLane = { id: laneId('kits'), name: 'Kits', kind: 'queue', role: 'kit', holds: 'order', group: 'Assembly and QC', policy: 'Waiting for the last parts' };
const SHIP: NewLane = { id: laneId('ship'), name: 'Ship', kind: 'queue', role: 'ship', holds: 'order', group: 'Assembly and QC', policy: 'Passed, leaves with the next pick-up' };
const SHIPPED: NewLane = { id: laneId('shipped'), name: 'Shipped', kind: 'terminal', role: 'shipped', holds: 'order', group: 'Gone' };

const jobLimit = (lane: NewLane, capacity: number): NewLimit => laneLimit(lane, 'job', capacity);
const orderLimit = (lane: NewLane, capacity: number): NewLimit => laneLimit(lane, 'order', capacity);

function laneLimit(lane: NewLane, kind: 'job' | 'order', capacity: number): NewLimit {
  return { id: limitId(String(lane.id)), name: lane.name, kind, scope: { lanes: lane.id ? [lane.id] : [] }, unit: 'count', capacity };
}

/** WIP-11 and WIP-14: the floor's own limits. */
const floorLimits = (orders: number | null, jobs: number | null): NewLimit[] => [
  { id: limitId('orders'), name: 'Orders on the floor', kind: 'order', scope: {}, unit: 'count', capacity: orders },
  { id: limitId('jobs'), name: 'Jobs on the floor', kind: 'job', scope: {}, unit: 'count', capacity: jobs },
  { id: limitId('expedite-orders'), name: 'Expedite orders', kind: 'order', scope: { classes: ['expedite'] }, unit: 'count', capacity: 1, policy: { overage: 0, oversize: 'reject' } },
  { id: limitId('expedite-jobs'), name: 'Expedite jobs', kind: 'job', scope: { classes: ['expedite'] }, unit: 'count', capacity: 1, policy: { overage: 0, oversize: 'reject' } },
];

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

/** The smallest board that works: one stage for parts, one gate, and the road of an order. */
export function blankShop(name: string): CreateBoard {
  const make: NewLane = { id: laneId('make'), name: 'Make', kind: 'work', holds: 'job', group: 'Production' };
  const assemble: NewLane = { id: laneId('assemble'), name: 'Assemble', kind: 'work', holds: 'order', group: 'Assembly and QC' };
  const qc: NewLane = { id: laneId('qc'), name: 'QC', kind: 'gate', holds: 'order', group: 'Assembly and QC' };
  return {
    type: 'CreateBoard', name, lanes: [ENQUIRIES, POOL, READY, make, KITS, assemble, qc, SHIP, SHIPPED],
    limits: [jobLimit(make, 3), orderLimit(KITS, 5), orderLimit(assemble, 2), orderLimit(qc, 2), orderLimit(SHIP, 3), ...floorLimits(8, null)],
  };
}
