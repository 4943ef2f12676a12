import { type Board, emptyBoard, laneOf } from '../../../shared/board/board.ts';
import { type Limit } from '../../../shared/limits/limit.ts';
import { placeKey, subsOf } from '../../../shared/board/lane.ts';
import type { Command } from '../../../shared/verbs.ts';
import { decide } from '../../../shared/floor.ts';
import type { Directory } from '../../../shared/people/directory.ts';
import { applyCommit } from '../../../shared/floor.ts';
import type { CommandId, PersonId } from '../../../shared/kernel/ids.ts';
import { brokenInvariants } from '../../../shared/board/invariants.ts';
import type { LimitViolation, Refusal } from '../../../shared/refusals.ts';
import { type Commit, isRefusal } from '../../../shared/log/commit.ts';
import type { RoomAnswer } from '../../../server/room/answers.ts';
import type { CommandAnswer } from '../../../shared/protocol/messages.ts';
import { asPerson } from '../../../shared/people/directory.ts';
import { personActor } from '../../../shared/kernel/actor.ts';

/** From a room, or from a door in words. */
export type Answer = RoomAnswer | CommandAnswer;

/** One command as its client saw it: when it was first sent, and every answer that came. */
export interface Attempt {
  readonly client: number;
  readonly id: CommandId;
  readonly actor: PersonId;
  readonly command: Command;
  /** One clock for all clients; ms. */
  readonly invokedAt: number;
  readonly answers: readonly { readonly at: number; readonly answer: Answer }[];
}

export interface History {
  readonly attempts: readonly Attempt[];
  /** The whole log, from its first commit. */
  readonly commits: readonly Commit[];
  /** How many commits were there before the clients came. */
  readonly before: number;
  readonly directory: Directory;
}

export interface Verdict {
  readonly faults: readonly string[];
  readonly acked: number;
  readonly refused: number;
  readonly unanswered: number;
  readonly breaches: number;
  readonly lost: number;
  readonly twice: number;
  readonly gaps: number;
}

/**
 * REL-2: compares what clients were told with what the log holds, in real time. Counts cards itself
 * instead of asking the domain for its loads: a checker that shares the fault finds nothing.
 */
