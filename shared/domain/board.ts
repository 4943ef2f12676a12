import type { BoardId, CardId, LaneId, LimitId, PersonId, SupplierId } from './ids.ts';
import { Table } from './table.ts';

/** All times are milliseconds since 1970, UTC, stamped by the server. All hours are working hours. */
export type Time = number;

/** queue: waits here for its next step · work: split doing | done · external: at a supplier ·
 *  gate: needs a verdict · terminal: the end of the road. */
export type LaneKind = 'queue' | 'work' | 'external' | 'gate' | 'terminal';
/** Lanes the life of an order is tied to; every board has each of them once. */
export type LaneRole = 'enquiry' | 'pool' | 'ready' | 'kit' | 'ship' | 'shipped';
export type CardKind = 'order' | 'job';
export type Sub = 'queue' | 'doing' | 'done';

export interface ChecklistItem {
  readonly id: string;
  readonly text: string;
  readonly mandatory: boolean;
}

export interface Lane {
  readonly id: LaneId;
  readonly name: string;
  readonly kind: LaneKind;
  readonly role: LaneRole | null;
  readonly holds: CardKind;
  /** Lanes of one group stand side by side under one heading and may share a limit. */
  readonly group: string | null;
  /** Who pulls into this lane. Empty: everyone whose role fits (policy.ts). */
  readonly members: readonly PersonId[];
  /** The explicit policy, shown in the lane's header. */
  readonly policy: string;
  /** What must be ticked before a card may leave: the exit checklist. */
  readonly checklist: readonly ChecklistItem[];
  /** WIP-9: the estimate of a step that has none. */
  readonly defaultHours: number | null;
}

export interface Place {
  readonly lane: LaneId;
  readonly sub: Sub;
}

export type LimitUnit = 'count' | 'hours' | 'qty';

/** Every given field narrows the scope. Without lanes or group: the whole board's committed cards. */
export interface Scope {
  readonly lanes?: readonly LaneId[];
  readonly group?: string;
  readonly subs?: readonly Sub[];
  readonly classes?: readonly ServiceClass[];
  readonly assignee?: PersonId;
  readonly supplier?: SupplierId;
}

export interface Limit {
  readonly id: LimitId;
  readonly name: string;
  /** WIP-5: orders and jobs are never added together. */
  readonly kind: CardKind;
  readonly scope: Scope;
  readonly unit: LimitUnit;
  /** null: unlimited; 0: closed. */
  readonly capacity: number | null;
  readonly policy: {
    /** WIP-10: a card heavier than the whole limit enters only an empty scope, or never. */
    readonly oversize: 'when-empty' | 'reject';
    /** WIP-14: by how many cards an expedite card may exceed this limit. */
    readonly overage: number;
  };
}

/** Order of urgency is not in the class but in its policy (WIP-14, WIP-23). */
export type ServiceClass = 'expedite' | 'fixed' | 'standard' | 'intangible';

export type BlockCategory =
  | 'material' | 'machine' | 'tooling' | 'labour' | 'quality' | 'spec' | 'customer' | 'supplier' | 'transport' | 'other';

export interface Blocker {
  readonly id: number;
  readonly category: BlockCategory;
  readonly external: boolean;
  readonly text: string;
  readonly at: Time;
  readonly by: PersonId;
}

/** Why a card stands above a limit; gone when the card leaves the limit's scope. */
export interface Exception {
  readonly limit: LimitId;
  readonly kind: 'override' | 'expedite' | 'return' | 'oversize' | 'estimate';
  readonly at: Time;
  readonly by: PersonId;
  readonly reason: string;
}

/** Where a card came back from, and why. */
export interface Rework {
  readonly at: Time;
  readonly by: PersonId;
  readonly from: LaneId | null;
  readonly category: BlockCategory;
  readonly reason: string;
}

/** One step of a routing: the lane to pass and the hours it takes; null: not estimated. */
export interface Step {
  readonly lane: LaneId;
  readonly hours: number | null;
}

export interface CardCommon {
  readonly id: CardId;
  readonly title: string;
  readonly quantity: number;
  /** Shown behind the quantity: `×`, `m²`, `kg`. */
  readonly unit: string;
  readonly class: ServiceClass;
  /** Counts what changed the meaning of a move (WIP-26); comments and order in the lane do not. */
  readonly version: number;
  readonly place: Place | null;
  readonly routing: readonly Step[];
  /** Index of the step the card stands in; -1 before the first. */
  readonly step: number;
  readonly assignees: readonly PersonId[];
  /** The open ones. */
  readonly blockers: readonly Blocker[];
  readonly blockersEver: number;
  readonly comments: number;
  /** Ids of the ticked items of the present lane's checklist. */
  readonly checks: readonly string[];
  readonly exceptions: readonly Exception[];
  /** How often it was returned for rework; alarms at 2 (QC-6). */
  readonly reworks: number;
  /** Set while it is back for rework, until it passes a gate or is in the kit (WIP-17). */
  readonly rework: Rework | null;
  /** Waits at the door of a full lane. */
  readonly queued: { readonly lane: LaneId; readonly at: Time } | null;
  readonly createdAt: Time;
  /** System commitment: an order's release, a job's first pull. The floor clock starts. */
  readonly startedAt: Time | null;
  /** Entered the present lane; entered the present sub-lane. */
  readonly laneAt: Time;
  readonly subAt: Time;
  /** A job joined the kit; an order was shipped. */
  readonly finishedAt: Time | null;
}

