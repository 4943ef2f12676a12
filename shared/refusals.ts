import type { CardKind, LaneKind, LaneRole, NeedsLanes, Sub } from './board/lane.ts';
import type { BlockCategory, Exception, ServiceClass } from './cards/card-common.ts';
import type { JobState } from './jobs/job.ts';
import type { LimitUnit } from './limits/limit.ts';
import type { Phase } from './orders/order.ts';
import type { Time } from './kernel/time.ts';
import type { Role } from './people/directory.ts';
import type { Actor } from './kernel/actor.ts';
import type { CardId, LaneId, LimitId, PersonId } from './kernel/ids.ts';

/** What keeps a card from moving: somebody's words, or only what kind of thing it is. */
export interface Obstacle {
  readonly category: BlockCategory;
  readonly text: string;
}

/** A card that occupies a limit, as the person who is refused needs to see it. */
export interface Occupant {
  readonly card: CardId;
  readonly title: string;
  readonly lane: LaneId | null;
  readonly sub: Sub | null;
  /** ms since it came to where it stands. */
  readonly age: number;
  readonly assignees: readonly PersonId[];
  /** The oldest open blocker. */
  readonly blocked: Obstacle | null;
  /** Done and waiting for this lane to pull it. */
  readonly waitsFor: { readonly lane: LaneId; readonly name: string } | null;
  /** Stands above the limit, by what exception. */
  readonly exception: Exception['kind'] | null;
}

interface WayTo {
  readonly card: CardId;
  /** What the limit loses with the card, in its unit. */
  readonly frees: number;
}

/** The limit that the card does not leave by this move yet: it is the nearest to leaving it. */
interface Within { readonly within?: string }

/** Work in that lane has to end. `ends`: that alone makes room; else the card has to be pulled on, too. */
interface Working extends WayTo, Within { readonly lane: LaneId; readonly name: string; readonly ends: boolean }

/** What would make room, from the nearest step outward: the first lane with room in the chain frees all. */
export type Way =
  | WayTo & Within & { readonly do: 'pull'; readonly lane: LaneId; readonly name: string; readonly load: number | null; readonly capacity: number | null; readonly full: boolean; /** What keeps the lane from pulling, when it is full, and what has to leave that. */ readonly limit?: LimitId; readonly by?: string; readonly unit?: LimitUnit; readonly needs?: number | null }
  | Working & { readonly do: 'finish' }
  | Working & { readonly do: 'inspect' }
  | WayTo & { readonly do: 'unblock'; readonly why: Obstacle }
  | WayTo & { readonly do: 'ship' }
  | WayTo & { readonly do: 'complete' }
  /** The chain of full lanes closes on itself (promise 4): moving this card would free the ring. */
  | WayTo & { readonly do: 'ring' };

/** A limit that lets a card not in, and what would change that. */
export interface LimitRoom {
  readonly name: string;
  readonly kind: CardKind;
  readonly unit: LimitUnit;
  readonly load: number;
  readonly capacity: number;
  /** What the card would add. */
  readonly weight: number;
  /** What has to leave before the card comes in; null: however much leaves, it does not. */
  readonly needs: number | null;
  readonly room: readonly Way[];
}

export interface LimitViolation extends LimitRoom {
  readonly code: 'wip_limit';
  readonly limit: LimitId;
  /** The limit's only lane, where it has one. */
  readonly lane: LaneId | null;
  /** Oldest first, at most 8. */
  readonly occupants: readonly Occupant[];
  readonly more: number;
  /** Median time until there is room again, from the last cards of its lane; ms. */
  readonly usually: number | null;
  /** On the way to the refusal, which counts them as `more`: so many limits besides this one refuse, and are not gone through. */
  readonly untold?: number;
}

/** Where a card stands: in a lane, or where there is none. */
export type Whereabouts =
  | { readonly is: 'lane'; readonly name: string; readonly done: boolean }
  | { readonly is: 'kit' | 'unreleased' | 'nowhere' };

/** Where somebody wants to bring it. */
export type Destination =
  | { readonly is: 'lane'; readonly name: string }
  | { readonly is: 'done' | 'another_place' | 'another_promise' };

/** The move that a card was changed by. */
export type Deed =
  | { readonly is: 'finished' | 'confirmed' }
  | { readonly is: 'returned' | 'moved'; readonly to: string };

/** What is so already. */
export type State =
  | { readonly is: 'queued'; readonly card: CardId; readonly lane: string }
  | { readonly is: 'not_queued' | 'finished'; readonly card: CardId }
  | { readonly is: 'finished_by'; readonly card: CardId; /** Who finished it; null: whoever, in that lane. */ readonly by: Actor | null; readonly lane: string }
  | { readonly is: 'of_class'; readonly card: CardId; readonly class: ServiceClass }
  | { readonly is: 'lane_there'; readonly lane: string };

/** What no limit can be set for. */
export type ScopeFault =
  | { readonly is: 'fraction'; readonly capacity: number }
  | { readonly is: 'no_lane' }
  | { readonly is: 'other_kind'; readonly lane: string; readonly holds: CardKind; readonly counts: CardKind }
  | { readonly is: 'end_of_road'; readonly lane: string }
  | { readonly is: 'no_group'; readonly group: string }
  | { readonly is: 'done_alone' };

/** What a board lacks, or has too much of. */
export type BoardFault =
  | { readonly is: 'second_end'; readonly lane: string }
  | { readonly is: 'wrong_lane'; readonly lane: string; readonly kind: LaneKind; readonly holds: CardKind }
  | { readonly is: 'role_count'; readonly role: LaneRole; readonly has: number }
  | { readonly is: 'role_taken'; readonly role: LaneRole }
  | { readonly is: 'no_lanes' };

