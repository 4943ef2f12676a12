import { laneOf, laneWithRole } from '../board.ts';
import type { Board, CardKind, Order, Step } from '../board.ts';
import type { BomLine, CommandOf, Context } from '../commands.ts';
import type { EventOf, PlannedJob } from '../events.ts';
import { newOrder } from '../evolve.ts';
import { cardId } from '../ids.ts';
import type { CardId } from '../ids.ts';
import type { Violation } from '../refusals.ts';
import { confirmed } from '../transitions.ts';
import type { Draft } from './draft.ts';
import { admit, hindrance, staleness, standsIn, notThere } from './guards.ts';

/** T-O1. The order's jobs stand planned beside it; nothing of them moves before confirmation (MTO-1). */
export function createOrder(board: Board, command: CommandOf<'CreateOrder'>, context: Context, draft: Draft): readonly Violation[] {
  const lane = laneWithRole(board, 'enquiry');
  if (!lane) return [{ code: 'board_incomplete', why: 'it has no lane for enquiries' }];
  const number = command.number ?? String(board.nextNumber);
  if (board.cards.has(number)) return [{ code: 'number_taken', number }];
  const order = cardId(number);
  draft.subject = number;
  const orderClass = command.class ?? 'standard';
  const routing = withShipping(board, command.routing ?? defaultRouting(board));
  const entered: EventOf<'OrderCreated'> = {
    type: 'OrderCreated', order, title: command.title, customer: draft.text(command.customer), quantity: command.quantity, unit: command.unit ?? '×',
    class: orderClass, requestedAt: command.requestedAt ?? null, routing, lane: lane.id, jobs: jobsOf(order, command.bom),
  };
  const probe = newOrder(entered, { seq: board.seq + 1, at: context.at, actor: context.actor.id, texts: draft.texts });
  const { violations, exceptions } = admit(board, null, probe, context);
  draft.event(exceptions.length > 0 ? { ...entered, exceptions } : entered);
  return [
    ...routingProblems(board, command.title, 'order', routing), ...bomProblems(board, command.bom, context), ...expediteByManager(orderClass, context),
    ...violations,
  ];
}

/** Every stage that holds orders, as the lanes stand. */
const defaultRouting = (board: Board): readonly Step[] =>
  board.lanes
    .filter((lane) => lane.holds === 'order' && (lane.kind === 'work' || lane.kind === 'gate' || lane.role === 'ship'))
    .map((lane) => ({ lane: lane.id, hours: null }));

/** Every order leaves through the lane it is shipped from, and from there goes nowhere else. */
function withShipping(board: Board, routing: readonly Step[]): readonly Step[] {
  const ship = laneWithRole(board, 'ship');
  if (!ship || routing.at(-1)?.lane === ship.id) return routing;
  return [...routing.filter((step) => step.lane !== ship.id), { lane: ship.id, hours: null }];
}

const jobsOf = (order: CardId, bom: readonly BomLine[]): PlannedJob[] =>
  bom.map((line, index) => ({
    id: cardId(`${order}.${index + 1}`), title: line.title, quantity: line.quantity, unit: line.unit ?? '×', source: line.source,
    supplier: line.supplier ?? null, routing: line.routing,
  }));

function expediteByManager(orderClass: Order['class'], { actor }: Context): Violation[] {
  return orderClass === 'expedite' && !actor.roles.includes('manager') ? [{ code: 'not_allowed', command: 'Expedite', roles: ['manager'] }] : []; // WIP-18
}

function bomProblems(board: Board, bom: readonly BomLine[], { directory }: Context): Violation[] {
  return bom.flatMap((line): Violation[] => {
    if (line.supplier && !directory.suppliers[line.supplier]) return [notThere('supplier', line.supplier)];
    if (line.routing.length === 0) return line.source === 'stock' ? [] : [{ code: 'routing_empty', title: line.title }];
    return routingProblems(board, line.title, 'job', line.routing);
  });
}

function routingProblems(board: Board, title: string, kind: CardKind, routing: readonly Step[]): Violation[] {
  const seen = new Set<string>();
  return routing.flatMap((step): Violation[] => {
    const lane = laneOf(board, step.lane);
    if (!lane) return [{ code: 'routing_wrong_lane', lane: step.lane, title, why: 'no_such_lane' }];
    if (lane.holds !== kind) return [{ code: 'routing_wrong_lane', lane: lane.name, title, why: 'holds_other_kind' }];
    if (seen.has(lane.id) || lane.kind === 'terminal' || (lane.role !== null && lane.role !== 'ship')) return [{ code: 'routing_wrong_lane', lane: lane.name, title, why: 'not_a_stage' }];
    seen.add(lane.id);
    return [];
  });
}

/** MTO-4: an order owns its bill of materials, and confirmation freezes it. */
export function reviseBom(board: Board, command: CommandOf<'ReviseBom'>, context: Context, draft: Draft): readonly Violation[] {
  const order = board.cards.get(command.order);
  if (order?.kind !== 'order') return [notThere('order', command.order)];
  if (order.confirmedAt !== null) return [{ code: 'bom_frozen', order: order.id }];
  draft.event({ type: 'BomRevised', order: order.id, jobs: jobsOf(order.id, command.bom) });
  return bomProblems(board, command.bom, context);
}

/** T-O5: the customer's clock starts and the bill of materials is frozen. */
export function confirmOrder(board: Board, command: CommandOf<'ConfirmOrder'>, context: Context, draft: Draft): readonly Violation[] {
  const order = board.cards.get(command.order);
  const pool = laneWithRole(board, 'pool');
  if (order?.kind !== 'order' || !pool) return [notThere('order', command.order)];
  if (order.phase !== 'enquiry' && order.phase !== 'quoted')
    return [{ code: 'illegal_transition', card: order.id, from: standsIn(board, order), to: pool.name, expected: null }];
  const { violations, exceptions } = admit(board, order, confirmed(order, pool.id, command.promisedAt, { at: context.at, actor: context.actor.id }), context);
  draft.event({ type: 'OrderConfirmed', order: order.id, promisedAt: command.promisedAt, lane: pool.id, ...(exceptions.length > 0 ? { exceptions } : {}) });
  return [
    ...hindrance(order, context.at), ...(order.jobs.length === 0 ? [{ code: 'bom_empty' as const, order: order.id }] : []),
    ...(command.promisedAt <= context.at ? [{ code: 'promise_in_past' as const, order: order.id }] : []), ...violations,
  ];
}

/** T-O13: never refused by a limit; never without its inspection (MTO-7). */
export function shipOrder(board: Board, command: CommandOf<'ShipOrder'>, context: Context, draft: Draft): readonly Violation[] {
  const order = board.cards.get(command.order);
  const lane = laneWithRole(board, 'shipped');
  if (order?.kind !== 'order' || !lane) return [notThere('order', command.order)];
  const stale = staleness(board, order, command.version, context);
  if (stale.length > 0) return stale;
  const guards: Violation[] = [...hindrance(order, context.at)];
  if (order.inspection === 'none') guards.push({ code: 'not_inspected', order: order.id });
  if (order.phase !== 'ready_to_ship') {
    const expected = laneWithRole(board, 'ship')?.name ?? null;
    guards.push({ code: 'illegal_transition', card: order.id, from: standsIn(board, order), to: lane.name, expected });
  }
  if (guards.length > 0) return guards;
  const { carrier, reference } = command;
  draft.event({ type: 'OrderShipped', order: order.id, lane: lane.id, carrier, reference });
  return [];
}
