import type { ActName } from '../../acts.ts';
import type { LaneKind, LaneRole } from '../../board/lane.ts';
import type { BlockCategory, Exception, ServiceClass } from '../../cards/card-common.ts';
import type { JobSource } from '../../jobs/job.ts';
import type { MoveName } from '../../moves.ts';
import type { Role } from '../../people/directory.ts';
import type { Right } from '../../people/rights.ts';
import type { CommandType } from '../../verbs.ts';
import type { Format } from '../format.ts';

/** What things are called: one name each, so that a form, a story and a refusal never disagree. */
export const labels = (f: Format) => {
  const roles: Readonly<Record<Role, string>> = {
    sales: 'sales', planner: 'a planner', buyer: 'a buyer', operator: 'an operator', lead: 'a lead', inspector: 'an inspector', shipping: 'shipping', manager: 'a manager',
    viewer: 'a viewer', admin: 'an administrator',
  };
  /** Who acted, where it was no person; a station and a person have their names. */
  const actors = {
    station: (station: string): string => `the station ${station}`, atStation: (person: string, station: string): string => `${person} at ${station}`,
    key: 'a program', supplier: 'a supplier', customer: 'the customer', display: 'a display', schedule: 'the schedule',
  };
  /** The same beside a name. */
  const roleNames: Readonly<Record<Role, string>> = {
    sales: 'sales', planner: 'planner', buyer: 'buyer', operator: 'operator', lead: 'lead', inspector: 'inspector', shipping: 'shipping', manager: 'manager', viewer: 'viewer', admin: 'admin',
  };
  const classes: Readonly<Record<ServiceClass, string>> = { expedite: 'Expedite', fixed: 'Fixed date', standard: 'Standard', intangible: 'When there is time' };
  const categories: Readonly<Record<BlockCategory, string>> = {
    material: 'Material', machine: 'Machine', tooling: 'Tooling', labour: 'Nobody free', quality: 'Quality', spec: 'Drawing or spec', customer: 'Customer',
    supplier: 'Supplier', transport: 'Transport', other: 'Other',
  };
  const sources: Readonly<Record<JobSource, string>> = { make: 'Make', buy: 'Buy', stock: 'Stock' };
  const laneKinds: Readonly<Record<LaneKind, string>> = {
    queue: 'Waiting line', work: 'Work, doing and done', external: 'At a supplier', gate: 'Inspection', terminal: 'End of the road',
  };
  /** What a lane with this role is, in a sentence. */
  const laneRoles: Readonly<Record<LaneRole, string>> = {
    enquiry: 'a lane for enquiries', pool: 'a pool for confirmed orders', ready: 'a lane for parts that are ready', kit: 'a lane for kits',
    ship: 'a lane to ship from', shipped: 'a lane for what is shipped',
  };
  /** Why a card stands above a limit (WIP-32). */
  const exceptions: Readonly<Record<Exception['kind'], string>> = {
    override: 'Override', expedite: 'Expedite', return: 'Back for rework', oversize: 'Larger than the limit', estimate: 'Hours raised while inside',
  };
  /** Behind "may", and as the palette lists them. */
  const verbs: Readonly<Record<CommandType | Right, string>> = {
    CreateBoard: 'set up a board', AddLane: 'add a lane', EditLane: 'change a lane', MoveLane: 'move a lane', RemoveLane: 'remove a lane', SetLimit: 'set a limit',
    RemoveLimit: 'remove a limit', SetPolicies: 'change the policies', CreateOrder: 'enter an order', ReviseBom: 'change the parts list', ConfirmOrder: 'confirm an order',
    CloseOrder: 'close an order', ReleaseOrder: 'release an order', PullCard: 'pull a card', FinishWork: 'finish a card', PassInspection: 'pass an inspection', GrantConcession: 'grant a concession',
    ReturnCard: 'return a card', ShipOrder: 'ship an order', BlockCard: 'block a card', UnblockCard: 'unblock this card', ReorderCard: 'change the order of a lane',
    QueueCard: 'queue a card', LeaveQueue: 'take a card out of a queue', CommentOnCard: 'comment', AssignCard: 'assign a card', SetClass: 'change the class of a card',
    EditCard: 'edit a card', TickCheck: 'tick a checklist', UndoMove: 'undo a move', Override: 'go above a limit', Expedite: 'expedite a card', Erase: 'erase names and texts', EditPeople: 'change people and suppliers', LeadEveryLane: 'act in every lane',
  };
  /** In a menu; `lane` is set apart already. */
  const moves: Readonly<Record<MoveName, (lane: string) => string>> = {
    release: () => 'Release to the floor', confirm: () => 'Confirm', pull: (lane) => `Pull into ${lane}`, finish: () => 'Finish', pass: (lane) => `Pass ${lane}`,
    return: (lane) => `Return to ${lane}`, ship: () => 'Ship', queue: (lane) => `Queue for ${lane}`, leave_queue: (lane) => `Leave the line at ${lane}`, undo: () => 'Undo the last move',
  };
  /** Of a lane that a way passes more than once: which of its steps. */
  const visit = (lane: string, step: number): string => `${lane}, step ${step}`;
  const aboveLimit = (move: string): string => `${move} above the limit…`;
  const acts: Readonly<Record<ActName, string>> = {
    concession: 'Concession…', parts: 'Parts…', unblock: 'Unblock…', block: 'Block…', block_more: 'Block for another reason…', assign: 'Assign…', class: 'Class of service…',
    comment: 'Comment…', to_top: 'Move to the top', up: 'Move up one place', down: 'Move down one place', to_end: 'Move to the end',
  };
  /** Whoever was erased. */
  const former = 'Former colleague';
  const anyOf = (of: readonly Role[]): string => f.or(of.map((role) => roles[role]));
  return { roles, roleNames, actors, former, classes, categories, sources, laneKinds, laneRoles, exceptions, verbs, moves, visit, aboveLimit, acts, anyOf };
};

export type Labels = ReturnType<typeof labels>;
