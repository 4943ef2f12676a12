import type { LaneId, PersonId } from '../kernel/ids.ts';

/** queue: waits here for its next step · work: split doing | done · external: at a supplier ·
 *  gate: needs a verdict · terminal: the end of the road. */
export type LaneKind = 'queue' | 'work' | 'external' | 'gate' | 'terminal';

/** Lanes that rules of an order's life look for; a board has each of them at most once (lane-roles.ts says who needs which). */
export type LaneRole = 'enquiry' | 'pool' | 'ready' | 'kit' | 'ship' | 'shipped';

/** Verbs that cannot do without such a lane. */
export type NeedsLanes = 'CreateOrder' | 'ConfirmOrder' | 'ReleaseOrder' | 'ShipOrder';

export type CardKind = 'order' | 'job';

export type Sub = 'queue' | 'doing' | 'done';

export interface ChecklistItem {
  readonly id: string;
  readonly text: string;
  readonly mandatory: boolean;
}

export interface Lane {
  readonly id: LaneId;
  readonly name: string;
  readonly kind: LaneKind;
  readonly role: LaneRole | null;
  readonly holds: CardKind;
  /** Lanes of one group stand side by side under one heading and may share a limit. */
  readonly group: string | null;
  /** Who pulls into this lane. Empty: everyone whose role fits (policy.ts). */
  readonly members: readonly PersonId[];
  /** The explicit policy, shown in the lane's header. */
  readonly policy: string;
  /** What must be ticked before a card may leave: the exit checklist. */
  readonly checklist: readonly ChecklistItem[];
  /** WIP-9: the estimate of a step that has none. */
  readonly defaultHours: number | null;
}

export interface Place {
  readonly lane: LaneId;
  readonly sub: Sub;
}

export type PlaceKey = string;

export const placeKey = (lane: LaneId, sub: Sub): PlaceKey => `${lane}/${sub}`;

/** The subs a lane has, in the order a card passes them. */
export function subsOf(lane: Lane): readonly Sub[] {
  switch (lane.kind) {
    case 'queue': return ['queue'];
    case 'terminal': return ['done'];
    default: return ['doing', 'done'];
  }
}

/** Where a card stands on entering: waiting in a queue, in work elsewhere. */
export const entrySub = (lane: Lane): Sub => subsOf(lane)[0] as Sub;
