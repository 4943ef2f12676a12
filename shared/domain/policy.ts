import type { Board, Lane } from './board.ts';
import type { CommandType } from './commands.ts';
import type { Person, Role } from './directory.ts';
import { laneOf } from './board.ts';
import type { LaneId } from './ids.ts';

/** Who may issue what: the one table for every door. What a lane or a card adds is decided there. */
const FLOOR: readonly Role[] = ['sales', 'planner', 'buyer', 'operator', 'lead', 'inspector', 'shipping', 'manager'];
const SETTINGS: readonly Role[] = ['manager', 'admin'];
const PULLERS: readonly Role[] = ['planner', 'buyer', 'operator', 'lead', 'inspector', 'shipping', 'manager'];

export const ROLES_FOR: Readonly<Record<CommandType, readonly Role[]>> = {
  CreateBoard: SETTINGS,
  AddLane: SETTINGS,
  EditLane: SETTINGS,
  MoveLane: SETTINGS,
  RemoveLane: SETTINGS,
  SetLimit: SETTINGS,
  RemoveLimit: SETTINGS,
  SetPolicies: SETTINGS,
  CreateOrder: ['sales', 'planner', 'manager'], // T-O1
  ReviseBom: ['sales', 'planner', 'manager'],
  ConfirmOrder: ['sales', 'manager'], // T-O5
  ReleaseOrder: ['planner', 'manager'], // T-O6
  PullCard: PULLERS, // and a member of the receiving lane (WIP-21)
  FinishWork: PULLERS, // and a member of the card's lane
  PassInspection: ['inspector'], // T-O11, T-J5
  GrantConcession: ['manager'], // QC-5
  ReturnCard: ['operator', 'lead', 'inspector', 'manager'],
  ShipOrder: ['shipping'], // T-O13
  BlockCard: FLOOR,
  UnblockCard: FLOOR, // and a lead, or whoever opened the blocker (T-J18)
  ReorderCard: PULLERS,
  QueueCard: PULLERS,
  LeaveQueue: PULLERS,
  CommentOnCard: [...FLOOR, 'admin'],
  AssignCard: PULLERS,
  SetClass: ['planner', 'manager'], // to expedite: manager alone (WIP-18)
  EditCard: ['sales', 'planner', 'manager'],
  TickCheck: PULLERS,
  UndoMove: FLOOR,
};

/** WIP-31: an override is the manager's. */
export const MAY_OVERRIDE: readonly Role[] = ['manager'];
export const MAY_EXPEDITE: readonly Role[] = ['manager'];
/** T-J18: besides whoever opened it. */
export const MAY_UNBLOCK: readonly Role[] = ['lead', 'manager', 'buyer', 'planner'];

export const hasRole = (person: Person, roles: readonly Role[]): boolean => person.roles.some((role) => roles.includes(role));

export const mayIssue = (type: CommandType, actor: Person): boolean => hasRole(actor, ROLES_FOR[type]);

/** Whose lane a lane without named members is, by its kind. */
export function rolesFor(lane: Lane): readonly Role[] {
  if (lane.role === 'kit' || lane.role === 'pool' || lane.role === 'ready') return ['planner', 'manager'];
  if (lane.role === 'enquiry') return ['sales', 'planner', 'manager'];
  if (lane.role === 'ship' || lane.role === 'shipped') return ['shipping', 'manager'];
  switch (lane.kind) {
    case 'external': return ['buyer', 'manager'];
    case 'gate': return ['inspector', 'manager'];
    default: return ['operator', 'lead', 'manager'];
  }
}

/** WIP-21. A manager is a lead of every lane. */
export function isMember(board: Board, id: LaneId, actor: Person): boolean {
  const lane = laneOf(board, id);
  if (!lane) return false;
  if (actor.roles.includes('manager')) return true;
  return lane.members.length > 0 ? lane.members.includes(actor.id) : hasRole(actor, rolesFor(lane));
}
