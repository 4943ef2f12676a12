import type { BlockCategory, CardKind, ChecklistItem, JobSource, LaneKind, LaneRole, Limit, LimitUnit, Policies, Scope, ServiceClass, Step, Time } from './board.ts';
import type { Directory, Person } from './directory.ts';
import type { CardId, LaneId, LimitId, PersonId, SupplierId } from './ids.ts';

/** Intents. Every door (drag, key, menu, REST, import) issues one of these and nothing else. */

export interface NewLane {
  readonly id?: LaneId;
  readonly name: string;
  readonly kind: LaneKind;
  readonly role?: LaneRole | null;
  readonly holds: CardKind;
  readonly group?: string | null;
  readonly members?: readonly PersonId[];
  readonly policy?: string;
  readonly checklist?: readonly ChecklistItem[];
  readonly defaultHours?: number | null;
}

export interface NewLimit {
  readonly id?: LimitId;
  readonly name: string;
  readonly kind: CardKind;
  readonly scope: Scope;
  readonly unit: LimitUnit;
  readonly capacity: number | null;
  readonly policy?: Partial<Limit['policy']>;
}

/** One line of an order's bill of materials; it becomes one job. */
export interface BomLine {
  readonly title: string;
  readonly quantity: number;
  readonly unit?: string;
  readonly source: JobSource;
  readonly supplier?: SupplierId | null;
  readonly routing: readonly Step[];
}

/** WIP-31: applies to this one move; a manager's, with a reason of at least 10 characters. */
export interface Override {
  readonly reason: string;
}

/** A neighbour, never an index: the card it should stand above; null: at the end. */
type Before = CardId | null;

export interface CreateBoard { readonly type: 'CreateBoard'; readonly name: string; readonly lanes: readonly NewLane[]; readonly limits: readonly NewLimit[]; readonly policies?: Partial<Policies>; readonly firstNumber?: number }
export interface AddLane { readonly type: 'AddLane'; readonly lane: NewLane; readonly before?: LaneId | null; readonly capacity?: number | null }
export interface EditLane { readonly type: 'EditLane'; readonly lane: LaneId; readonly name?: string; readonly group?: string | null; readonly members?: readonly PersonId[]; readonly policy?: string; readonly checklist?: readonly ChecklistItem[]; readonly defaultHours?: number | null }
export interface MoveLane { readonly type: 'MoveLane'; readonly lane: LaneId; readonly before: LaneId | null }
export interface RemoveLane { readonly type: 'RemoveLane'; readonly lane: LaneId }
/** Sets or changes a limit. Every change is versioned by the log: who, when, old, new, reason (WIP-19). */
export interface SetLimit { readonly type: 'SetLimit'; readonly limit: NewLimit; readonly reason?: string }
export interface RemoveLimit { readonly type: 'RemoveLimit'; readonly limit: LimitId; readonly reason?: string }
export interface SetPolicies { readonly type: 'SetPolicies'; readonly policies: Partial<Policies> }

export interface CreateOrder { readonly type: 'CreateOrder'; readonly number?: string; readonly title: string; readonly customer: string; readonly quantity: number; readonly unit?: string; readonly class?: ServiceClass; readonly requestedAt?: Time | null; readonly bom: readonly BomLine[]; readonly routing?: readonly Step[] }
/** Only while the order is not confirmed (MTO-4). */
export interface ReviseBom { readonly type: 'ReviseBom'; readonly order: CardId; readonly bom: readonly BomLine[] }
export interface ConfirmOrder { readonly type: 'ConfirmOrder'; readonly order: CardId; readonly promisedAt: Time }
/** The planner's pull into the kit lane; before the authorisation date only with a reason (3.7). */
export interface ReleaseOrder { readonly type: 'ReleaseOrder'; readonly order: CardId; readonly before?: Before; readonly version?: number; readonly earlyReason?: string; readonly override?: Override }
/** The receiving lane takes the card (WIP-21). */
export interface PullCard { readonly type: 'PullCard'; readonly card: CardId; readonly lane: LaneId; readonly before?: Before; readonly version?: number; readonly override?: Override }
/** doing → done in the same lane; on a job's last step: into the kit. */
export interface FinishWork { readonly type: 'FinishWork'; readonly card: CardId; readonly version?: number }
export interface PassInspection { readonly type: 'PassInspection'; readonly card: CardId; readonly version?: number }
/** MTO-7, QC-5: lets a card pass its gate without a pass; a manager's who is not its inspector. */
export interface GrantConcession { readonly type: 'GrantConcession'; readonly card: CardId; readonly reason: string; readonly version?: number }
/** Back to an earlier lane for rework; always admitted (WIP-17). */
export interface ReturnCard { readonly type: 'ReturnCard'; readonly card: CardId; readonly lane: LaneId; readonly category: BlockCategory; readonly reason: string; readonly version?: number }
export interface ShipOrder { readonly type: 'ShipOrder'; readonly order: CardId; readonly carrier: string; readonly reference: string; readonly version?: number }
export interface BlockCard { readonly type: 'BlockCard'; readonly card: CardId; readonly category: BlockCategory; readonly external: boolean; readonly text: string }
export interface UnblockCard { readonly type: 'UnblockCard'; readonly card: CardId; readonly blocker: number; readonly resolution: string }
export interface ReorderCard { readonly type: 'ReorderCard'; readonly card: CardId; readonly before: Before }
export interface QueueCard { readonly type: 'QueueCard'; readonly card: CardId; readonly lane: LaneId }
export interface LeaveQueue { readonly type: 'LeaveQueue'; readonly card: CardId }
export interface CommentOnCard { readonly type: 'CommentOnCard'; readonly card: CardId; readonly text: string }
export interface AssignCard { readonly type: 'AssignCard'; readonly card: CardId; readonly assignees: readonly PersonId[]; readonly override?: Override }
/** WIP-18: to expedite is a manager's, with a reason, and is checked against its limit. */
export interface SetClass { readonly type: 'SetClass'; readonly card: CardId; readonly class: ServiceClass; readonly reason?: string; readonly override?: Override }
export interface EditCard { readonly type: 'EditCard'; readonly card: CardId; readonly title?: string; readonly quantity?: number; readonly unit?: string; readonly promisedAt?: Time; readonly hours?: readonly { readonly lane: LaneId; readonly hours: number | null }[] }
export interface TickCheck { readonly type: 'TickCheck'; readonly card: CardId; readonly item: string; readonly done: boolean }
/** Undoes the acting person's last move (T-J20). */
export interface UndoMove { readonly type: 'UndoMove'; readonly card: CardId }

export type Command =
  | CreateBoard | AddLane | EditLane | MoveLane | RemoveLane | SetLimit | RemoveLimit | SetPolicies
  | CreateOrder | ReviseBom | ConfirmOrder | ReleaseOrder | PullCard | FinishWork | PassInspection | GrantConcession
  | ReturnCard | ShipOrder | BlockCard | UnblockCard | ReorderCard | QueueCard | LeaveQueue | CommentOnCard
  | AssignCard | SetClass | EditCard | TickCheck | UndoMove;

export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

/** What a decision may know besides the board: who asks, by the session; what time, by the server. */
export interface Context {
  readonly at: Time;
  readonly actor: Person;
  readonly directory: Directory;
}
