import type { Board } from '../board/board.ts';
import type { Step, ServiceClass } from '../cards/card-common.ts';
import { confirmed, readied, released } from '../cards/transitions.ts';
import { leftTheFloor, move, onOrder, placed, put, withExceptions } from '../cards/standing.ts';
import { changed, changedBoard } from '../board/changed.ts';
import type { CommitInfo, TextRef } from '../kernel/commit-info.ts';
import type { Folds, Named } from '../kernel/fold.ts';
import type { Time } from '../kernel/time.ts';
import { newCard } from '../cards/new-card.ts';
import { newJobs, planned } from '../jobs/planned.ts';
import type { CarriedJob, PlannedJob } from '../jobs/planned.ts';
import { nextNumberAfter } from '../kernel/ids.ts';
import type { CardId, LaneId } from '../kernel/ids.ts';
import { loadsAfter } from '../limits/admission.ts';
import type { JobException, NewException } from '../limits/exceptions.ts';
import type { Order } from './order.ts';
import { planOf } from './plan.ts';
import type { Plan } from './planned-load.ts';

type Before = CardId | null;

export type OrderEvent =
  | { readonly type: 'OrderCreated'; readonly order: CardId; readonly title: string; readonly customer: TextRef; readonly quantity: number; readonly unit: string; readonly class: ServiceClass; readonly requestedAt: Time | null; readonly routing: readonly Step[]; readonly lane: LaneId; readonly jobs: readonly PlannedJob[]; readonly exceptions?: readonly NewException[] }
  | { readonly type: 'BomRevised'; readonly order: CardId; /** The order's, which its jobs begin with. */ readonly class: ServiceClass; readonly jobs: readonly PlannedJob[]; /** Jobs that are no more. */ readonly dropped: readonly CardId[] }
  | { readonly type: 'OrderConfirmed'; readonly order: CardId; readonly promisedAt: Time; readonly lane: LaneId; readonly exceptions?: readonly NewException[] }
  | { readonly type: 'OrderReleased'; readonly order: CardId; /** As they come out of the order's file. */ readonly jobs: readonly CarriedJob[]; readonly lane: LaneId; readonly jobsLane: LaneId; readonly before: Before; readonly early: TextRef | null; readonly exceptions: readonly NewException[]; readonly jobExceptions?: readonly JobException[] }
  | { readonly type: 'OrderKitted'; readonly order: CardId }
  /** Off the floor with these jobs: what is known of them stands in file and story from now on. */
  | { readonly type: 'OrderClosed'; readonly order: CardId; readonly jobs: readonly CardId[] }
  /** Something about its planned jobs is another than it was, and with it what they will bring. */
  | { readonly type: 'PlanChanged'; readonly order: CardId; readonly plan: Plan };

type Of<T extends OrderEvent['type']> = Extract<OrderEvent, { type: T }>;

export const orderNames: Named<OrderEvent, CardId> = {
  OrderCreated: ({ order, jobs }) => [order, ...jobs.map(({ id }) => id)],
  BomRevised: ({ order, jobs, dropped }) => [order, ...jobs.map(({ id }) => id), ...dropped],
  OrderConfirmed: ({ order }) => [order],
  OrderReleased: ({ order, jobs }) => [order, ...jobs.map(({ id }) => id)],
  OrderKitted: ({ order }) => [order],
  OrderClosed: ({ order, jobs }) => [order, ...jobs],
  PlanChanged: ({ order }) => [order],
};

export const orderFolds: Folds<OrderEvent, Board, CommitInfo> = {
  OrderCreated: orderCreated,
  BomRevised: bomRevised,
  OrderConfirmed: (board, event, info) => onOrder(board, event.order, (order) =>
    move(board, order, withExceptions(confirmed(order, event.lane, event.promisedAt, info), event.exceptions ?? [], info), null, info)),
  OrderReleased: orderReleased,
  PlanChanged: (board, event) => onOrder(board, event.order, (order) => put(board, order, changed(order, { plan: event.plan }))),
  OrderKitted: (board, event) => onOrder(board, event.order, (order) => put(board, order, changed(order, { phase: 'kitted' }))),
  OrderClosed: (board, event) => leftTheFloor(board, [event.order, ...event.jobs]),
};

export const newOrder = (event: Of<'OrderCreated'>, info: CommitInfo): Order => ({
  ...newCard(event.order, info.at), kind: 'order', title: event.title, quantity: event.quantity, unit: event.unit, class: event.class,
  place: { lane: event.lane, sub: 'queue' }, routing: event.routing, phase: 'enquiry', customer: info.texts[event.customer] ?? '',
  due: event.requestedAt, jobs: event.jobs.map((job) => job.id), plan: planOf(newJobs(event, info.at)),
  kitDone: 0, inspection: 'none', finishedBy: null,
});

function orderCreated(board: Board, event: Of<'OrderCreated'>, info: CommitInfo): Board {
  const order = withExceptions(newOrder(event, info), event.exceptions ?? [], info);
  return {
    ...board, ...loadsAfter(board, null, order), cards: board.cards.with(order), places: placed(board.places, order, null),
    nextNumber: nextNumberAfter(event.order, board.nextNumber),
  };
}

function bomRevised(board: Board, event: Of<'BomRevised'>, info: CommitInfo): Board {
  return onOrder(board, event.order, (order) => put(board, order, changed(order, {
    jobs: event.jobs.map((job) => job.id), plan: planOf(newJobs(event, info.at)),
  })));
}

function orderReleased(board: Board, event: Of<'OrderReleased'>, info: CommitInfo): Board {
  return onOrder(board, event.order, (order) => {
    let next = move(board, order, withExceptions(released(order, event.lane, info), event.exceptions, info), event.before, info);
    for (const job of event.jobs) {
      const was = planned(order.id, job, info);
      const ready = withExceptions(readied(was, event.jobsLane, info), event.jobExceptions?.filter(({ card }) => card === job.id) ?? [], info);
      next = changedBoard(put(next, was, ready), { places: placed(next.places, ready, null) });
    }
    return next;
  });
}
