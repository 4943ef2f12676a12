import { laneOf } from '../board/board.ts';
import type { Board } from '../board/board.ts';
import type { Lane } from '../board/lane.ts';
import { personOf } from '../kernel/actor.ts';
import type { LaneId } from '../kernel/ids.ts';
import { hasRole } from './directory.ts';
import { may } from './rights.ts';
import type { Acting, Role } from './directory.ts';

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

/** WIP-21. */
export function isMember(board: Board, id: LaneId, actor: Acting): boolean {
  const lane = laneOf(board, id);
  if (!lane) return false;
  if (may(actor, 'LeadEveryLane')) return true;
  const person = personOf(actor.id);
  return lane.members.length > 0 ? person !== null && lane.members.includes(person) : hasRole(actor, rolesFor(lane));
}
