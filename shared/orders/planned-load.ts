import type { ServiceClass } from '../cards/card-common.ts';
import type { LaneId, PersonId, SupplierId } from '../kernel/ids.ts';

/**
 * What the floor knows of an order's planned jobs: how they are called, and what they will bring into the lanes. The
 * jobs themselves stand in the order's file until they are released, and no limit has to know them.
 */
export interface Plan {
  /** Parallel to the order's `jobs`. */
  readonly titles: readonly string[];
  readonly loads: readonly PlannedLoad[];
}

/** Summed over jobs that every limit sees alike. */
export interface PlannedLoad {
  readonly class: ServiceClass;
  readonly supplier: SupplierId | null;
  readonly assignees: readonly PersonId[];
  readonly jobs: number;
  readonly quantity: number;
  readonly steps: readonly PlannedStep[];
}

export interface PlannedStep {
  readonly lane: LaneId;
  /** Of all jobs that have an estimate there. */
  readonly hours: number;
  /** How many steps there have none. */
  readonly unestimated: number;
}
