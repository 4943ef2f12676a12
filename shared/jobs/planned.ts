import type { Blocker, ServiceClass, Step } from '../cards/card-common.ts';
import type { TextRef } from '../kernel/commit-info.ts';
import type { CardId, PersonId, SupplierId } from '../kernel/ids.ts';
import type { Time } from '../kernel/time.ts';
import { newCard } from '../cards/new-card.ts';
import type { Job, JobSource } from './job.ts';

/** A job as the bill of materials has it: what a line of it becomes. */
export interface PlannedJob {
  readonly id: CardId;
  readonly title: string;
  readonly quantity: number;
  readonly unit: string;
  readonly source: JobSource;
  readonly supplier: SupplierId | null;
  readonly routing: readonly Step[];
}

/**
 * A planned job as an event carries it out of its order's file onto the floor, or back: the floor does not know it
 * otherwise. Words by reference, and what most jobs have none of only where there is some.
 */
export interface CarriedJob extends PlannedJob {
  readonly class: ServiceClass;
  readonly version: number;
  readonly assignees?: readonly PersonId[];
  readonly blockers?: readonly (Omit<Blocker, 'text'> & { readonly text: TextRef })[];
  readonly blockersEver?: number;
  readonly comments?: number;
}

/** Everything an order's job begins with. An order to expedite does not expedite its parts. */
export const newJob = (order: { readonly id: CardId; readonly class: ServiceClass }, { id, title, quantity, unit, source, supplier, routing }: PlannedJob, at: Time): Job => ({
  ...newCard(id, at), kind: 'job', title, quantity, unit, class: order.class === 'expedite' ? 'standard' : order.class, routing, order: order.id, source, supplier,
  state: 'planned', accepted: 0,
});

/** All jobs that an event makes planned. */
export const newJobs = ({ order, class: of, jobs }: { readonly order: CardId; readonly class: ServiceClass; readonly jobs: readonly PlannedJob[] }, at: Time): readonly Job[] =>
  jobs.map((job) => newJob({ id: order, class: of }, job, at));

/** MODE-2: a job from stock with nothing left to do on it is in the kit at once. */
export const isFromStock = (job: Job): boolean => job.source === 'stock' && job.routing.length === 0;

/** `text` writes down words that stand in no event. */
export const carried = (job: Job, text: (words: string) => TextRef): CarriedJob => ({
  id: job.id, title: job.title, quantity: job.quantity, unit: job.unit, source: job.source, supplier: job.supplier, routing: job.routing, class: job.class, version: job.version,
  ...(job.assignees.length > 0 && { assignees: job.assignees }), ...(job.blockersEver > 0 && { blockersEver: job.blockersEver }), ...(job.comments > 0 && { comments: job.comments }),
  ...(job.blockers.length > 0 && { blockers: job.blockers.map((blocker) => ({ ...blocker, text: text(blocker.text) })) }),
});

/** The job again, planned, as it was carried. */
export function planned(order: CardId, of: CarriedJob, { at, texts }: { readonly at: Time; readonly texts: Readonly<Record<TextRef, string>> }): Job {
  return {
    ...newJob({ id: order, class: of.class }, of, at), class: of.class, version: of.version, assignees: of.assignees ?? [], comments: of.comments ?? 0, blockersEver: of.blockersEver ?? 0,
    blockers: (of.blockers ?? []).map((blocker) => ({ ...blocker, text: texts[blocker.text] ?? '' })),
  };
}
