import type { ChecklistItem } from '../board/lane.ts';
import type { NewLane } from '../board/lane-fields.ts';
import { laneId, limitId } from '../kernel/ids.ts';
import type { NewLimit } from '../limits/limit-fields.ts';

export const item = (id: string, text: string): ChecklistItem => ({ id, text, mandatory: true });

/** The lanes every order passes, in a shop that has no stage yet. */
export const ENQUIRIES: NewLane = { id: laneId('enquiries'), name: 'Enquiries', kind: 'queue', role: 'enquiry', holds: 'order', group: 'Orders', policy: 'Asked for, not ordered yet' };

export const POOL: NewLane = { id: laneId('pool'), name: 'Pool', kind: 'queue', role: 'pool', holds: 'order', group: 'Orders', policy: 'Confirmed, waiting for release' };

export const READY: NewLane = { id: laneId('ready'), name: 'Ready', kind: 'queue', role: 'ready', holds: 'job', group: 'Procurement', policy: 'Parts of released orders, not started' };

export const KITS: NewLane = { id: laneId('kits'), name: 'Kits', kind: 'queue', role: 'kit', holds: 'order', group: 'Assembly and QC', policy: 'Waiting for the last parts' };

export const SHIP: NewLane = { id: laneId('ship'), name: 'Ship', kind: 'queue', role: 'ship', holds: 'order', group: 'Assembly and QC', policy: 'Passed, leaves with the next pick-up' };

export const SHIPPED: NewLane = { id: laneId('shipped'), name: 'Shipped', kind: 'terminal', role: 'shipped', holds: 'order', group: 'Gone' };

export const jobLimit = (lane: NewLane, capacity: number): NewLimit => laneLimit(lane, 'job', capacity);

export const orderLimit = (lane: NewLane, capacity: number): NewLimit => laneLimit(lane, 'order', capacity);

function laneLimit(lane: NewLane, kind: 'job' | 'order', capacity: number): NewLimit {
  return { id: limitId(String(lane.id)), name: lane.name, kind, scope: { lanes: lane.id ? [lane.id] : [] }, unit: 'count', capacity };
}

/** WIP-11 and WIP-14: the floor's own limits. */
export const floorLimits = (orders: number | null, jobs: number | null): NewLimit[] => [
  { id: limitId('orders'), name: 'Orders on the floor', kind: 'order', scope: {}, unit: 'count', capacity: orders },
  { id: limitId('jobs'), name: 'Jobs on the floor', kind: 'job', scope: {}, unit: 'count', capacity: jobs },
  { id: limitId('expedite-orders'), name: 'Expedite orders', kind: 'order', scope: { classes: ['expedite'] }, unit: 'count', capacity: 1, policy: { overage: 0, oversize: 'reject' } },
  { id: limitId('expedite-jobs'), name: 'Expedite jobs', kind: 'job', scope: { classes: ['expedite'] }, unit: 'count', capacity: 1, policy: { overage: 0, oversize: 'reject' } },
];
