import type { CardKind, Sub } from './board/lane.ts';
import type { JobState } from './jobs/job.ts';
import type { LimitUnit } from './limits/limit.ts';
import type { Phase } from './orders/order.ts';
import type { Time } from './kernel/time.ts';
import type { Role } from './people/directory.ts';
import type { CardId, LaneId, LimitId, PersonId } from './kernel/ids.ts';

/** A card that occupies a limit, as the person who is refused needs to see it. */
export interface Occupant {
  readonly card: CardId;
  readonly title: string;
  readonly lane: LaneId | null;
  readonly sub: Sub | null;
  /** ms since it came to where it stands. */
  readonly age: number;
  readonly assignees: readonly PersonId[];
  /** The oldest open blocker's text, or its category. */
  readonly blocked: string | null;
  /** Done and waiting for this lane to pull it. */
  readonly waitsFor: { readonly lane: LaneId; readonly name: string } | null;
  /** Stands above the limit, by what exception. */
  readonly exception: string | null;
}

interface WayTo {
  readonly card: CardId;
  /** What the limit loses with the card, in its unit. */
  readonly frees: number;
}

/** The limit that the card does not leave by this move yet: it is the nearest to leaving it. */
interface Within { readonly within?: string }

/** What would make room, from the nearest step outward: the first lane with room in the chain frees all. */
export type Way =
  | WayTo & Within & { readonly do: 'pull'; readonly lane: LaneId; readonly name: string; readonly load: number | null; readonly capacity: number | null; readonly full: boolean; /** What keeps the lane from pulling, when it is full, and what has to leave that. */ readonly limit?: LimitId; readonly by?: string; readonly unit?: LimitUnit; readonly needs?: number | null }
  /** `ends`: that alone makes room; else the card has to be pulled on, too. */
  | WayTo & Within & { readonly do: 'finish' | 'inspect'; readonly lane: LaneId; readonly name: string; readonly ends: boolean }
  | WayTo & { readonly do: 'unblock'; readonly why: string }
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
}

export type Violation =
  | LimitViolation
  | { readonly code: 'estimate_required'; readonly card: CardId; readonly limit: LimitId; readonly name: string }
  | { readonly code: 'not_your_pull'; readonly lane: LaneId; readonly name: string; readonly members: readonly string[]; readonly roles: readonly Role[] }
  | { readonly code: 'not_allowed'; readonly command: string; readonly roles: readonly Role[] }
  | { readonly code: 'not_done'; readonly card: CardId; readonly lane: LaneId; readonly name: string }
  | { readonly code: 'illegal_transition'; readonly card: CardId; readonly from: string; readonly to: string; readonly expected: string | null }
  | { readonly code: 'order_not_confirmed'; readonly order: CardId; readonly phase: Phase }
  | { readonly code: 'order_not_released'; readonly order: CardId; readonly phase: Phase }
  | { readonly code: 'blocked'; readonly card: CardId; readonly category: string; readonly text: string; readonly since: Time; readonly age: number }
  | { readonly code: 'kit_incomplete'; readonly order: CardId; readonly done: number; readonly of: number; readonly missing: readonly { readonly job: CardId; readonly title: string; readonly state: JobState; readonly lane: string | null; readonly blocked: boolean }[] }
  | { readonly code: 'not_inspected'; readonly order: CardId }
  | { readonly code: 'inspector_made_it'; readonly card: CardId; readonly person: string }
  | { readonly code: 'checklist_incomplete'; readonly card: CardId; readonly missing: readonly string[] }
  | { readonly code: 'gate_needs_verdict'; readonly card: CardId; readonly lane: LaneId; readonly name: string }
  | { readonly code: 'no_gate'; readonly card: CardId }
  | { readonly code: 'too_early'; readonly order: CardId; readonly authorisedAt: Time }
  | { readonly code: 'reason_required'; readonly for: string; readonly atLeast: number }
  | { readonly code: 'not_next'; readonly card: CardId; readonly next: CardId; readonly why: string }
  | { readonly code: 'stale'; readonly card: CardId; readonly seen: number; readonly now: number; /** Who made its last move and what that was; null: it was changed otherwise. */ readonly by: string | null; readonly did: string | null; readonly age: number; /** Where it stands now. */ readonly where: string }
  | { readonly code: 'bom_frozen'; readonly order: CardId }
  | { readonly code: 'bom_empty'; readonly order: CardId | null }
  | { readonly code: 'routing_wrong_lane'; readonly lane: string; readonly title: string; readonly why: 'no_such_lane' | 'holds_other_kind' | 'not_a_stage' }
  | { readonly code: 'routing_empty'; readonly title: string }
  | { readonly code: 'lane_holds_cards'; readonly lane: LaneId; readonly name: string; readonly cards: number }
  | { readonly code: 'lane_in_routing'; readonly lane: LaneId; readonly name: string; readonly cards: readonly CardId[]; readonly more: number }
  | { readonly code: 'lane_is_needed'; readonly lane: LaneId; readonly name: string; readonly role: string }
  | { readonly code: 'name_taken'; readonly name: string }
  | { readonly code: 'limit_over_kit'; readonly name: string }
  | { readonly code: 'limit_scope'; readonly name: string; readonly why: string }
  | { readonly code: 'number_taken'; readonly number: string }
  | { readonly code: 'not_earlier_lane'; readonly card: CardId; readonly lane: LaneId; readonly name: string }
  | { readonly code: 'nothing_to_undo'; readonly card: CardId; readonly why: 'not_yours' | 'too_late' | 'built_upon' | 'none'; readonly seconds: number }
  | { readonly code: 'already'; readonly what: string }
  | { readonly code: 'has_room'; readonly card: CardId; readonly lane: LaneId; readonly name: string }
  | { readonly code: 'promise_in_past'; readonly order: CardId }
  | { readonly code: 'not_there'; readonly what: 'card' | 'order' | 'lane' | 'limit' | 'person' | 'supplier' | 'blocker' | 'item'; readonly id: string }
  | { readonly code: 'too_many'; readonly what: 'lanes' | 'limits' | 'open blockers'; readonly most: number }
  | { readonly code: 'board_exists' }
  | { readonly code: 'too_many_boards'; readonly most: number }
  | { readonly code: 'no_board' }
  | { readonly code: 'board_incomplete'; readonly why: string };

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
