import type { BlockCategory, Exception, JobSource, Lane, Limit, Policies, ServiceClass, Step, Time } from './board.ts';
import type { CardId, LaneId, LimitId, PersonId, SupplierId } from './ids.ts';

/**
 * Facts. `TextRef` points into the commit's `texts`: free text and names of persons stand beside the
 * events, not in them, so that they can be erased while the log stays whole.
 */
export type TextRef = string;

type Before = CardId | null;
/** An exception as decided; `reason` is a text of the commit. */
export interface NewException { readonly limit: LimitId; readonly kind: Exception['kind'] }

/** A limit over the lane where jobs become ready lets one of them in above its capacity (WIP-10, WIP-14). */
export interface JobException extends NewException { readonly card: CardId }

export interface PlannedJob {
  readonly id: CardId;
  readonly title: string;
  readonly quantity: number;
  readonly unit: string;
  readonly source: JobSource;
  readonly supplier: SupplierId | null;
  readonly routing: readonly Step[];
}

/** A limit's numbers when room appeared: the pull signal (WIP-27). */
export interface Signal { readonly limit: LimitId; readonly load: number; readonly capacity: number | null; readonly called: CardId | null }

/** WIP-31: a limit that an override exceeded, before and after. */
export interface Exceeded { readonly limit: LimitId; readonly before: number; readonly after: number; readonly capacity: number }

export type Event =
  | { readonly type: 'BoardCreated'; readonly name: string; readonly lanes: readonly Lane[]; readonly limits: readonly Limit[]; readonly policies: Policies; readonly firstNumber: number }
  | { readonly type: 'LaneAdded'; readonly lane: Lane; readonly before: LaneId | null }
  | { readonly type: 'LaneEdited'; readonly lane: LaneId; readonly changes: Partial<Omit<Lane, 'id' | 'kind' | 'role' | 'holds'>> }
  | { readonly type: 'LaneMoved'; readonly lane: LaneId; readonly before: LaneId | null }
  | { readonly type: 'LaneRemoved'; readonly lane: LaneId; readonly limits: readonly LimitId[] }
  | { readonly type: 'LimitSet'; readonly limit: Limit; readonly reason: TextRef | null }
  | { readonly type: 'LimitRemoved'; readonly limit: LimitId; readonly reason: TextRef | null }
  | { readonly type: 'PoliciesSet'; readonly policies: Partial<Policies> }
  | { readonly type: 'OrderCreated'; readonly order: CardId; readonly title: string; readonly customer: TextRef; readonly quantity: number; readonly unit: string; readonly class: ServiceClass; readonly requestedAt: Time | null; readonly routing: readonly Step[]; readonly lane: LaneId; readonly jobs: readonly PlannedJob[]; readonly exceptions?: readonly NewException[] }
  | { readonly type: 'BomRevised'; readonly order: CardId; readonly jobs: readonly PlannedJob[] }
  | { readonly type: 'OrderConfirmed'; readonly order: CardId; readonly promisedAt: Time; readonly lane: LaneId; readonly exceptions?: readonly NewException[] }
  | { readonly type: 'OrderReleased'; readonly order: CardId; readonly lane: LaneId; readonly jobsLane: LaneId; readonly before: Before; readonly early: TextRef | null; readonly exceptions: readonly NewException[]; readonly jobExceptions?: readonly JobException[] }
  | { readonly type: 'CardPulled'; readonly card: CardId; readonly lane: LaneId; readonly before: Before; readonly exceptions: readonly NewException[] }
  | { readonly type: 'WorkFinished'; readonly card: CardId }
  | { readonly type: 'InspectionPassed'; readonly card: CardId }
  | { readonly type: 'ConcessionGranted'; readonly card: CardId; readonly reason: TextRef }
  /** The job is DONE: it leaves every job limit at once and lies in its order's kit (WIP-12). */
  | { readonly type: 'JobCompleted'; readonly card: CardId; readonly quantity: number }
  | { readonly type: 'OrderKitted'; readonly order: CardId }
  | { readonly type: 'CardReturned'; readonly card: CardId; /** Logs begin without it. */ readonly from?: LaneId; readonly lane: LaneId; readonly category: BlockCategory; readonly reason: TextRef; readonly exceptions: readonly NewException[] }
  | { readonly type: 'OrderShipped'; readonly order: CardId; readonly lane: LaneId; readonly carrier: string; readonly reference: string }
  | { readonly type: 'CardBlocked'; readonly card: CardId; readonly blocker: number; readonly category: BlockCategory; readonly external: boolean; readonly text: TextRef }
  | { readonly type: 'CardUnblocked'; readonly card: CardId; readonly blocker: number; readonly resolution: TextRef }
  | { readonly type: 'CardReordered'; readonly card: CardId; readonly before: Before }
  | { readonly type: 'CardQueued'; readonly card: CardId; readonly lane: LaneId }
  | { readonly type: 'CardLeftQueue'; readonly card: CardId }
  | { readonly type: 'CommentAdded'; readonly card: CardId; readonly text: TextRef }
  | { readonly type: 'CardAssigned'; readonly card: CardId; readonly assignees: readonly PersonId[]; readonly exceptions: readonly NewException[] }
  | { readonly type: 'ClassSet'; readonly card: CardId; readonly class: ServiceClass; readonly reason: TextRef | null; readonly exceptions: readonly NewException[] }
  | { readonly type: 'CardEdited'; readonly card: CardId; readonly title?: string; readonly quantity?: number; readonly unit?: string; readonly promisedAt?: Time; readonly routing?: readonly Step[]; readonly exceptions: readonly NewException[] }
  | { readonly type: 'CheckTicked'; readonly card: CardId; readonly item: string; readonly done: boolean }
  | { readonly type: 'MoveUndone'; readonly card: CardId; readonly undoes: number; readonly exceptions: readonly NewException[] }
  | { readonly type: 'WipOverridden'; readonly card: CardId; readonly lane: LaneId | null; readonly limits: readonly Exceeded[]; readonly reason: TextRef }
  | { readonly type: 'PullSignalled'; readonly signals: readonly Signal[] };

export type EventType = Event['type'];
export type EventOf<T extends EventType> = Extract<Event, { type: T }>;

/** What an event's fold may know besides the board: the commit it belongs to. */
export interface CommitInfo {
  readonly seq: number;
  readonly at: Time;
  readonly actor: PersonId;
  readonly texts: Readonly<Record<TextRef, string>>;
}
