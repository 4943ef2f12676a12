import type { Directory } from '../people/directory.ts';
import type { BlockCategory, ServiceClass } from '../cards/card-common.ts';
import type { JobSource } from '../jobs/job.ts';
import type { BoardId, LaneId, LimitId, PersonId, SupplierId } from '../kernel/ids.ts';

/** Working minutes of a day of the demo: from 7 to 16, every day. */
export const DAY = 9 * 60;

/** All times of a plan are working minutes before now. */

export interface Trouble {
  readonly ago: number;
  readonly by: PersonId;
  readonly category: BlockCategory;
  readonly external: boolean;
  readonly text: string;
  /** Missing: it is still blocked. */
  readonly solved?: { readonly ago: number; readonly how: string };
}

/** One stage of a card's road. */
export interface Visit {
  readonly lane: string;
  /** Estimated hours, as the bill of materials says. */
  readonly hours: number;
  /** When it is pulled, if there is room by then. */
  readonly from: number;
  /** When it is finished; null: still in work. */
  readonly until: number | null;
  readonly by?: PersonId;
  readonly trouble?: Trouble;
  /** The inspection fails once: back to this lane, and ready for a second one so much later. */
  readonly fails?: { readonly to: string; readonly ago: number; readonly reason: string; readonly mended: number; readonly again: number };
}

export interface Part {
  readonly title: string;
  readonly quantity: number;
  readonly unit?: string;
  readonly source: JobSource;
  readonly supplier?: SupplierId;
  readonly road: readonly { readonly lane: string; readonly hours: number }[];
  /** The visits it has made; fewer than its road: it stands where the last one ends. */
  readonly visits: readonly Visit[];
}

export interface OrderPlan {
  readonly title: string;
  readonly customer: string;
  readonly quantity: number;
  readonly enquired: number;
  /** What the customer asked for and was promised: calendar days after now, or after a time of the past. */
  readonly promised: { readonly days: number; readonly after?: number };
  readonly confirmed: number | null;
  readonly released: number | null;
  readonly earlyReason?: string;
  /** Changes of class by the manager; `part` counts from 1, missing: the order itself. */
  readonly classes?: readonly { readonly ago: number; readonly part?: number; readonly to: ServiceClass; readonly reason: string }[];
  readonly parts: readonly Part[];
  readonly visits: readonly Visit[];
  readonly trouble?: Trouble;
  readonly shipped: { readonly ago: number; readonly carrier: string; readonly reference: string } | null;
  readonly comments?: readonly { readonly ago: number; readonly by: PersonId; readonly part?: number; readonly text: string }[];
}

/** Order numbers and plans. */
export type Planned = readonly (readonly [number: number, plan: OrderPlan])[];

/** The last weeks of a shop, told by plans; the commands that people give for them are the server's to find. */
export interface Demo {
  readonly board: BoardId;
  readonly name: string;
  readonly firstNumber: number;
  /** How long ago the board was set up. */
  readonly since: number;
  readonly seed: number;
  /** Limits that are not the template's, by id. */
  readonly capacities: Readonly<Record<string, number>>;
  readonly directory: Directory;
  /** Who does what no lane's people do: limits and classes, orders, a failed inspection, the truck. */
  readonly staff: Readonly<Record<'manager' | 'planner' | 'inspector' | 'shipper', PersonId>>;
  readonly past: (random: () => number) => Planned;
  readonly present: Planned;
  /** A limit that went up for a while, and was lowered again (WIP-19). */
  readonly raised?: { readonly limit: LimitId; readonly by: number; readonly from: number; readonly until: number; readonly why: string; readonly whyBack: string };
  /** Once in that time the manager pushed an order of the past beyond a full stage, and said why (WIP-31). */
  readonly override?: { readonly lane: LaneId; readonly from: number; readonly until: number; readonly reason: string };
}
