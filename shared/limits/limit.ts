import type { CardKind, Lane, Sub } from '../board/lane.ts';
import type { ServiceClass } from '../cards/card-common.ts';
import type { LaneId, LimitId, PersonId, SupplierId } from '../kernel/ids.ts';

export type LimitUnit = 'count' | 'hours' | 'qty';

/** Every given field narrows the scope. Without lanes or group: the whole board's committed cards. */
export interface Scope {
  readonly lanes?: readonly LaneId[];
  readonly group?: string;
  readonly subs?: readonly Sub[];
  readonly classes?: readonly ServiceClass[];
  readonly assignee?: PersonId;
  readonly supplier?: SupplierId;
}

export interface Limit {
  readonly id: LimitId;
  readonly name: string;
  /** WIP-5: orders and jobs are never added together. */
  readonly kind: CardKind;
  readonly scope: Scope;
  readonly unit: LimitUnit;
  /** null: unlimited; 0: closed. */
  readonly capacity: number | null;
  readonly policy: {
    /** WIP-10: a card heavier than the whole limit enters only an empty scope, or never. */
    readonly oversize: 'when-empty' | 'reject';
    /** WIP-14: by how many cards an expedite card may exceed this limit. */
    readonly overage: number;
  };
}

export const isOnlyOn = ({ scope }: Limit, lane: LaneId): boolean => scope.lanes?.length === 1 && scope.lanes[0] === lane && scope.group === undefined;

/**
 * A lane's own limit: on that lane alone, over all of it, for the cards it holds. The lane's id ties it, never its
 * name: the lane's header shows it, and it is called as the lane is.
 */
export const isOwn = (limit: Limit, lane: Lane): boolean =>
  isOnlyOn(limit, lane.id) && limit.kind === lane.holds && !limit.scope.subs && !limit.scope.classes && !limit.scope.assignee && !limit.scope.supplier;
