import { DEFAULT_POLICIES } from '../board.ts';
import type { Board, Lane, LaneRole, Limit } from '../board.ts';
import { emptyBoard } from '../board.ts';
import type { CommandOf, NewLane, NewLimit } from '../commands.ts';
import { boardId, idFromName, laneId, limitId } from '../ids.ts';
import type { Violation } from '../refusals.ts';
import { nameKey } from '../writing.ts';
import type { Draft } from './draft.ts';
import { scopeProblems } from './limits.ts';

/** The lanes every order's life is tied to. */
const NEEDED: readonly LaneRole[] = ['enquiry', 'pool', 'ready', 'kit', 'ship', 'shipped'];

export function createBoard(command: CommandOf<'CreateBoard'>, draft: Draft): readonly Violation[] {
  const lanes: Lane[] = [];
  const laneIds = new Ids();
  for (const lane of command.lanes) lanes.push(laneIds.with(newLane(lane, laneIds)));
  const limits: Limit[] = [];
  const limitIds = new Ids();
  for (const limit of command.limits) limits.push(limitIds.with(newLimit(limit, limitIds)));
  const policies = { ...DEFAULT_POLICIES, ...command.policies };
  draft.event({ type: 'BoardCreated', name: command.name.trim(), lanes, limits, policies, firstNumber: command.firstNumber ?? 1001 });
  const board: Board = { ...emptyBoard(boardId('new')), lanes, limits };
  return [...lanes.flatMap(laneProblems), ...missingLanes(lanes), ...sameNames(lanes), ...limits.flatMap((limit) => scopeProblems(board, limit))];
}

export function setPolicies(command: CommandOf<'SetPolicies'>, draft: Draft): readonly Violation[] {
  draft.event({ type: 'PoliciesSet', policies: command.policies });
  return [];
}

/** Ids given so far. Two hundred lanes of one name would ask for every number of every other. */
export class Ids {
  private readonly ids: Set<string>;

  constructor(things: readonly { readonly id: string }[] = []) {
    this.ids = new Set(things.map(({ id }) => id));
  }

  with<T extends { readonly id: string }>(thing: T): T {
    this.ids.add(thing.id);
    return thing;
  }

  readonly taken = (id: string): boolean => this.ids.has(id);
}

export function newLane(lane: NewLane, { taken }: Ids): Lane {
  return {
    id: lane.id && !taken(lane.id) ? lane.id : laneId(idFromName(lane.name, taken)), name: lane.name.trim(), kind: lane.kind, role: lane.role ?? null,
    holds: lane.holds, group: lane.group ?? null, members: lane.members ?? [], policy: lane.policy ?? '', checklist: lane.checklist ?? [],
    defaultHours: lane.defaultHours ?? null,
  };
}

export function newLimit(limit: NewLimit, { taken }: Ids): Limit {
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
  const names = new Set<string>();
  return lanes.flatMap(({ name }): Violation[] => (names.size === names.add(nameKey(name)).size ? [{ code: 'name_taken', name }] : []));
}