export type Phase =
  | 'enquiry' | 'feasibility' | 'quoted' | 'confirmed' | 'procurement' | 'kitted' | 'assembly' | 'qc'
  | 'ready_to_ship' | 'partially_shipped' | 'shipped' | 'delivered' | 'declined' | 'expired' | 'cancelled' | 'closed';

export interface Order extends CardCommon {
  readonly kind: 'order';
  readonly phase: Phase;
  readonly customer: string;
  readonly requestedAt: Time | null;
  /** First and current promise (MTO, M-17): two dates. */
  readonly firstPromisedAt: Time | null;
  readonly promisedAt: Time | null;
  /** The customer's clock starts. */
  readonly confirmedAt: Time | null;
  readonly kittedAt: Time | null;
  readonly bomRevision: number;
  readonly jobs: readonly CardId[];
  readonly kitDone: number;
  /** The verdict of the final inspection (MTO-7). */
  readonly inspection: 'none' | 'passed' | 'concession';
  /** Who finished the last work step: T-O10 keeps the inspector apart. */
  readonly finishedBy: PersonId | null;
  readonly shipment: { readonly carrier: string; readonly reference: string } | null;
}

export type JobState = 'planned' | 'ready' | 'started' | 'done' | 'cancelled' | 'scrapped';
export type JobSource = 'make' | 'buy' | 'stock';

export interface Job extends CardCommon {
  readonly kind: 'job';
  readonly order: CardId;
  readonly source: JobSource;
  readonly supplier: SupplierId | null;
  readonly state: JobState;
  readonly accepted: number;
}

export type Card = Order | Job;

export interface Policies {
  /** WIP-11: an order counts until it is shipped, or until it is ready to ship. */
  readonly orderConwipUntil: 'shipped' | 'ready_to_ship';
  /** S-DBR: an order is authorised one production buffer before its promise; in days. */
  readonly productionBufferDays: number;
  /** WIP-23: the pull order is advice, or other pulls are refused. */
  readonly pullOrder: 'advice' | 'enforced';
  /** T-O10: may the person who finished the work inspect it? */
  readonly makerMayInspect: boolean;
  /** T-J20: seconds in which one's last move can be undone. */
  readonly undoSeconds: number;
}

export const DEFAULT_POLICIES: Policies = {
  orderConwipUntil: 'shipped',
  productionBufferDays: 10,
  pullOrder: 'advice',
  makerMayInspect: false,
  undoSeconds: 60,
};

/** What undo puts back: the card's flow fields as they were before the person's last move. */
export interface LastMove {
  readonly card: CardId;
  readonly seq: number;
  readonly at: Time;
  /** The card's version after the move: anything later makes the move one others depend on. */
  readonly version: number;
  readonly was: Card;
  /** The card that stood below it. */
  readonly before: CardId | null;
  /** The card that stood behind it in the line at a door. */
  readonly behind: CardId | null;
}

export type PlaceKey = string;
/** The one age of a card: since when it stands where it is, its lane or its kit. Working, finishing and waiting there do not start it anew. */
export const hereSince = (card: Card): Time => (card.place ? card.laneAt : (card.finishedAt ?? card.laneAt));

/** So many cards must have left a lane before its usual times are told, or coloured by (M-2). */
export const ENOUGH_HISTORY = 10;

export const placeKey = (lane: LaneId, sub: Sub): PlaceKey => `${lane}/${sub}`;

export interface Board {
  readonly id: BoardId;
  readonly name: string;
  /** Sequence number and time of the last commit folded; 0 before the first. */
  readonly seq: number;
  readonly at: Time;
  readonly lanes: readonly Lane[];
  readonly limits: readonly Limit[];
  /** Load of each limit, parallel to `limits`, in the limit's unit. */
  readonly loads: readonly number[];
  /** WIP-19, parallel to `limits`: how much of the load above capacity stands because of a lowered limit. */
  readonly lowered: readonly number[];
  readonly policies: Policies;
  readonly cards: Table<Card>;
  /** Cards of each place from top to bottom. */
  readonly places: Readonly<Record<PlaceKey, readonly CardId[]>>;
  /** Cards waiting at the door of a full lane, first in line first. */
  readonly doors: Readonly<Record<LaneId, readonly CardId[]>>;
  readonly nextNumber: number;
  readonly lastMoves: Readonly<Record<PersonId, LastMove>>;
  /** Per lane the last dwell times (ms) of cards that left it, newest last, at most 60. */
  readonly dwells: Readonly<Record<LaneId, readonly number[]>>;
}

