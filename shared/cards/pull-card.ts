import { z } from 'zod/mini';
import { laneOf } from '../board/board.ts';
import type { Board } from '../board/board.ts';
import { entrySub } from '../board/lane.ts';
import type { Lane } from '../board/lane.ts';
import { nextStep } from './card-common.ts';
import type { Card } from './card.ts';
import { before, version } from './card-fields.ts';
import { hindrance, makerInspects, nameOfLane, neighbourIn, notYours, notThere, staleness, standsIn } from './guards.ts';
import { admit, overrideField } from '../limits/override.ts';
import { nextToPull } from './pull-order.ts';
import { pulled } from './transitions.ts';
import { nextVisit } from './visit.ts';
import { cardIdField, laneIdField } from '../kernel/fields.ts';
import { isConfirmed, isReleased } from '../orders/order.ts';
import type { Order } from '../orders/order.ts';
import type { Context } from '../people/directory.ts';
import { PULLERS } from '../people/rights.ts';
import type { Violation } from '../refusals.ts';
import { verb } from '../verb.ts';

/** T-J2, T-J4, T-O8, T-O10: the receiving lane takes the card of its previous step. */
export const pullCard = verb({
  type: 'PullCard',
  roles: PULLERS,
  shape: { card: cardIdField, lane: laneIdField, before: z.optional(before), version, override: z.optional(overrideField) },
  decide(board, command, context, draft) {
    const card = board.cards.get(command.card);
    const lane = laneOf(board, command.lane);
    if (!card || !lane) return [...(card ? [] : [notThere('card', command.card)]), ...(lane ? [] : [notThere('lane', command.lane)])];
    const guards = [...staleness(board, card, command.version, context), ...pullGuards(board, card, lane, context), ...outOfTurn(board, card, lane, context)];
    const to = nextVisit(board, card);
    if (!to || guards.some(({ code }) => ENDS.has(code))) return guards;
    const by = { at: context.at, actor: context.actor.id };
    const { violations, exceptions, record } = admit(board, card, pulled(card, to, by), context, { override: command.override });
    guards.push(...violations);
    if (guards.length > 0) return guards;
    draft.event({ type: 'CardPulled', card: card.id, step: to.step, before: neighbourIn(board, command.before, lane.id, entrySub(lane)), exceptions });
    record(draft);
    return [];
  },
});

/** Where the road does not lead to this lane, its limits have nothing to say. */
const ENDS = new Set<Violation['code']>(['illegal_transition', 'order_not_confirmed', 'order_not_released', 'stale']);

/** Every guard of a pull but the limits. */
function pullGuards(board: Board, card: Card, lane: Lane, context: Context): Violation[] {
  return [...notYours(board, lane, context), ...offTheRoad(board, card, lane), ...hindrance(card, context.at), ...makerInspects(board, card, lane, context)];
}

function offTheRoad(board: Board, card: Card, lane: Lane): Violation[] {
  if (card.kind === 'job' && card.state === 'planned') {
    const order = board.cards.get(card.order) as Order | undefined;
    return order && order.phase !== 'confirmed' // MTO-1
      ? [{ code: 'order_not_confirmed', order: card.order, phase: order.phase }]
      : [{ code: 'order_not_released', order: card.order, phase: order?.phase ?? 'confirmed' }];
  }
  if (card.kind === 'order' && !isReleased(card))
    return !isConfirmed(card)
      ? [{ code: 'order_not_confirmed', order: card.id, phase: card.phase }]
      : [{ code: 'order_not_released', order: card.id, phase: card.phase }];
  const next = nextStep(card);
  if (!card.place || next?.lane !== lane.id)
    return [{ code: 'illegal_transition', card: card.id, from: standsIn(board, card), to: { is: 'lane', name: lane.name }, expected: card.place && next ? nameOfLane(board, next.lane) : null }];
  if (card.kind === 'order' && card.step < 0 && card.phase !== 'kitted') return [incompleteKit(board, card)]; // MTO-6
  if (card.place.sub === 'doing') return [{ code: 'not_done', card: card.id, lane: card.place.lane, name: nameOfLane(board, card.place.lane) }]; // WIP-22
  return [];
}

function incompleteKit(board: Board, order: Order): Violation {
  const missing = order.jobs.flatMap((id) => {
    const job = board.cards.get(id);
    if (job?.kind !== 'job' || (job.state === 'done' && job.accepted >= job.quantity)) return [];
    return [{ job: id, title: job.title, state: job.state, lane: job.place ? nameOfLane(board, job.place.lane) : null, blocked: job.blockers.length > 0 }];
  });
  return { code: 'kit_incomplete', order: order.id, done: order.kitDone, of: order.jobs.length, missing };
}

/** WIP-23, where the board's policy enforces the order. */
function outOfTurn(board: Board, card: Card, lane: Lane, context: Context): Violation[] {
  if (board.policies.pullOrder !== 'enforced' || card.class === 'expedite') return [];
  const next = nextToPull(board, lane.id, context);
  return next && next.card !== card.id ? [{ code: 'not_next', card: card.id, next: next.card, why: next.because }] : [];
}