export function checkHistory({ attempts, commits, before, directory }: History): Verdict {
  const faults: string[] = [];
  const count = { breaches: 0, lost: 0, twice: 0, gaps: 0 };
  const bad = (kind: keyof typeof count | null, text: string): void => {
    if (kind) count[kind] += 1;
    faults.push(text);
  };

  // I4: dense, each id once, time never runs back.
  const byId = new Map<CommandId, Commit>();
  commits.forEach((commit, i) => {
    if (commit.seq !== i + 1) bad('gaps', `gap: the commit after ${i} has seq ${commit.seq}`);
    const first = byId.get(commit.command);
    if (first) bad('twice', `twice: ${commit.command} is in the log at ${first.seq} and at ${commit.seq}`);
    else byId.set(commit.command, commit);
    const previous = commits[i - 1];
    if (previous && commit.at < previous.at) bad(null, `time: commit ${commit.seq} is older than the one before it`);
  });

  // I1: every prefix of the log within its limits.
  const boards: Board[] = [emptyBoard(commits[0]?.board ?? ('none' as Board['id']))];
  for (const commit of commits) {
    const board = applyCommit(boards.at(-1) as Board, commit);
    boards.push(board);
    for (const limit of board.limits) {
      const load = counted(board, limit);
      if (load !== null && limit.capacity !== null && load > limit.capacity) bad('breaches', `breach: ${limit.id} stands at ${load}/${limit.capacity} after commit ${commit.seq}`);
    }
  }
  for (let i = 0; i < boards.length; i += Math.max(1, Math.floor(boards.length / 20))) faults.push(...brokenInvariants(boards[i] as Board).map((text) => `invariant: ${text}`));
  faults.push(...brokenInvariants(boards.at(-1) as Board).map((text) => `invariant: ${text}`));

  // What each client was told, against the log.
  const known = new Map<CommandId, Attempt>();
  for (const attempt of attempts) {
    if (known.has(attempt.id)) bad(null, `checker: ${attempt.id} was recorded as two attempts`);
    known.set(attempt.id, attempt);
  }
  for (const commit of commits.slice(before)) {
    const attempt = known.get(commit.command);
    if (!attempt) bad(null, `phantom: nobody asked for commit ${commit.seq} (${commit.command})`);
    else {
      if (attempt.command.type !== commit.kind) bad(null, `other: ${commit.command} was a ${attempt.command.type} and is in the log as ${commit.kind}`);
      if (personActor(attempt.actor) !== commit.actor) bad(null, `actor: ${commit.command} was ${attempt.actor}'s and is in the log as ${commit.actor}'s`);
      const card = 'card' in attempt.command ? attempt.command.card : null;
      if (card !== null && !isRefusal(commit) && !JSON.stringify(commit.events).includes(`"${card}"`)) bad(null, `other: ${commit.command} was about ${card}, commit ${commit.seq} is not`);
    }
  }
  const total = { acked: 0, refused: 0, unanswered: 0 };
  for (const { id, answers } of attempts) {
    const acks = answers.flatMap(({ answer }) => (answer.ok ? [answer] : []));
    const refusals = answers.filter(({ answer }) => !answer.ok && answer.why !== 'try_again');
    const commit = byId.get(id);
    if (acks.length > 0) total.acked += 1;
    else if (refusals.length > 0) total.refused += 1;
    else total.unanswered += 1;
    if (new Set(acks.map((ack) => ack.seq)).size > 1) bad(null, `answers: ${id} was acknowledged at ${acks.map((ack) => ack.seq).join(' and ')}`);
    if (acks.length > 0 && refusals.length > 0) bad(null, `answers: ${id} was both acknowledged and refused`);
    // A refusal that is written down is in the log as what it is.
    const done = commit && !isRefusal(commit) ? commit : undefined;
    if (acks.length > 0 && !done) bad('lost', `lost: ${id} was acknowledged at ${acks[0]?.seq} and is not in the log`);
    if (acks[0] && commit && acks[0].seq !== commit.seq) bad(null, `misplaced: ${id} was acknowledged at ${acks[0].seq} and is in the log at ${commit.seq}`);
    if (acks[0] && commit && acks[0].at !== commit.at) bad(null, `time: ${id} was acknowledged with another time than its commit's`);
    if (refusals.length > 0 && done) bad(null, `ghost: ${id} was refused and is in the log at ${done.seq}`);
  }

  // I5: what was acknowledged before something was asked comes before it.
  const acksInTime = attempts
    .flatMap(({ answers }) => answers.flatMap(({ at, answer }) => (answer.ok ? [{ at, seq: answer.seq }] : [])))
    .sort((a, b) => a.at - b.at);
  const highest: number[] = [];
  for (const { seq } of acksInTime) highest.push(Math.max(highest.at(-1) ?? before, seq));
  /** The log certainly stood at least here at this time. */
  const atLeast = (time: number): number => {
    let [low, high] = [0, acksInTime.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((acksInTime[middle]?.at ?? 0) < time) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? before : (highest[low - 1] ?? before);
  };
  for (const attempt of attempts) {
    const commit = byId.get(attempt.id);
    const floor = atLeast(attempt.invokedAt);
    if (commit && commit.seq <= floor) bad(null, `order: ${attempt.id} was asked for when the log stood at ${floor}, and is in it at ${commit.seq}`);
  }

  // Each refusal speaks of a state the log had between question and answer.
  const asked = commits.slice(before).map((commit) => known.get(commit.command)?.invokedAt ?? -Infinity);
  /** The earliest question among the commits from here on: before that time none of them existed. */
  const earliest: number[] = [];
  for (let i = asked.length - 1; i >= 0; i -= 1) earliest[i] = asked[i] as number;
  for (const attempt of attempts) {
    const told = attempt.answers.find(({ answer }) => !answer.ok && answer.why === 'refused');
    if (!told || told.answer.ok || told.answer.why !== 'refused') continue;
    const low = atLeast(attempt.invokedAt);
    let high = commits.length;
    for (let i = earliest.length - 1; i >= 0; i -= 1) if ((earliest[i] as number) > told.at) high = before + i;
    if (!justified(attempt, told.answer.refusal, boards, low, high, directory)) {
      bad(null, `refusal: ${attempt.id} was refused for ${told.answer.refusal.violations.map(named).join(', ')}, and no state from ${low} to ${high} says so`);
    }
  }
  return { faults, ...total, ...count };
}

const named = (violation: Refusal['violations'][number]): string =>
  violation.code === 'wip_limit' ? `${violation.limit} ${violation.load}/${violation.capacity}` : violation.code;

/** Cards in the limit's lanes, counted one by one; null: this limit counts something else. */
function counted(board: Board, limit: Limit): number | null {
  const { lanes, group, classes, assignee, supplier } = limit.scope;
  if (!lanes || group !== undefined || classes || assignee !== undefined || supplier !== undefined || limit.unit !== 'count') return null;
  let load = 0;
  for (const id of lanes) {
    const lane = laneOf(board, id);
    if (lane) for (const sub of limit.scope.subs ?? subsOf(lane)) load += board.places[placeKey(id, sub)]?.length ?? 0;
  }
  return load;
}

function justified(attempt: Attempt, refusal: Refusal, boards: readonly Board[], low: number, high: number, directory: Directory): boolean {
  const limits = refusal.violations.filter((violation): violation is LimitViolation => violation.code === 'wip_limit');
  const actor = directory.people[attempt.actor];
  for (let seq = low; seq <= high; seq += 1) {
    const board = boards[seq];
    if (!board) continue;
    const full = limits.every((violation) => {
      const limit = board.limits.find(({ id }) => id === violation.limit);
      const load = limit ? counted(board, limit) : null;
      if (!limit || load === null) return limit !== undefined;
      return load === violation.load && limit.capacity === violation.capacity && load + violation.weight > violation.capacity;
    });
    if (!full) continue;
    if (limits.length === refusal.violations.length) return true;
    const decision = actor ? decide(board, attempt.command, { at: board.at, actor: asPerson(actor), directory }) : null;
    if (decision && !decision.ok && decision.refusal.violations[0].code === refusal.violations[0].code) return true;
  }
  return false;
}
