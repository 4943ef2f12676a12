import { z } from 'zod/mini';
import type { Board } from '../board/board.ts';
import { authorisedAt } from '../board/buffer.ts';
import { lanesFor } from '../board/lane-roles.ts';
import type { Lane } from '../board/lane.ts';
import { before, version } from '../cards/card-fields.ts';
import { hindrance, neighbourIn, notThere, staleness, standsIn } from '../cards/guards.ts';
import { admit, overrideField } from '../limits/override.ts';
import { readied, released } from '../cards/transitions.ts';
import type { Job } from '../jobs/job.ts';
import { carried, isFromStock } from '../jobs/planned.ts';
import { cardIdField, reasonField } from '../kernel/fields.ts';
import { loadsAfter, heldBy } from '../limits/admission.ts';
import type { JobException } from '../limits/exceptions.ts';
import { describeLimit } from '../limits/occupants.ts';
import { rounded, total } from '../kernel/quantity.ts';
import { isConfirmed } from './order.ts';
import type { Order } from './order.ts';
import { standIns } from './plan.ts';
import type { Context } from '../people/directory.ts';
import type { Violation } from '../refusals.ts';
import { verb } from '../verb.ts';

/** A reason for an early release is short, but it is words. */
const EARLY_REASON = 3;

/** T-O6: the planner pulls a confirmed order out of the pool; its jobs become ready (T-J1). */
export const releaseOrder = verb({
  type: 'ReleaseOrder',
  roles: ['planner', 'manager'],
  files: ({ order }) => [order],
  shape: { order: cardIdField, before: z.optional(before), version, earlyReason: z.optional(reasonField), override: z.optional(overrideField) },
  decide(board, command, context, draft) {
    const order = board.cards.get(command.order);
    if (order?.kind !== 'order') return [notThere('order', command.order)];
    const { lanes: [kit, ready], missing } = lanesFor(board, 'ReleaseOrder');
    if (!kit || !ready || missing.length > 0) return [...missing];
    const stale = staleness(board, order, command.version, context);
    if (stale.length > 0) return stale;
    if (order.phase !== 'confirmed')
      return !isConfirmed(order)
        ? [{ code: 'order_not_confirmed', order: order.id, phase: order.phase }] // MTO-1
        : [{ code: 'illegal_transition', card: order.id, from: standsIn(board, order), to: { is: 'lane', name: kit.name }, expected: null }];

    const by = { at: context.at, actor: context.actor.id };
    const { violations, exceptions, record } = admit(board, order, released(order, kit.id, by), context, { override: command.override });
    const planned = order.jobs.flatMap((id): Job[] => { const job = board.cards.get(id); return job?.kind === 'job' ? [job] : []; });
    const stock = planned.filter(isFromStock);
    // Where the order's file is not at hand, what the plan says of the jobs is asked about: who has it decides.
    const jobs = jobsAdmitted(board, planned.length > 0 ? planned.filter((job) => !isFromStock(job)) : standIns(order), ready, context);
    const early = isEarly(board, order, context) ? (command.earlyReason?.trim() ?? '') : null;
    const guards = [...hindrance(order, context.at), ...tooEarly(board, order, early), ...violations, ...jobs.violations];
    if (guards.length > 0) return guards;
    draft.event({
      type: 'OrderReleased', order: order.id, jobs: planned.map((job) => carried(job, (words) => draft.text(words))), lane: kit.id, jobsLane: ready.id, before: neighbourIn(board, command.before, kit.id, 'queue'),
      early: early === null ? null : draft.text(early), exceptions, ...(jobs.exceptions.length > 0 ? { jobExceptions: jobs.exceptions } : {}),
    });
    record(draft);
    for (const { id, quantity } of stock) draft.event({ type: 'JobCompleted', card: id, order: order.id, quantity });
    if (stock.length === order.jobs.length) draft.event({ type: 'OrderKitted', order: order.id });
    return [];
  },
});

const isEarly = (board: Board, order: Order, { at }: Context): boolean => (authorisedAt(board, order) ?? at) > at;

function tooEarly(board: Board, order: Order, reason: string | null): Violation[] {
  if (reason === null || reason.length >= EARLY_REASON) return [];
  return [{ code: 'too_early', order: order.id, authorisedAt: authorisedAt(board, order) ?? 0 }];
}

/** A limit may look at the lane where jobs become ready; then each job has to be admitted, one after the other. */
function jobsAdmitted(board: Board, planned: readonly Job[], ready: Lane, context: Context): { readonly violations: readonly Violation[]; readonly exceptions: readonly JobException[] } {
  const by = { at: context.at, actor: context.actor.id };
  const exceptions: JobException[] = [];
  const jobs = planned.map((job) => ({ job, after: readied(job, ready.id, by) }));
  let next = board;
  for (const { job, after } of jobs) {
    const admitted = admit(next, job, after, context);
    if (admitted.violations.length > 0) return { violations: admitted.violations.map((violation) => ofAll(board, violation, jobs.map((one) => one.after), context)), exceptions };
    exceptions.push(...admitted.exceptions.map((exception) => ({ card: job.id, ...exception })));
    next = { ...next, ...loadsAfter(next, job, after) };
  }
  return { violations: [], exceptions };
}

/** The parts come in together or not at all: what has to leave is told of all of them, and of the board as it is without them. */
function ofAll(board: Board, violation: Violation, jobs: readonly Job[], context: Context): Violation {
  if (violation.code !== 'wip_limit') return violation;
  const index = board.limits.findIndex(({ id }) => id === violation.limit);
  const inside = jobs.filter((job) => heldBy(board, index, job) > 0);
  const [one] = inside;
  if (!one) return violation;
  const described = describeLimit(board, index, null, one, context.at);
  if (inside.length === 1) return described;
  const { load, capacity } = described;
  const weight = total(inside.map((job) => heldBy(board, index, job)));
  return { ...described, weight, needs: weight <= capacity ? rounded(load + weight - capacity) : null, usually: null };
}
