import type { Actor } from '../kernel/actor.ts';
import type { CardId } from '../kernel/ids.ts';
import type { Time } from '../kernel/time.ts';
import type { Job } from '../jobs/job.ts';
import type { Table } from '../kernel/table.ts';

/** Something that was done to the order once, and by whom. */
interface Done {
  /** The commit that says so. */
  readonly seq: number;
  readonly at: Time;
  readonly by: Actor;
}

/** A date that was given to the customer. */
export interface Promise extends Done {
  readonly promisedAt: Time;
}

export interface Inspection extends Done {
  readonly card: CardId;
  readonly verdict: 'passed' | 'concession';
  /** Of a concession. */
  readonly reason: string;
}

export interface Shipment extends Done {
  readonly carrier: string;
  readonly reference: string;
}

/**
 * What is known of one order besides where it stands: a fold over the commits about it, made when somebody opens it
 * or a verb needs it. Its planned jobs are here and nowhere else until the release puts them on the floor.
 */
export interface OrderFile {
  readonly id: CardId;
  /** The last commit about the order that is in it. */
  readonly seq: number;
  readonly entered: Done | null;
  readonly customer: string;
  /** When the customer wanted it. */
  readonly requestedAt: Time | null;
  readonly bomRevision: number;
  readonly planned: Table<Job>;
  /** Each date the customer was given, the first one first (M-17). */
  readonly promises: readonly Promise[];
  readonly confirmed: Done | null;
  readonly kitted: Done | null;
  readonly inspections: readonly Inspection[];
  readonly shipments: readonly Shipment[];
  /** When it left the floor for the archive. */
  readonly closed: (Done & { readonly jobs: readonly CardId[] }) | null;
}
