import type { ChecklistItem } from '../board/lane.ts';
import type { NewLane } from '../board/lane-fields.ts';
import { laneId, limitId } from '../kernel/ids.ts';
import type { Language } from '../kernel/language.ts';
import type { NewLimit } from '../limits/limit-fields.ts';

export const item = (id: string, text: string): ChecklistItem => ({ id, text, mandatory: true });

/** Writes a board in one language: English and German side by side, so that neither is forgotten. */
export type Say = (en: string, de: string) => string;
export const saying = (language: Language): Say => (en, de) => ({ en, de })[language];

/** The lanes every order passes, in a shop that has no stage yet. */
export function orderLanes(say: Say) {
  const orders = say('Orders', 'Aufträge');
  const end = say('Assembly and QC', 'Montage und Prüfung');
  return {
    enquiries: { id: laneId('enquiries'), name: say('Enquiries', 'Anfragen'), kind: 'queue', role: 'enquiry', holds: 'order', group: orders, policy: say('Asked for, not ordered yet', 'Angefragt, noch nicht bestellt') },
    pool: { id: laneId('pool'), name: say('Pool', 'Pool'), kind: 'queue', role: 'pool', holds: 'order', group: orders, policy: say('Confirmed, waiting for release', 'Bestätigt, wartet auf die Freigabe') },
    ready: { id: laneId('ready'), name: say('Ready', 'Bereit'), kind: 'queue', role: 'ready', holds: 'job', group: say('Procurement', 'Beschaffung'), policy: say('Parts of released orders, not started', 'Teile freigegebener Aufträge, nicht begonnen') },
    kits: { id: laneId('kits'), name: say('Kits', 'Teilesätze'), kind: 'queue', role: 'kit', holds: 'order', group: end, policy: say('Waiting for the last parts', 'Wartet auf die letzten Teile') },
    ship: { id: laneId('ship'), name: say('Ship', 'Versand'), kind: 'queue', role: 'ship', holds: 'order', group: end, policy: say('Passed, leaves with the next pick-up', 'Geprüft, geht mit der nächsten Abholung') },
    shipped: { id: laneId('shipped'), name: say('Shipped', 'Versandt'), kind: 'terminal', role: 'shipped', holds: 'order', group: say('Gone', 'Erledigt') },
  } as const satisfies Readonly<Record<string, NewLane>>;
}

export const jobLimit = (lane: NewLane, capacity: number): NewLimit => laneLimit(lane, 'job', capacity);

export const orderLimit = (lane: NewLane, capacity: number): NewLimit => laneLimit(lane, 'order', capacity);

function laneLimit(lane: NewLane, kind: 'job' | 'order', capacity: number): NewLimit {
  return { id: limitId(String(lane.id)), name: lane.name, kind, scope: { lanes: lane.id ? [lane.id] : [] }, unit: 'count', capacity };
}

/** WIP-11 and WIP-14: the floor's own limits. */
export const floorLimits = (say: Say, orders: number | null, jobs: number | null): NewLimit[] => [
  { id: limitId('orders'), name: say('Orders on the floor', 'Aufträge in der Werkstatt'), kind: 'order', scope: {}, unit: 'count', capacity: orders },
  { id: limitId('jobs'), name: say('Jobs on the floor', 'Teile in der Werkstatt'), kind: 'job', scope: {}, unit: 'count', capacity: jobs },
  { id: limitId('expedite-orders'), name: say('Expedite orders', 'Eilaufträge'), kind: 'order', scope: { classes: ['expedite'] }, unit: 'count', capacity: 1, policy: { overage: 0, oversize: 'reject' } },
  { id: limitId('expedite-jobs'), name: say('Expedite jobs', 'Eilteile'), kind: 'job', scope: { classes: ['expedite'] }, unit: 'count', capacity: 1, policy: { overage: 0, oversize: 'reject' } },
];
