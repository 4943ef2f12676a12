import { z } from 'zod/mini';
import { laneOf } from '../board/board.ts';
import type { Board } from '../board/board.ts';
import type { CardKind } from '../board/lane.ts';
import { serviceClass } from '../cards/card-fields.ts';
import { notThere } from '../cards/guards.ts';
import { capacityField, laneIdField, limitIdField, list, nameField, oneOf, overageField, personIdField, supplierIdField } from '../kernel/fields.ts';
import { idFromName, limitId } from '../kernel/ids.ts';
import type { LimitId } from '../kernel/ids.ts';
import { strict } from '../kernel/verb.ts';
import { Ids } from '../kernel/given-ids.ts';
import type { Limit, LimitUnit, Scope } from './limit.ts';
import type { ScopeFault, Violation } from '../refusals.ts';

export interface NewLimit {
  readonly id?: LimitId;
  readonly name: string;
  readonly kind: CardKind;
  readonly scope: Scope;
  readonly unit: LimitUnit;
  readonly capacity: number | null;
  readonly policy?: Partial<Limit['policy']>;
}

const scope = strict({
  lanes: z.optional(list(laneIdField, 200)),
  group: z.optional(nameField),
  subs: z.optional(list(oneOf(['queue', 'doing', 'done']), 3)),
  classes: z.optional(list(serviceClass, 4)),
  assignee: z.optional(personIdField),
  supplier: z.optional(supplierIdField),
});

export const newLimitField = strict({
  id: z.optional(limitIdField),
  name: nameField,
  kind: oneOf(['order', 'job']),
  scope,
  unit: oneOf(['count', 'hours', 'qty']),
  capacity: z.nullable(capacityField),
  policy: z.optional(strict({ oversize: z.optional(oneOf(['when-empty', 'reject'])), overage: z.optional(overageField) })),
});

export function newLimit(limit: NewLimit, { taken }: Ids): Limit {
  return {
    id: limit.id ?? limitId(idFromName(limit.name, taken)), name: limit.name.trim(), kind: limit.kind, scope: limit.scope, unit: limit.unit,
    capacity: limit.capacity, policy: { oversize: 'when-empty', overage: 1, ...limit.policy },
  };
}

/** Scopes the board could not keep a promise for. */
export function scopeProblems(board: Board, limit: Limit): Violation[] {
  const problems: Violation[] = [];
  const wrong = (why: ScopeFault): void => void problems.push({ code: 'limit_scope', name: limit.name, why });
  if (limit.unit === 'count' && limit.capacity !== null && !Number.isInteger(limit.capacity)) wrong({ is: 'fraction', capacity: limit.capacity });
  if (limit.scope.lanes?.length === 0) wrong({ is: 'no_lane' });
  for (const id of limit.scope.lanes ?? []) {
    const lane = laneOf(board, id);
    if (!lane) problems.push(notThere('lane', id));
    else if (limit.kind === 'job' && lane.role === 'kit') problems.push({ code: 'limit_over_kit', name: limit.name }); // WIP-12
    else if (lane.holds !== limit.kind) wrong({ is: 'other_kind', lane: lane.name, holds: lane.holds, counts: limit.kind }); // WIP-5
    else if (lane.kind === 'terminal') wrong({ is: 'end_of_road', lane: lane.name }); // WIP-1
  }
  if (limit.scope.group !== undefined && !board.lanes.some((lane) => lane.group === limit.scope.group)) wrong({ is: 'no_group', group: limit.scope.group });
  if (limit.scope.subs && !limit.scope.subs.includes('doing') && limit.scope.subs.includes('done')) wrong({ is: 'done_alone' }); // WIP-1: finishing is never refused.
  return problems;
}