export function emptyBoard(id: BoardId): Board {
  return {
    id, name: '', seq: 0, at: 0, lanes: [], limits: [], loads: [], lowered: [], policies: DEFAULT_POLICIES,
    cards: Table.empty<Card>(), places: {}, doors: {}, nextNumber: 1001, lastMoves: {}, dwells: {},
  };
}

// ---- questions ----------------------------------------------------------------------------------

const laneMaps = new WeakMap<readonly Lane[], ReadonlyMap<LaneId, Lane>>();

export function laneOf(board: Board, id: LaneId): Lane | undefined {
  let map = laneMaps.get(board.lanes);
  if (!map) {
    map = new Map(board.lanes.map((lane) => [lane.id, lane]));
    laneMaps.set(board.lanes, map);
  }
  return map.get(id);
}

export const laneWithRole = (board: Board, role: LaneRole): Lane | undefined =>
  board.lanes.find((lane) => lane.role === role);

export function orderOf(board: Board, card: Card): Order | undefined {
  if (card.kind === 'order') return card;
  const order = board.cards.get(card.order);
  return order?.kind === 'order' ? order : undefined;
}

export const cardsAt = (board: Board, lane: LaneId, sub: Sub): readonly CardId[] =>
  board.places[placeKey(lane, sub)] ?? [];

/** The subs a lane has, in the order a card passes them. */
export function subsOf(lane: Lane): readonly Sub[] {
  switch (lane.kind) {
    case 'queue': return ['queue'];
    case 'terminal': return ['done'];
    default: return ['doing', 'done'];
  }
}

/** Where a card stands on entering: waiting in a queue, in work elsewhere. */
export const entrySub = (lane: Lane): Sub => subsOf(lane)[0] as Sub;

export const isBlocked = (card: Card): boolean => card.blockers.length > 0;

/** The step the card takes next; undefined when its routing ends here. */
export const nextStep = (card: Card): Step | undefined => card.routing[card.step + 1];

/** Could the next lane pull it, as far as the card itself goes (WIP-22, MTO-6)? */
export function isPullable(board: Board, card: Card): boolean {
  if (!card.place || !nextStep(card)) return false;
  if (card.place.sub === 'done') return true;
  if (card.place.sub !== 'queue') return false;
  if (card.kind === 'order' && card.step < 0) return card.phase === 'kitted';
  return laneOf(board, card.place.lane)?.role !== 'ship';
}

/** Past system commitment and not yet out: what CONWIP counts (WIP-11, WIP-12). */
export function isCommitted(board: Board, card: Card): boolean {
  if (card.kind === 'job') return card.state === 'started';
  switch (card.phase) {
    case 'procurement': case 'kitted': case 'assembly': case 'qc': case 'partially_shipped': return true;
    case 'ready_to_ship':
      return board.policies.orderConwipUntil === 'shipped';
    default: return false;
  }
}

/** Due: an order's promise; a job's is its order's. */
export const dueAt = (board: Board, card: Card): Time | null => {
  const order = orderOf(board, card);
  return order?.promisedAt ?? order?.requestedAt ?? null;
};

const DAY = 86_400_000;

/** Section 3.7: one production buffer before the promise. */
export const authorisedAt = (board: Board, order: Order): Time | null =>
  order.promisedAt === null ? null : order.promisedAt - board.policies.productionBufferDays * DAY;

export type BufferColour = 'green' | 'yellow' | 'red' | 'black';

/** Buffer status (TOC): the fraction of the production buffer left, 1 and above before authorisation.
 *  Sides: exactly 2/3 is yellow, exactly 1/3 is yellow, exactly 0 is red, below 0 is black. */
export function bufferLeft(board: Board, card: Card, now: Time): number | null {
  const due = dueAt(board, card);
  return due === null ? null : (due - now) / (board.policies.productionBufferDays * DAY);
}

export function bufferColour(left: number | null): BufferColour | null {
  if (left === null) return null;
  if (left < 0) return 'black';
  if (left < 1 / 3) return 'red';
  return left <= 2 / 3 ? 'yellow' : 'green';
}

/** Nearest rank (M-2): the smallest value with at least `percent` % of the sample at or below it. */
export function percentile(sorted: readonly number[], percent: number): number | null {
  if (sorted.length === 0) return null;
  return sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)] ?? null;
}
