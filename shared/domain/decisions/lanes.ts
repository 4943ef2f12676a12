import { laneOf, subsOf, cardsAt } from '../board.ts';
import type { Board, Lane, Limit } from '../board.ts';
import type { CommandOf, Context } from '../commands.ts';
import { byNumber } from '../ids.ts';
import type { LaneId } from '../ids.ts';
import type { Violation } from '../refusals.ts';
import { Ids, laneProblems, newLane, newLimit } from './create-board.ts';
import type { Draft } from './draft.ts';
import { LANES, LIMITS } from '../sizes.ts';
import { sameName } from '../writing.ts';
import { notThere, tooMany } from './guards.ts';
import { scopeProblems } from './limits.ts';

/** How many cards a refusal names. */
const NAMED = 8;

export function addLane(board: Board, command: CommandOf<'AddLane'>, draft: Draft): readonly Violation[] {
  const lane = newLane(command.lane, new Ids(board.lanes));
  draft.event({ type: 'LaneAdded', lane, before: command.before ?? null });
  const problems = [...tooMany('lanes', board.lanes.length, LANES), ...laneProblems(lane), ...nameTaken(board, lane.name, null), ...roleTaken(board, lane)];
  if (command.capacity === undefined || command.capacity === null) return problems;
  const limit = newLimit({ name: lane.name, kind: lane.holds, scope: { lanes: [lane.id] }, unit: 'count', capacity: command.capacity }, new Ids(board.limits));
  draft.event({ type: 'LimitSet', limit, reason: null });
  return [...problems, ...tooMany('limits', board.limits.length, LIMITS), ...scopeProblems({ ...board, lanes: [...board.lanes, lane] }, limit)];
}

function roleTaken(board: Board, lane: Lane): Violation[] {
  const taken = lane.role !== null && board.lanes.some((other) => other.role === lane.role);
  return taken ? [{ code: 'board_incomplete', why: `there is a lane with the role ${lane.role} already` }] : [];
}

const nameTaken = (board: Board, name: string, except: LaneId | null): Violation[] =>
  board.lanes.some((lane) => lane.id !== except && sameName(lane.name, name)) ? [{ code: 'name_taken', name }] : [];

/** Renames, regroups, and sets people, policy, checklist and default estimate. */
export function editLane(board: Board, command: CommandOf<'EditLane'>, { directory }: Context, draft: Draft): readonly Violation[] {
  const { type: _type, lane: id, ...changes } = command;
  const lane = laneOf(board, id);
  if (!lane) return [notThere('lane', id)];
  const strangers = (changes.members ?? []).filter((person) => !directory.people[person]);
  const named = changes.name === undefined ? changes : { ...changes, name: changes.name.trim() };
  draft.event({ type: 'LaneEdited', lane: id, changes: named });
  const limit = board.limits.find((other) => other.name === lane.name && other.scope.lanes?.length === 1 && other.scope.lanes[0] === id);
  // A lane's own limit is called as the lane is.
  if (limit && named.name && named.name !== lane.name) draft.event({ type: 'LimitSet', limit: { ...limit, name: named.name }, reason: null });
  return [...strangers.map((person) => notThere('person', person)), ...(changes.name === undefined ? [] : nameTaken(board, changes.name, id))];
}

export function moveLane(board: Board, command: CommandOf<'MoveLane'>, draft: Draft): readonly Violation[] {
  const unknowns = [command.lane, command.before].filter((id): id is LaneId => id !== null && !laneOf(board, id));
  if (unknowns.length > 0) return unknowns.map((id) => notThere('lane', id));
  if (command.before === command.lane) return [{ code: 'already', what: `${laneOf(board, command.lane)?.name ?? command.lane} stands there` }];
  draft.event({ type: 'LaneMoved', lane: command.lane, before: command.before });
  return [];
}

/** A lane that holds cards, or lies on the way of one, refuses to go. */
export function removeLane(board: Board, command: CommandOf<'RemoveLane'>, draft: Draft): readonly Violation[] {
  const lane = laneOf(board, command.lane);
  if (!lane) return [notThere('lane', command.lane)];
  draft.event({ type: 'LaneRemoved', lane: lane.id, limits: board.limits.filter((limit) => isOnly(limit, lane.id)).map((limit) => limit.id) });
  const held = subsOf(lane).reduce((count, sub) => count + cardsAt(board, lane.id, sub).length, 0);
  const problems: Violation[] = [];
  if (lane.role) problems.push({ code: 'lane_is_needed', lane: lane.id, name: lane.name, role: lane.role });
  if (held > 0) problems.push({ code: 'lane_holds_cards', lane: lane.id, name: lane.name, cards: held });
  const coming = [...board.cards.values()].filter((card) => card.finishedAt === null && card.routing.slice(Math.max(0, card.step)).some((step) => step.lane === lane.id) && card.place?.lane !== lane.id).sort((a, b) => byNumber(a.id, b.id));
  if (coming.length > 0)
    problems.push({ code: 'lane_in_routing', lane: lane.id, name: lane.name, cards: coming.slice(0, NAMED).map((card) => card.id), more: Math.max(0, coming.length - NAMED) });
  return problems;
}

const isOnly = (limit: Limit, lane: LaneId): boolean => limit.scope.lanes?.length === 1 && limit.scope.lanes[0] === lane && limit.scope.group === undefined;
