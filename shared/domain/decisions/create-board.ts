import { DEFAULT_POLICIES } from '../board.ts';
import type { Board, Lane, LaneRole, Limit } from '../board.ts';
import { emptyBoard } from '../board.ts';
import type { CommandOf, NewLane, NewLimit } from '../commands.ts';
import { boardId, idFromName, laneId, limitId } from '../ids.ts';
import type { Violation } from '../refusals.ts';
import type { Draft } from './draft.ts';
import { scopeProblems } from './limits.ts';

/** The lanes every order's life is tied to. */
const NEEDED: readonly LaneRole[] = ['enquiry', 'pool', 'ready', 'kit', 'ship', 'shipped'];

export function createBoard(command: CommandOf<'CreateBoard'>, draft: Draft): readonly Violation[] {
  const lanes: Lane[] = [];
  for (const lane of command.lanes) lanes.push(newLane(lane, lanes));
  const limits: Limit[] = [];
  for (const limit of command.limits) limits.push(newLimit(limit, limits));
  const policies = { ...DEFAULT_POLICIES, ...command.policies };
  draft.event({ type: 'BoardCreated', name: command.name.trim(), lanes, limits, policies, firstNumber: command.firstNumber ?? 1001 });
  const board: Board = { ...emptyBoard(boardId('new')), lanes, limits };
  return [...lanes.flatMap(laneProblems), ...missingLanes(lanes), ...sameNames(lanes), ...limits.flatMap((limit) => scopeProblems(board, limit))];
}

export function setPolicies(command: CommandOf<'SetPolicies'>, draft: Draft): readonly Violation[] {
  draft.event({ type: 'PoliciesSet', policies: command.policies });
  return [];
}

export function newLane(lane: NewLane, others: readonly Lane[]): Lane {
  const taken = (id: string): boolean => others.some((other) => other.id === id);
  return {
    id: lane.id && !taken(lane.id) ? lane.id : laneId(idFromName(lane.name, taken)), name: lane.name.trim(), kind: lane.kind, role: lane.role ?? null,
    holds: lane.holds, group: lane.group ?? null, members: lane.members ?? [], policy: lane.policy ?? '', checklist: lane.checklist ?? [],
    defaultHours: lane.defaultHours ?? null,
  };
}

export function newLimit(limit: NewLimit, others: readonly Limit[]): Limit {
  const taken = (id: string): boolean => others.some((other) => other.id === id);
  return {
    id: limit.id ?? limitId(idFromName(limit.name, taken)), name: limit.name.trim(), kind: limit.kind, scope: limit.scope, unit: limit.unit,
    capacity: limit.capacity, policy: { oversize: 'when-empty', overage: 1, ...limit.policy },
  };
}

/** A role fixes what a lane is: the pool is a queue of orders, and so on. */
export function laneProblems(lane: Lane): Violation[] {
  if (lane.role === null) {
    return lane.kind !== 'terminal' ? [] : [{ code: 'board_incomplete', why: `${lane.name} is an end of the road, and only the lane for shipped orders is one` }];
  }
  const kind = lane.role === 'shipped' ? 'terminal' : 'queue';
  const holds = lane.role === 'ready' ? 'job' : 'order';
  return lane.kind === kind && lane.holds === holds ? [] : [{ code: 'board_incomplete', why: `${lane.name} has to be a ${kind} lane for ${holds}s` }];
}

function missingLanes(lanes: readonly Lane[]): Violation[] {
  return NEEDED.flatMap((role): Violation[] => {
    const count = lanes.filter((lane) => lane.role === role).length;
    return count === 1 ? [] : [{ code: 'board_incomplete', why: `it needs exactly one lane with the role ${role} and has ${count}` }];
  });
}

function sameNames(lanes: readonly Lane[]): Violation[] {
  const names = lanes.map((lane) => lane.name.toLowerCase());
  return lanes.filter((lane, index) => names.indexOf(lane.name.toLowerCase()) !== index).map((lane) => ({ code: 'name_taken', name: lane.name }));
}
