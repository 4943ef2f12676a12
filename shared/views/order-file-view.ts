import type { Job } from '../jobs/job.ts';
import { personActor } from '../kernel/actor.ts';
import type { Actor } from '../kernel/actor.ts';
import type { CardId } from '../kernel/ids.ts';
import { byNumber, personId } from '../kernel/ids.ts';
import type { Time } from '../kernel/time.ts';
import type { Inspection, OrderFile } from '../orders/order-file.ts';
import type { Person } from '../people/directory.ts';
import { seesWhoAndWhy } from '../people/rights.ts';

/** What leaves of an order's file, field by field. */
export interface OrderFileView {
  readonly id: CardId;
  readonly seq: number;
  /** Of people, customers and notes a viewer is told nothing. */
  readonly customer: string | null;
  readonly enteredAt: Time | null;
  readonly enteredBy: Actor | null;
  readonly requestedAt: Time | null;
  readonly bomRevision: number;
  readonly planned: readonly Job[];
  readonly promises: readonly { readonly at: Time; readonly by: Actor | null; readonly promisedAt: Time }[];
  readonly confirmedAt: Time | null;
  readonly kittedAt: Time | null;
  /** When it left the floor for the archive. */
  readonly closedAt: Time | null;
  readonly inspections: readonly { readonly at: Time; readonly by: Actor | null; readonly card: CardId; readonly verdict: Inspection['verdict']; readonly reason: string }[];
  readonly shipments: readonly { readonly at: Time; readonly by: Actor | null; readonly carrier: string; readonly reference: string }[];
}

/** Whoever works here sees all of it; who only looks, and who does not say who it is, no names and no notes. */
export function orderFileFor(file: OrderFile, person: Person | null): OrderFileView {
  const isWorking = seesWhoAndWhy(person);
  const who = (by: Actor): Actor | null => (isWorking ? by : null);
  const said = (text: string): string => (isWorking ? text : '');
  return {
    id: file.id, seq: file.seq, customer: isWorking ? file.customer : null, enteredAt: file.entered?.at ?? null, enteredBy: file.entered && who(file.entered.by),
    requestedAt: file.requestedAt, bomRevision: file.bomRevision, confirmedAt: file.confirmed?.at ?? null, kittedAt: file.kitted?.at ?? null, closedAt: file.closed?.at ?? null,
    planned: [...file.planned.values()].sort((a, b) => byNumber(a.id, b.id)).map((job) => (isWorking ? job : withoutNotes(job))),
    promises: file.promises.map(({ at, by, promisedAt }) => ({ at, by: who(by), promisedAt })),
    inspections: file.inspections.map(({ at, by, card, verdict, reason }) => ({ at, by: who(by), card, verdict, reason: said(reason) })),
    shipments: file.shipments.map(({ at, by, carrier, reference }) => ({ at, by: who(by), carrier: said(carrier), reference: said(reference) })),
  };
}

const NOBODY = personActor(personId(''));

const withoutNotes = (job: Job): Job => ({ ...job, assignees: [], exceptions: [], rework: null, blockers: job.blockers.map((blocker) => ({ ...blocker, text: '', by: NOBODY })) });
