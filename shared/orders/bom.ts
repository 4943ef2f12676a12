import { laneOf, laneWithRole } from '../board/board.ts';
import type { Board } from '../board/board.ts';
import type { CardKind } from '../board/lane.ts';
import type { Step } from '../cards/card-common.ts';
import { notThere } from '../cards/guards.ts';
import type { JobSource } from '../jobs/job.ts';
import type { PlannedJob } from '../jobs/planned.ts';
import { jobIdOf } from '../kernel/ids.ts';
import type { CardId, SupplierId } from '../kernel/ids.ts';
import type { Context } from '../people/directory.ts';
import type { Violation } from '../refusals.ts';

/** One line of an order's bill of materials; it becomes one job. */
export interface BomLine {
  readonly title: string;
  readonly quantity: number;
  readonly unit?: string;
  readonly source: JobSource;
  readonly supplier?: SupplierId | null;
  readonly routing: readonly Step[];
}

/** Every stage that holds orders, as the lanes stand. */
export const defaultRouting = (board: Board): readonly Step[] =>
  board.lanes
    .filter((lane) => lane.holds === 'order' && (lane.kind === 'work' || lane.kind === 'gate' || lane.role === 'ship'))
    .map((lane) => ({ lane: lane.id, hours: null }));

/** Every order leaves through the lane it is shipped from, and from there goes nowhere else. */
export function withShipping(board: Board, routing: readonly Step[]): readonly Step[] {
  const ship = laneWithRole(board, 'ship');
  if (!ship || routing.at(-1)?.lane === ship.id) return routing;
  return [...routing.filter((step) => step.lane !== ship.id), { lane: ship.id, hours: null }];
}

export const jobsOf = (order: CardId, bom: readonly BomLine[]): PlannedJob[] =>
  bom.map((line, index) => ({
    id: jobIdOf(order, index + 1), title: line.title, quantity: line.quantity, unit: line.unit ?? '×', source: line.source,
    supplier: line.supplier ?? null, routing: line.routing,
  }));

export function bomProblems(board: Board, bom: readonly BomLine[], { directory }: Context): Violation[] {
  return bom.flatMap((line): Violation[] => {
    if (line.supplier && !directory.suppliers[line.supplier]) return [notThere('supplier', line.supplier)];
    if (line.routing.length === 0) return line.source === 'stock' ? [] : [{ code: 'routing_empty', title: line.title }];
    return routingProblems(board, line.title, 'job', line.routing);
  });
}

export function routingProblems(board: Board, title: string, kind: CardKind, routing: readonly Step[]): Violation[] {
  return routing.flatMap((step, index): Violation[] => {
    const lane = laneOf(board, step.lane);
    if (!lane) return [{ code: 'routing_wrong_lane', lane: step.lane, title, why: 'no_such_lane' }];
    if (lane.holds !== kind) return [{ code: 'routing_wrong_lane', lane: lane.name, title, why: 'holds_other_kind' }];
    if (lane.kind === 'terminal' || (lane.role !== null && lane.role !== 'ship')) return [{ code: 'routing_wrong_lane', lane: lane.name, title, why: 'not_a_stage' }];
    // Twice in a row is one step.
    return routing[index - 1]?.lane === lane.id ? [{ code: 'routing_wrong_lane', lane: lane.name, title, why: 'twice_in_a_row' }] : [];
  });
}
