import type { Board } from '../board/board.ts';
import type { Step, ServiceClass } from '../cards/card-common.ts';
import { confirmed, readied, released } from '../cards/transitions.ts';
import { move, onOrder, placed, put, withExceptions } from '../cards/standing.ts';
import { changed, changedBoard } from '../board/changed.ts';
import type { CommitInfo, TextRef } from '../kernel/commit-info.ts';
import type { Folds, Named } from '../kernel/fold.ts';
import type { Time } from '../kernel/time.ts';
import type { Job } from '../jobs/job.ts';
import type { CardId, LaneId } from '../kernel/ids.ts';
import { loadsAfter } from '../limits/admission.ts';
import type { JobException, NewException } from '../limits/exceptions.ts';
import type { PlannedJob } from './bom.ts';
import type { Order } from './order.ts';

type Before = CardId | null;

export type OrderEvent =
  | { readonly type: 'OrderCreated'; readonly order: CardId; readonly title: string; readonly customer: TextRef; readonly quantity: number; readonly unit: string; readonly class: ServiceClass; readonly requestedAt: Time | null; readonly routing: readonly Step[]; readonly lane: LaneId; readonly jobs: readonly PlannedJob[]; readonly exceptions?: readonly NewException[] }
  | { readonly type: 'BomRevised'; readonly order: CardId; readonly jobs: readonly PlannedJob[]; /** Jobs that are no more. */ readonly dropped: readonly CardId[] }
  | { readonly type: 'OrderConfirmed'; readonly order: CardId; readonly promisedAt: Time; readonly lane: LaneId; readonly exceptions?: readonly NewException[] }
  | { readonly type: 'OrderReleased'; readonly order: CardId; readonly jobs: readonly CardId[]; readonly lane: LaneId; readonly jobsLane: LaneId; readonly before: Before; readonly early: TextRef | null; readonly exceptions: readonly NewException[]; readonly jobExceptions?: readonly JobException[] }
  | { readonly type: 'OrderKitted'; readonly order: CardId };

type Of<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>;

export const orderNames: Named<OrderEvent, CardId> = {
  OrderCreated: ({ order, jobs }) => [order, ...jobs.map(({ id }) => id)],
  BomRevised: ({ order, jobs, dropped }) => [order, ...jobs.map(({ id }) => id), ...dropped],
  OrderConfirmed: ({ order }) => [order],
  OrderReleased: ({ order, jobs }) => [order, ...jobs],
  OrderKitted: ({ order }) => [order],
};

export const orderFolds: Folds<OrderEvent, Board, CommitInfo> = {
  OrderCreated: orderCreated,
  BomRevised: bomRevised,
  OrderConfirmed: (board, event, info) => onOrder(board, event.order, (order) =>
    move(board, order, withExceptions(confirmed(order, event.lane, event.promisedAt, info), event.exceptions ?? [], info), null, info)),
  OrderReleased: orderReleased,
  OrderKitted: (board, event, info) => onOrder(board, event.order, (order) => put(board, order, changed(order, { phase: 'kitted', kittedAt: info.at }))),
};

export function newCard(id: CardId, info: CommitInfo) {
  return {
    id, version: 1, place: null, step: -1, assignees: [], blockers: [], blockersEver: 0, comments: 0, checks: [], exceptions: [],
    reworks: 0, rework: null, queued: null, createdAt: info.at, startedAt: null, laneAt: info.at, subAt: info.at, finishedAt: null,
  } as const;
}

export const newJob = (order: Pick<Order, 'id' | 'class'>, job: PlannedJob, info: CommitInfo): Job => ({
  ...newCard(job.id, info), kind: 'job', title: job.title, quantity: job.quantity, unit: job.unit,
  class: order.class === 'expedite' ? 'standard' : order.class, routing: job.routing, order: order.id, source: job.source,
  supplier: job.supplier, state: 'planned', accepted: 0,
});

export const newOrder = (event: Of<'OrderCreated'>, info: CommitInfo): Order => ({
  ...newCard(event.order, info), kind: 'order', title: event.title, quantity: event.quantity, unit: event.unit, class: event.class,
  place: { lane: event.lane, sub: 'queue' }, routing: event.routing, phase: 'enquiry', customer: info.texts[event.customer] ?? '',
  requestedAt: event.requestedAt, firstPromisedAt: null, promisedAt: null, confirmedAt: null, kittedAt: null, bomRevision: 1,
  jobs: event.jobs.map((job) => job.id), kitDone: 0, inspection: 'none', finishedBy: null, shipment: null,
});

/** A longer number is somebody's own; counting on from it would leave the numbers people can read. */
const LAST_NUMBER = 99_999_999;

function orderCreated(board: Board, event: Of<'OrderCreated'>, info: CommitInfo): Board {
  const order = withExceptions(newOrder(event, info), event.exceptions ?? [], info);
  let { cards } = board;
  for (const job of event.jobs) cards = cards.with(newJob(order, job, info));
  const number = Number(event.order);
  return {
    ...board, ...loadsAfter(board, null, order), cards: cards.with(order), places: placed(board.places, order, null),
    nextNumber: Number.isSafeInteger(number) && number < LAST_NUMBER ? Math.max(board.nextNumber, number + 1) : board.nextNumber,
  };
}

function bomRevised(board: Board, event: Of<'BomRevised'>, info: CommitInfo): Board {
  return onOrder(board, event.order, (order) => {
    let { cards } = board;
    for (const id of event.dropped) cards = cards.without(id);
    for (const job of event.jobs) cards = cards.with(newJob(order, job, info));
    return { ...board, cards: cards.with({ ...order, jobs: event.jobs.map((job) => job.id), bomRevision: order.bomRevision + 1 }) };
  });
}

function orderReleased(board: Board, event: Of<'OrderReleased'>, info: CommitInfo): Board {
  return onOrder(board, event.order, (order) => {
    let next = move(board, order, withExceptions(released(order, event.lane, info), event.exceptions, info), event.before, info);
    for (const id of event.jobs) {
      const job = next.cards.get(id);
      if (job?.kind !== 'job') continue;
      const ready = withExceptions(readied(job, event.jobsLane, info), event.jobExceptions?.filter(({ card }) => card === id) ?? [], info);
      next = changedBoard(put(next, job, ready), { places: placed(next.places, ready, null) });
    }
    return next;
  });
}
