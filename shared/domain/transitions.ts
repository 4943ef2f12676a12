import { entrySub, laneOf } from './board.ts';
import { changed } from './changed.ts';
import type { Board, Card, Job, Lane, Order, Phase, Time } from './board.ts';
import type { LaneId, PersonId } from './ids.ts';

/**
 * What a move makes of a card's flow fields. `decide` asks the limits about the result and `evolve`
 * writes it, so that both always mean the same move.
 */

interface Mover {
  readonly at: Time;
  readonly actor: PersonId;
}

function phaseIn(lane: Lane): Phase {
  if (lane.role === 'ship') return 'ready_to_ship';
  return lane.kind === 'gate' ? 'qc' : 'assembly';
}

/** Whoever pulls into work or inspection works on it; queues and suppliers have nobody's hands on a card. */
const workersIn = (lane: Lane, by: PersonId): readonly PersonId[] =>
  lane.kind === 'work' || lane.kind === 'gate' ? [by] : [];

const entering = (lane: Lane, { at, actor }: Mover) => ({
  place: { lane: lane.id, sub: entrySub(lane) },
  laneAt: at,
  subAt: at,
  assignees: workersIn(lane, actor),
  checks: [] as readonly string[],
  queued: null,
});

export function pulled(card: Card, lane: Lane, by: Mover): Card {
  const common = { ...entering(lane, by), step: card.step + 1, startedAt: card.startedAt ?? by.at, version: card.version + 1 };
  return card.kind === 'job'
    ? changed<Job>(card, { ...common, state: 'started' })
    : changed<Order>(card, { ...common, phase: phaseIn(lane) });
}

/** doing → done in the same lane. */
export function finished(card: Card, { at, actor }: Mover): Card {
  if (!card.place) return card;
  const common = { place: { ...card.place, sub: 'done' as const }, subAt: at, assignees: [], version: card.version + 1 };
  return card.kind === 'order' ? changed<Order>(card, { ...common, finishedBy: actor }) : changed<Job>(card, common);
}

/** The gate lets it through: at an order's last gate the final inspection is passed (MTO-7). */
export function inspected(board: Board, card: Card, verdict: 'passed' | 'concession', { at }: Mover): Card {
  if (!card.place) return card;
  const common = {
    place: { ...card.place, sub: 'done' as const }, subAt: at, assignees: [], returnedAt: null, version: card.version + 1,
  };
  if (card.kind === 'job') return { ...card, ...common };
  const isLastGate = !card.routing.slice(card.step + 1).some((step) => laneOf(board, step.lane)?.kind === 'gate');
  return { ...card, ...common, inspection: isLastGate ? verdict : card.inspection };
}

/** Into the kit: the job leaves the lanes and with them every job limit (WIP-12). */
export const completed = (job: Job, quantity: number, { at }: Mover): Job => ({
  ...job, place: null, state: 'done', accepted: quantity, finishedAt: at, subAt: at, assignees: [], returnedAt: null,
  queued: null, exceptions: [], version: job.version + 1,
});

export function returned(card: Card, lane: Lane, by: Mover): Card {
  const common = {
    ...entering(lane, by), assignees: [], step: card.routing.findIndex((step) => step.lane === lane.id),
    reworks: card.reworks + 1, returnedAt: by.at, version: card.version + 1,
  };
  return card.kind === 'job'
    ? { ...card, ...common }
    : { ...card, ...common, phase: phaseIn(lane), inspection: 'none' };
}

export const confirmed = (order: Order, lane: LaneId, promisedAt: Time, { at }: Mover): Order => ({
  ...order, phase: 'confirmed', place: { lane, sub: 'queue' }, promisedAt, firstPromisedAt: promisedAt, confirmedAt: at,
  laneAt: at, subAt: at, bomRevision: Math.max(1, order.bomRevision), version: order.version + 1,
});

export const released = (order: Order, lane: LaneId, { at }: Mover): Order => ({
  ...order, phase: 'procurement', place: { lane, sub: 'queue' }, startedAt: at, laneAt: at, subAt: at, queued: null, version: order.version + 1,
});

export const readied = (job: Job, lane: LaneId, { at }: Mover): Job => ({
  ...job, state: 'ready', place: { lane, sub: 'queue' }, laneAt: at, subAt: at, version: job.version + 1,
});

export const shipped = (order: Order, lane: LaneId, carrier: string, reference: string, { at }: Mover): Order => ({
  ...order, phase: 'shipped', place: { lane, sub: 'done' }, shipment: { carrier, reference }, finishedAt: at, laneAt: at, subAt: at,
  assignees: [], queued: null, exceptions: [], version: order.version + 1,
});

/** What undo puts back; what was said, blocked or edited since stays, and so does what put the card above a limit since. */
export function restored(now: Card, was: Card): Card {
  const exceptions = [...was.exceptions.filter((old) => !now.exceptions.some(({ limit }) => limit === old.limit)), ...now.exceptions];
  const flow = {
    place: was.place, step: was.step, assignees: was.assignees, checks: was.checks, reworks: was.reworks, returnedAt: was.returnedAt,
    startedAt: was.startedAt, laneAt: was.laneAt, subAt: was.subAt, finishedAt: was.finishedAt, exceptions, queued: null,
    version: now.version + 1,
  };
  if (now.kind === 'job' && was.kind === 'job') return changed<Job>(now, { ...flow, state: was.state, accepted: was.accepted });
  if (now.kind === 'order' && was.kind === 'order')
    return { ...now, ...flow, phase: was.phase, inspection: was.inspection, finishedBy: was.finishedBy, kittedAt: was.kittedAt, shipment: was.shipment };
  return now;
}
