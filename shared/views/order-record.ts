import type { Event } from '../events.ts';
import { cardsOf } from '../floor.ts';
import type { PlannedJob } from '../jobs/planned.ts';
import type { CommitInfo, TextRef } from '../kernel/commit-info.ts';
import { joined } from '../kernel/fold.ts';
import type { CardId, SupplierId } from '../kernel/ids.ts';
import type { Time } from '../kernel/time.ts';

/** An order as a list shows it and a search finds it, on the floor and off it: a fold over the commits about it. */
export interface OrderRecord {
  readonly id: CardId;
  readonly title: string;
  readonly customer: string;
  readonly quantity: number;
  readonly unit: string;
  readonly parts: readonly RecordedPart[];
  readonly enteredAt: Time;
  readonly confirmedAt: Time | null;
  /** What the customer was promised first, and in the end (M-17). */
  readonly promisedFirst: Time | null;
  readonly promised: Time | null;
  readonly shippedAt: Time | null;
  /** Carrier and reference of its shipment. */
  readonly sent: string;
  /** When it left the floor. */
  readonly closedAt: Time | null;
}

export interface RecordedPart {
  readonly id: CardId;
  readonly title: string;
  /** Who it is bought of. */
  readonly supplier: SupplierId | null;
}

export type Ended = 'shipped' | 'cancelled';

/** How it ended; null: it is on the floor. */
export const endedOf = ({ closedAt, shippedAt }: OrderRecord): Ended | null => (closedAt === null ? null : shippedAt === null ? 'cancelled' : 'shipped');

/** How much later than the last promise it was shipped, ms; at most 0: it was on time. null: there is nothing to judge. */
export const latenessOf = ({ promised, shippedAt }: OrderRecord): number | null => (promised === null || shippedAt === null ? null : shippedAt - promised);

const partsOf = (jobs: readonly PlannedJob[]): readonly RecordedPart[] => jobs.map(({ id, title, supplier }) => ({ id, title, supplier }));
const said = ({ texts }: CommitInfo, ref: TextRef | null): string => (ref === null ? '' : (texts[ref] ?? ''));

const told = joined<Event, OrderRecord, CommitInfo>({
  OrderCreated: (_, event, info) => ({
    id: event.order, title: event.title, customer: said(info, event.customer), quantity: event.quantity, unit: event.unit, parts: partsOf(event.jobs), enteredAt: info.at, confirmedAt: null,
    promisedFirst: null, promised: null, shippedAt: null, sent: '', closedAt: null,
  }),
  BomRevised: (record, event) => ({ ...record, parts: partsOf(event.jobs) }),
  OrderConfirmed: (record, event, info) => ({ ...record, confirmedAt: info.at, promisedFirst: event.promisedAt, promised: event.promisedAt }),
  CardEdited: (record, event) => {
    if (event.card !== record.id) return event.title === undefined ? record : { ...record, parts: record.parts.map((part) => (part.id === event.card ? { ...part, title: event.title ?? part.title } : part)) };
    const { title = record.title, quantity = record.quantity, unit = record.unit, promisedAt = record.promised } = event;
    return { ...record, title, quantity, unit, promised: promisedAt, promisedFirst: record.promisedFirst ?? promisedAt };
  },
  OrderShipped: (record, event, info) => ({ ...record, shippedAt: info.at, sent: [said(info, event.carrier), said(info, event.reference)].filter(Boolean).join(' ') }),
  OrderClosed: (record, _, info) => ({ ...record, closedAt: info.at }),
});

/** Types of the events that change a record: of most commits none is among them. */
const TELLING: ReadonlySet<Event['type']> = new Set(['OrderCreated', 'BomRevised', 'OrderConfirmed', 'CardEdited', 'OrderShipped', 'OrderClosed']);

export const tellsOfRecords = (events: readonly Event[]): boolean => events.some(({ type }) => TELLING.has(type));

/** A commit about the order. null: it was never entered. */
export function recordAfter(record: OrderRecord | null, commit: CommitInfo & { readonly events: readonly Event[] }, id: CardId): OrderRecord | null {
  let next = record;
  for (const event of commit.events) {
    if (event.type === 'OrderCreated') {
      if (event.order === id) next = told(NOTHING, event, commit);
    } else if (next && isAbout(next, event)) next = told(next, event, commit);
  }
  return next;
}

/** A commit may be about several orders; each is told what is its own. */
const isAbout = (record: OrderRecord, event: Event): boolean => TELLING.has(event.type) && cardsOf(event).some((card) => card === record.id || record.parts.some((part) => part.id === card));

const NOTHING = { id: '' as CardId } as OrderRecord;

/** What leaves of it, field by field. */
export interface OrderRecordView extends Omit<OrderRecord, 'customer' | 'sent'> {
  /** Of customers and notes who only looks is told nothing. */
  readonly customer: string | null;
  readonly sent: string | null;
  readonly ended: Ended | null;
  readonly lateBy: number | null;
}

export function orderRecordFor(record: OrderRecord, isWorking: boolean): OrderRecordView {
  const { id, title, customer, quantity, unit, parts, enteredAt, confirmedAt, promisedFirst, promised, shippedAt, sent, closedAt } = record;
  return {
    id, title, customer: isWorking ? customer : null, quantity, unit, parts: parts.map((part) => ({ id: part.id, title: part.title, supplier: part.supplier })), enteredAt, confirmedAt, promisedFirst, promised, shippedAt,
    sent: isWorking ? sent : null, closedAt, ended: endedOf(record), lateBy: latenessOf(record),
  };
}
