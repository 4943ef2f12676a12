import { entrySub } from '../board/lane.ts';
import { laneOf } from '../board/board.ts';
import { type Flow, changed, movedJob } from '../board/changed.ts';
import type { Board } from '../board/board.ts';
import type { Card } from './card.ts';
import type { Job } from '../jobs/job.ts';
import type { Lane, Place } from '../board/lane.ts';
import type { Order, Phase } from '../orders/order.ts';
import type { Rework } from './card-common.ts';
import type { Visit } from './visit.ts';
import type { Time } from '../kernel/time.ts';
import { personOf } from '../kernel/actor.ts';
import type { Actor } from '../kernel/actor.ts';
import type { LaneId, PersonId } from '../kernel/ids.ts';

/**
 * What a move makes of a card's flow fields. `decide` asks the limits about the result and `evolve`
 * writes it, so that both always mean the same move.
 */

interface Mover {
  readonly at: Time;
  readonly actor: Actor;
}

const NONE: readonly never[] = [];

function phaseIn(lane: Lane): Phase {
  if (lane.role === 'ship') return 'ready_to_ship';
  return lane.kind === 'gate' ? 'qc' : 'assembly';
}

/** Whoever pulls into work or inspection works on it; queues and suppliers have nobody's hands on a card. */
function workersIn(lane: Lane, by: Actor): readonly PersonId[] {
  const person = personOf(by);
  return person !== null && (lane.kind === 'work' || lane.kind === 'gate') ? [person] : NONE;
}

/** Into a lane's first sub-lane. */
const entering = (card: Card, { lane, step }: Visit, { at, actor }: Mover): Flow => ({
  version: card.version + 1, place: { lane: lane.id, sub: entrySub(lane) }, step, assignees: workersIn(lane, actor),
  checks: NONE, exceptions: card.exceptions, reworks: card.reworks, rework: card.rework, queued: null,
  startedAt: card.startedAt ?? at, laneAt: at, subAt: at, finishedAt: card.finishedAt,
});

/** doing → done in the same lane. */
const ending = (card: Card, place: Place, at: Time, rework: Rework | null): Flow => ({
  version: card.version + 1, place: { lane: place.lane, sub: 'done' }, step: card.step, assignees: NONE,
  checks: card.checks, exceptions: card.exceptions, reworks: card.reworks, rework, queued: card.queued,
  startedAt: card.startedAt, laneAt: card.laneAt, subAt: at, finishedAt: card.finishedAt,
});

export function pulled(card: Card, to: Visit, by: Mover): Card {
  const flow = entering(card, to, by);
  return card.kind === 'job' ? movedJob(card, flow, 'started', card.accepted) : changed(card, { ...flow, phase: phaseIn(to.lane) });
}

export function finished(card: Card, { at, actor }: Mover): Card {
  if (!card.place) return card;
  const flow = ending(card, card.place, at, card.rework);
  return card.kind === 'job' ? movedJob(card, flow, card.state, card.accepted) : changed(card, { ...flow, finishedBy: actor });
}

/** The gate lets it through: at an order's last gate the final inspection is passed (MTO-7). */
export function inspected(board: Board, card: Card, verdict: 'passed' | 'concession', { at }: Mover): Card {
  if (!card.place) return card;
  const flow = ending(card, card.place, at, null);
  if (card.kind === 'job') return movedJob(card, flow, card.state, card.accepted);
  const isLastGate = !card.routing.slice(card.step + 1).some((step) => laneOf(board, step.lane)?.kind === 'gate');
  return changed(card, { ...flow, inspection: isLastGate ? verdict : card.inspection });
}

/** Into the kit: the job leaves the lanes and with them every job limit (WIP-12). */
export const completed = (job: Job, quantity: number, { at }: Mover): Job => movedJob(job, {
  version: job.version + 1, place: null, step: job.step, assignees: NONE,
  checks: job.checks, exceptions: NONE, reworks: job.reworks, rework: null, queued: null,
  startedAt: job.startedAt, laneAt: job.laneAt, subAt: at, finishedAt: at,
}, 'done', quantity);

export function returned(card: Card, to: Visit, by: Mover, why: Pick<Rework, 'category' | 'reason'>): Card {
  const flow = {
    ...entering(card, to, by), assignees: NONE,
    reworks: card.reworks + 1, startedAt: card.startedAt,
    rework: { at: by.at, by: by.actor, from: card.place?.lane ?? null, category: why.category, reason: why.reason },
  };
  return card.kind === 'job' ? movedJob(card, flow, card.state, card.accepted) : changed(card, { ...flow, phase: phaseIn(to.lane), inspection: 'none' });
}

export const confirmed = (order: Order, lane: LaneId, promisedAt: Time, { at }: Mover): Order => changed(order, {
  phase: 'confirmed', place: { lane, sub: 'queue' }, due: promisedAt,
  laneAt: at, subAt: at, version: order.version + 1,
});

export const released = (order: Order, lane: LaneId, { at }: Mover): Order => changed(order, {
  phase: 'procurement', place: { lane, sub: 'queue' }, startedAt: at, laneAt: at, subAt: at, queued: null, plan: null, version: order.version + 1,
});

export const readied = (job: Job, lane: LaneId, { at }: Mover): Job => changed(job, {
  state: 'ready', place: { lane, sub: 'queue' }, laneAt: at, subAt: at, version: job.version + 1,
});

export const shipped = (order: Order, lane: LaneId, { at }: Mover): Order => changed(order, {
  phase: 'shipped', place: { lane, sub: 'done' }, finishedAt: at, laneAt: at, subAt: at,
  assignees: [], queued: null, exceptions: [], version: order.version + 1,
});

/**
 * What undo puts back; what was said, blocked or edited since stays, and so does what put the card above a
 * limit since. An exception that ended with the move stays ended: going back is asked of the limit again.
 */
export function restored(now: Card, was: Card): Card {
  const flow: Flow = {
    version: now.version + 1, place: was.place, step: was.step, assignees: was.assignees,
    checks: was.checks, exceptions: now.exceptions, reworks: was.reworks, rework: was.rework, queued: was.queued,
    startedAt: was.startedAt, laneAt: was.laneAt, subAt: was.subAt, finishedAt: was.finishedAt,
  };
  if (now.kind === 'job' && was.kind === 'job') return movedJob(now, flow, was.state, was.accepted);
  if (now.kind === 'order' && was.kind === 'order')
    return changed(now, { ...flow, phase: was.phase, inspection: was.inspection, finishedBy: was.finishedBy });
  return now;
}
