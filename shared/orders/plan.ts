import { cardsAt } from '../board/board.ts';
import { changedBoard } from '../board/changed.ts';
import type { Board } from '../board/board.ts';
import { entrySub } from '../board/lane.ts';
import type { Step } from '../cards/card-common.ts';
import type { Job } from '../jobs/job.ts';
import type { CardId } from '../kernel/ids.ts';
import { counted, total } from '../kernel/quantity.ts';
import { isFromStock, newJob } from '../jobs/planned.ts';
import type { Order } from './order.ts';
import type { Plan, PlannedLoad, PlannedStep } from './planned-load.ts';

export const planOf = (jobs: readonly Job[]): Plan => ({ titles: jobs.map(({ title }) => title), loads: loadsOf(jobs) });

function loadsOf(jobs: readonly Job[]): readonly PlannedLoad[] {
  const alike = new Map<string, Job[]>();
  for (const job of jobs) {
    if (isFromStock(job)) continue;
    const key = JSON.stringify([job.class, job.supplier, job.assignees]);
    alike.set(key, [...(alike.get(key) ?? []), job]);
  }
  return [...alike.values()].map((of) => {
    const { class: serviceClass, supplier, assignees } = of[0] as Job;
    return { class: serviceClass, supplier, assignees, jobs: of.length, quantity: total(of.map(({ quantity }) => counted(quantity))), steps: stepsOf(of.flatMap(({ routing }) => routing)) };
  });
}

function stepsOf(steps: readonly Step[]): readonly PlannedStep[] {
  const lanes = [...new Set(steps.map(({ lane }) => lane))];
  return lanes.map((lane) => {
    const here = steps.filter((step) => step.lane === lane);
    return { lane, hours: total(here.map(({ hours }) => counted(hours ?? 0))), unestimated: here.filter(({ hours }) => hours === null).length };
  });
}

/** Of all its planned jobs, where they are estimated. */
export const hoursPlanned = ({ plan }: Pick<Order, 'plan'>): number => total((plan?.loads ?? []).flatMap(({ steps }) => steps.map(({ hours }) => hours)));

/**
 * Jobs that weigh together what the plan's jobs weigh: as many, and the first of each kind has all that they have.
 * What nobody but the file can tell apart, one larger than a limit or one to expedite, is for the server to say.
 */
export const standIns = (order: Order): readonly Job[] => (order.plan?.loads ?? []).flatMap((load): Job[] => {
  const line = { title: order.title, unit: order.unit, source: 'make' as const, supplier: load.supplier };
  const steps = load.steps.flatMap(({ lane, hours, unestimated }): Step[] => [{ lane, hours }, ...Array.from({ length: unestimated }, (): Step => ({ lane, hours: null }))]);
  return Array.from({ length: load.jobs }, (_, index) => ({
    ...newJob(order, { ...line, id: order.jobs[index] ?? order.id, quantity: index === 0 ? load.quantity : 0, routing: index === 0 ? steps : [] }, 0),
    class: load.class, assignees: load.assignees,
  }));
});

/** The order whose file has this job, which is planned and not on the floor; null: there is none. */
export function plannedBy(board: Board, id: CardId): Order | null {
  for (const lane of board.lanes) {
    if (lane.role !== 'enquiry' && lane.role !== 'pool') continue;
    for (const of of cardsAt(board, lane.id, entrySub(lane))) {
      const order = board.cards.get(of);
      if (order?.kind === 'order' && order.jobs.includes(id)) return order;
    }
  }
  return null;
}

const known = new WeakMap<Order, readonly Job[]>();

/** An order's planned jobs as far as the floor knows them: to be found by their numbers and titles. */
function namesakes(order: Order): readonly Job[] {
  let jobs = known.get(order);
  if (!jobs) {
    const { titles = [] } = order.plan ?? {};
    jobs = titles.map((title, at) => newJob(order, { id: order.jobs[at] ?? order.id, title, quantity: 1, unit: order.unit, source: 'make', supplier: null, routing: [] }, order.laneAt));
    known.set(order, jobs);
  }
  return jobs;
}

/** Of all orders that are not released. */
export const plannedOn = (board: Board): readonly Job[] => [...board.cards.values()].flatMap((card) => (card.kind === 'order' && card.plan ? namesakes(card) : []));

/** The floor with these jobs on it, in no lane: as those tell of it, or decide on it, who have the file they stand in. */
export function withJobs(board: Board, jobs: Iterable<Job>): Board {
  let { cards } = board;
  for (const job of jobs) if (!cards.has(job.id)) cards = cards.with(job);
  return cards === board.cards ? board : changedBoard(board, { cards });
}
