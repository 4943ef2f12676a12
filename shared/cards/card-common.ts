import type { Place } from '../board/lane.ts';
import type { Actor } from '../kernel/actor.ts';
import type { CardId, LaneId, LimitId, PersonId } from '../kernel/ids.ts';
import type { Time } from '../kernel/time.ts';

/** Order of urgency is not in the class but in its policy (WIP-14, WIP-23). */
export type ServiceClass = 'expedite' | 'fixed' | 'standard' | 'intangible';

export type BlockCategory =
  | 'material' | 'machine' | 'tooling' | 'labour' | 'quality' | 'spec' | 'customer' | 'supplier' | 'transport' | 'other';

export interface Blocker {
  readonly id: number;
  readonly category: BlockCategory;
  readonly external: boolean;
  readonly text: string;
  readonly at: Time;
  readonly by: Actor;
}

/** Why a card stands above a limit; gone when the card leaves the limit's scope. */
export interface Exception {
  readonly limit: LimitId;
  readonly kind: 'override' | 'expedite' | 'return' | 'oversize' | 'estimate';
  readonly at: Time;
  readonly by: Actor;
  readonly reason: string;
}

/** Where a card came back from, and why. */
export interface Rework {
  readonly at: Time;
  readonly by: Actor;
  readonly from: LaneId | null;
  readonly category: BlockCategory;
  readonly reason: string;
}

/** One step of a routing: the lane to pass and the hours it takes; null: not estimated. */
export interface Step {
  readonly lane: LaneId;
  readonly hours: number | null;
}

export interface CardCommon {
  readonly id: CardId;
  readonly title: string;
  readonly quantity: number;
  /** Shown behind the quantity: `×`, `m²`, `kg`. */
  readonly unit: string;
  readonly class: ServiceClass;
  /** Counts what changed the meaning of a move (WIP-26); comments and order in the lane do not. */
  readonly version: number;
  readonly place: Place | null;
  readonly routing: readonly Step[];
  /** Index of the step the card stands in; -1 before the first. */
  readonly step: number;
  readonly assignees: readonly PersonId[];
  /** The open ones. */
  readonly blockers: readonly Blocker[];
  readonly blockersEver: number;
  readonly comments: number;
  /** Ids of the ticked items of the present lane's checklist. */
  readonly checks: readonly string[];
  readonly exceptions: readonly Exception[];
  /** How often it was returned for rework; alarms at 2 (QC-6). */
  readonly reworks: number;
  /** Set while it is back for rework, until it passes a gate or is in the kit (WIP-17). */
  readonly rework: Rework | null;
  /** Waits in the queue of a full lane. */
  readonly queued: { readonly lane: LaneId; readonly at: Time } | null;
  /** System commitment: an order's release, a job's first pull. The floor clock starts. */
  readonly startedAt: Time | null;
  /** Entered the present lane; entered the present sub-lane. */
  readonly laneAt: Time;
  readonly subAt: Time;
  /** A job joined the kit; an order was shipped. */
  readonly finishedAt: Time | null;
}

export const isBlocked = (card: Pick<CardCommon, 'blockers'>): boolean => card.blockers.length > 0;

/** The step the card takes next; undefined when its routing ends here. */
export const nextStep = (card: Pick<CardCommon, 'routing' | 'step'>): Step | undefined => card.routing[card.step + 1];
