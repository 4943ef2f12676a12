import { emptyBoard } from './board/board.ts';
import type { Board } from './board/board.ts';
import type { Event, EventOf } from './events.ts';
import { evolve } from './floor.ts';
import { newJobs, planned } from './jobs/planned.ts';
import type { CommitInfo, TextRef } from './kernel/commit-info.ts';
import { joined } from './kernel/fold.ts';
import type { CardId } from './kernel/ids.ts';
import { boardId } from './kernel/ids.ts';
import { Table } from './kernel/table.ts';
import type { Job } from './jobs/job.ts';
import type { OrderFile } from './orders/order-file.ts';

/** The file of an order is a fold over the commits about it, in order, from its first. Pure and total, like the floor's. */

export const emptyFile = (id: CardId): OrderFile => ({
  id, seq: 0, entered: null, customer: '', requestedAt: null, bomRevision: 0, planned: Table.empty<Job>(), promises: [], confirmed: null, kitted: null, inspections: [], shipments: [], closed: null,
});

/** A commit about the order. One that the file has already changes nothing. */
export function fileAfter(file: OrderFile, commit: CommitInfo & { readonly events: readonly Event[] }): OrderFile {
  if (commit.seq <= file.seq) return file;
  let next = file;
  for (const event of commit.events) next = told(next, event, commit);
  return { ...next, seq: commit.seq };
}

const done = ({ seq, at, actor }: CommitInfo) => ({ seq, at, by: actor });
const said = ({ texts }: CommitInfo, ref: TextRef | null): string => (ref === null ? '' : (texts[ref] ?? ''));

/** What the floor does not keep. A commit about several orders tells each of them what is theirs. */
const tell = joined<Event, OrderFile, CommitInfo>({
  OrderCreated: (file, event, info) => ({
    ...file, entered: done(info), customer: said(info, event.customer), requestedAt: event.requestedAt, bomRevision: 1, planned: Table.of(newJobs(event, info.at)),
  }),
  BomRevised: (file, event, info) => ({ ...file, bomRevision: file.bomRevision + 1, planned: Table.of(newJobs(event, info.at)) }),
  OrderConfirmed: (file, event, info) => ({ ...file, confirmed: done(info), promises: [...file.promises, { ...done(info), promisedAt: event.promisedAt }] }),
  CardEdited: (file, event, info) => (event.card !== file.id || event.promisedAt === undefined ? file : {
    ...file, promises: [...file.promises, { ...done(info), promisedAt: event.promisedAt }],
  }),
  OrderReleased: (file) => ({ ...file, planned: Table.empty<Job>() }),
  OrderKitted: (file, _event, info) => ({ ...file, kitted: done(info) }),
  InspectionPassed: (file, event, info) => ({ ...file, inspections: [...file.inspections, { ...done(info), card: event.card, verdict: 'passed', reason: '' }] }),
  ConcessionGranted: (file, event, info) => ({ ...file, inspections: [...file.inspections, { ...done(info), card: event.card, verdict: 'concession', reason: said(info, event.reason) }] }),
  OrderShipped: (file, event, info) => ({ ...file, shipments: [...file.shipments, { ...done(info), carrier: said(info, event.carrier), reference: said(info, event.reference) }] }),
  OrderClosed: (file, event, info) => ({ ...file, closed: { ...done(info), jobs: event.jobs } }),
  MoveUndone: moveUndone,
});

function told(file: OrderFile, event: Event, info: CommitInfo): OrderFile {
  // A commit may be about several orders; each file is told what is its own.
  if ('order' in event && event.order !== file.id) return file;
  const next = tell(file, event, info);
  if (next.planned !== file.planned || next.planned.size === 0) return next;
  // What is done to a planned job is what would be done to it on the floor.
  const { cards } = evolve(alone(next.planned), event, info);
  return cards === next.planned ? next : { ...next, planned: jobsIn(cards) };
}

/** What was taken back was not done. A release that was leaves its jobs planned again. */
function moveUndone(file: OrderFile, event: EventOf<'MoveUndone'>, info: CommitInfo): OrderFile {
  const stands = ({ seq }: { readonly seq: number }): boolean => seq !== event.undoes;
  return {
    ...file, kitted: file.kitted && stands(file.kitted) ? file.kitted : null, inspections: file.inspections.filter(stands),
    planned: event.planned && event.card === file.id ? Table.of(event.planned.map((job) => planned(file.id, job, info))) : file.planned,
  };
}

const NO_FLOOR = emptyBoard(boardId('file'));
const alone = (cards: Table<Job>): Board => ({ ...NO_FLOOR, cards });
const jobsIn = (cards: Board['cards']): Table<Job> => Table.of([...cards.values()].flatMap((card): Job[] => (card.kind === 'job' ? [card] : [])));

/** The files of all orders of a board that is folded from its first commit: a demo's, a simulation's. */
export class OrderFiles {
  private readonly files = new Map<CardId, OrderFile>();

  /** Of an order that never was, an empty one. */
  readonly of = (order: CardId): OrderFile => this.files.get(order) ?? emptyFile(order);

  /** The next commit, and the orders it is about. */
  hear(commit: CommitInfo & { readonly events: readonly Event[] }, subjects: readonly string[]): void {
    for (const order of subjects as readonly CardId[]) this.files.set(order, fileAfter(this.files.get(order) ?? emptyFile(order), commit));
  }

  /** A job that is in a file and not on the floor. */
  planned(id: CardId): Job | undefined {
    for (const file of this.files.values()) if (file.planned.has(id)) return file.planned.get(id);
    return undefined;
  }
}
