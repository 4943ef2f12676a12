import type { BlockCategory, ServiceClass } from '../../shared/cards/card-common.ts';
import type { JobSource } from '../../shared/jobs/job.ts';
import type { PersonId, SupplierId } from '../../shared/kernel/ids.ts';

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
