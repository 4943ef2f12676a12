import { laneOf } from '../board.ts';
import type { Board, Limit } from '../board.ts';
import type { CommandOf } from '../commands.ts';
import { limitOf } from '../limits.ts';
import type { Violation } from '../refusals.ts';
import { amount } from '../words.ts';
import { Ids, newLimit } from './create-board.ts';
import type { Draft } from './draft.ts';
import { LIMITS } from '../sizes.ts';
import { notThere, tooMany } from './guards.ts';

/** WIP-19: raising and lowering are always accepted; nobody is evicted, the log keeps who, when and why. */
export function setLimit(board: Board, command: CommandOf<'SetLimit'>, draft: Draft): readonly Violation[] {
  const known = command.limit.id ? limitOf(board, command.limit.id) : undefined;
  const limit = newLimit({ ...command.limit, policy: { ...known?.policy, ...command.limit.policy } }, new Ids(board.limits));
  draft.event({ type: 'LimitSet', limit, reason: command.reason?.trim() ? draft.text(command.reason.trim()) : null });
  return [...(known ? [] : tooMany('limits', board.limits.length, LIMITS)), ...scopeProblems(board, limit)];
}

export function removeLimit(board: Board, command: CommandOf<'RemoveLimit'>, draft: Draft): readonly Violation[] {
  if (!limitOf(board, command.limit)) return [notThere('limit', command.limit)];
  draft.event({ type: 'LimitRemoved', limit: command.limit, reason: command.reason?.trim() ? draft.text(command.reason.trim()) : null });
  return [];
}

/** Scopes the board could not keep a promise for. */
export function scopeProblems(board: Board, limit: Limit): Violation[] {
  const problems: Violation[] = [];
  const wrong = (why: string): void => void problems.push({ code: 'limit_scope', name: limit.name, why });
  if (limit.unit === 'count' && limit.capacity !== null && !Number.isInteger(limit.capacity)) wrong(`it counts cards, and ${amount(limit.capacity)} is no number of cards`);
  if (limit.scope.lanes?.length === 0) wrong('it names no lane');
  for (const id of limit.scope.lanes ?? []) {
    const lane = laneOf(board, id);
    if (!lane) problems.push(notThere('lane', id));
    else if (limit.kind === 'job' && lane.role === 'kit') problems.push({ code: 'limit_over_kit', name: limit.name }); // WIP-12
    else if (lane.holds !== limit.kind) wrong(`${lane.name} holds ${lane.holds}s, and the limit counts ${limit.kind}s`); // WIP-5
    else if (lane.kind === 'terminal') wrong(`${lane.name} is the end of the road: shipping is never refused`); // WIP-1
  }
  if (limit.scope.group !== undefined && !board.lanes.some((lane) => lane.group === limit.scope.group)) wrong(`no lane is in the group ${limit.scope.group}`);
  if (limit.scope.subs && !limit.scope.subs.includes('doing') && limit.scope.subs.includes('done'))
    wrong('finishing is never refused, so a limit on finished cards alone could not be kept'); // WIP-1
  return problems;
}