export type Reasoned = 'override' | 'expedite' | 'concession' | 'return';

export type Violation =
  | LimitViolation
  | { readonly code: 'estimate_required'; readonly card: CardId; readonly limit: LimitId; readonly name: string }
  | { readonly code: 'not_your_pull'; readonly lane: LaneId; readonly name: string; readonly members: readonly PersonId[]; readonly roles: readonly Role[] }
  | { readonly code: 'not_allowed'; readonly command: string; readonly roles: readonly Role[] }
  | { readonly code: 'not_done'; readonly card: CardId; readonly lane: LaneId; readonly name: string }
  | { readonly code: 'illegal_transition'; readonly card: CardId; readonly from: Whereabouts; readonly to: Destination; readonly expected: string | null }
  | { readonly code: 'order_not_confirmed'; readonly order: CardId; readonly phase: Phase }
  | { readonly code: 'order_not_released'; readonly order: CardId; readonly phase: Phase }
  | { readonly code: 'blocked'; readonly card: CardId; readonly category: BlockCategory; readonly text: string; readonly since: Time; readonly age: number }
  | { readonly code: 'kit_incomplete'; readonly order: CardId; readonly done: number; readonly of: number; readonly missing: readonly { readonly job: CardId; readonly title: string; readonly state: JobState; readonly lane: string | null; readonly blocked: boolean }[] }
  | { readonly code: 'not_inspected'; readonly order: CardId }
  | { readonly code: 'inspector_made_it'; readonly card: CardId; readonly person: PersonId }
  | { readonly code: 'checklist_incomplete'; readonly card: CardId; readonly missing: readonly string[] }
  | { readonly code: 'gate_needs_verdict'; readonly card: CardId; readonly lane: LaneId; readonly name: string }
  | { readonly code: 'no_gate'; readonly card: CardId }
  | { readonly code: 'too_early'; readonly order: CardId; readonly authorisedAt: Time }
  | { readonly code: 'reason_required'; readonly for: Reasoned; readonly atLeast: number }
  | { readonly code: 'not_next'; readonly card: CardId; readonly next: CardId; readonly why: string }
  | { readonly code: 'stale'; readonly card: CardId; readonly seen: number; readonly now: number; /** Who made its last move and what that was; null: it was changed otherwise. */ readonly by: Actor | null; readonly did: Deed | null; readonly age: number; /** Where it stands now. */ readonly where: Whereabouts }
  | { readonly code: 'bom_frozen'; readonly order: CardId }
  | { readonly code: 'bom_empty'; readonly order: CardId | null }
  | { readonly code: 'routing_wrong_lane'; readonly lane: string; readonly title: string; readonly why: 'no_such_lane' | 'holds_other_kind' | 'not_a_stage' | 'twice_in_a_row' }
  | { readonly code: 'routing_empty'; readonly title: string }
  | { readonly code: 'lane_holds_cards'; readonly lane: LaneId; readonly name: string; readonly cards: number }
  | { readonly code: 'lane_in_routing'; readonly lane: LaneId; readonly name: string; readonly cards: readonly CardId[]; readonly more: number }
  | { readonly code: 'lane_is_needed'; readonly lane: LaneId; readonly name: string; readonly role: string }
  /** The rule needs a lane with one of these roles. */
  | { readonly code: 'lane_missing'; readonly command: NeedsLanes; readonly roles: readonly LaneRole[] }
  | { readonly code: 'name_taken'; readonly name: string }
  | { readonly code: 'limit_over_kit'; readonly name: string }
  | { readonly code: 'limit_scope'; readonly name: string; readonly why: ScopeFault }
  | { readonly code: 'number_taken'; readonly number: string }
  /** It is off the floor, in the archive. */
  | { readonly code: 'order_closed'; readonly order: CardId; readonly at: Time }
  /** null: it is not done with, so nobody can say. */
  | { readonly code: 'closes_later'; readonly order: CardId; readonly at: Time | null }
  | { readonly code: 'not_earlier_lane'; readonly card: CardId; readonly lane: LaneId; readonly name: string }
  | { readonly code: 'nothing_to_undo'; readonly card: CardId; readonly why: 'not_yours' | 'too_late' | 'built_upon' | 'none'; readonly seconds: number }
  | { readonly code: 'already'; readonly what: State }
  | { readonly code: 'has_room'; readonly card: CardId; readonly lane: LaneId; readonly name: string }
  | { readonly code: 'promise_in_past'; readonly order: CardId }
  | { readonly code: 'not_there'; readonly what: 'card' | 'order' | 'lane' | 'limit' | 'person' | 'supplier' | 'blocker' | 'item' | 'step'; readonly id: string }
  | { readonly code: 'too_many'; readonly what: 'lanes' | 'limits' | 'blockers'; readonly most: number }
  | { readonly code: 'board_exists' }
  | { readonly code: 'too_many_boards'; readonly most: number }
  | { readonly code: 'no_board' }
  | { readonly code: 'board_incomplete'; readonly why: BoardFault };

export type RefusalCode = Violation['code'];

/** Who has put so many things right asks again; a longer list is read by nobody. */
export const VIOLATIONS_TOLD = 20;

/** The violated rules, guards first, then limits innermost first (WIP-4). */
export interface Refusal {
  readonly command: string;
  readonly card: CardId | null;
  readonly violations: readonly [Violation, ...Violation[]];
  /** So many besides these. */
  readonly more?: number;
}
