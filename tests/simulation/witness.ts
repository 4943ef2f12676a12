import { createHash } from 'node:crypto';
import type { Board } from '../../shared/board/board.ts';
import { emptyBoard } from '../../shared/board/board.ts';
import { OrderFiles } from '../../shared/file.ts';
import { applyCommit } from '../../shared/floor.ts';
import { carried } from '../../shared/jobs/planned.ts';
import type { TextRef } from '../../shared/kernel/commit-info.ts';
import { SCHEDULE } from '../../shared/kernel/actor.ts';
import type { BoardId, CardId, CommandId } from '../../shared/kernel/ids.ts';
import { brokenInvariants } from '../../shared/board/invariants.ts';
import { type Commit, GENESIS, isRefusal, type StoredCommit } from '../../shared/log/commit.ts';
import type { CommandAnswer } from '../../shared/protocol/messages.ts';
import { decodeBoard, encodeBoard } from '../../shared/protocol/encode-board.ts';
import { faultOf, decodeCommit } from '../../server/log/encode-commit.ts';
import { assertReplica } from '../../client/replica/replica-invariants.ts';
import type { Screen } from './screen.ts';

/** Watches a run from outside of it: what the disk took, what was promised, what screens show. */
export class Witness {
  readonly violations: string[] = [];
  /** The true board at each seq, folded from the disk's own bytes. */
  readonly truth: Board[];
  /** The orders' files as the log tells them. */
  private files = new OrderFiles();
  acked = 0;
  /** Orders that are in the archive in the end. */
  closed = 0;
  told = 0;
  private readonly trace = createHash('sha256');
  /** Seq of each command that some process promised to somebody. */
  private readonly promised = new Map<CommandId, number>();
  private readonly invokedAt = new Map<CommandId, number>();
  private readonly ackedAt = new Map<CommandId, number>();
  /** Which processes told somebody that a command is refused. */
  private readonly refusedBy = new Map<CommandId, Set<number>>();
  /** Which screens were told so: it must never be done, whoever writes it. */
  private readonly toldNo = new Set<CommandId>();
  /** Who wrote an accepted command. */
  private readonly writer = new Map<CommandId, number>();
  private checks = 0;

  constructor(private readonly board: BoardId, private readonly now: () => number, private readonly sparing: boolean) {
    this.truth = [emptyBoard(board)];
  }

  get head(): Board {
    return this.truth[this.truth.length - 1] as Board;
  }

  note(text: string): void {
    this.trace.update(`${this.now().toFixed(3)} ${text}\n`);
  }

  wrong(rule: string, text: string): void {
    if (this.violations.length < 20) this.violations.push(`${rule} at ${Math.round(this.now())} ms: ${text}`);
  }

  /** The disk took these: I1 at every prefix, I4's order. */
  written(rows: readonly StoredCommit[], process: number): void {
    for (const row of rows) {
      const before = this.head;
      const commit = decodeCommit(row);
      if (!isRefusal(commit)) this.writer.set(row.command, process);
      this.note(`written ${row.seq} ${row.hash}`);
      if (commit.seq !== before.seq + 1) {
        this.wrong('I4', `commit ${commit.seq} was written behind ${before.seq}`);
        continue;
      }
      const after = applyCommit(before, commit);
      this.truth.push(after);
      for (const broken of brokenInvariants(after)) this.wrong('I1', `seq ${commit.seq} (${commit.kind}): ${broken}`);
      for (const order of notOfTheFile(this.files, commit)) this.wrong('I8', `seq ${commit.seq} puts other jobs on the floor than the file of ${order} holds`);
      this.files.hear(commit, commit.subjects);
      for (const broken of overfull(before, after, commit)) this.wrong('I1', `seq ${commit.seq} (${commit.kind}): ${broken}`);
    }
  }

  /** A backup replaced the log: what was promised after it is void. */
  restored(seq: number, rows: readonly StoredCommit[]): void {
    this.note(`restored ${seq}`);
    this.truth.length = seq + 1;
    this.files = new OrderFiles();
    for (const commit of rows.map(decodeCommit)) this.files.hear(commit, commit.subjects);
    for (const [id, at] of this.promised) if (at > seq) this.promised.delete(id);
    for (const map of [this.ackedAt, this.invokedAt, this.writer, this.refusedBy, this.toldNo]) map.clear();
  }

  invoked(id: CommandId): void {
    this.invokedAt.set(id, this.now());
    this.note(`invoked ${id}`);
  }

  /** A process answered, whether or not the answer arrives. */
  promisedBy(process: number, id: CommandId, answer: CommandAnswer): void {
    this.note(`answered ${process} ${id} ${answer.ok ? answer.seq : answer.why}`);
    if (!answer.ok) {
      if (answer.why !== 'refused') return;
      const before = this.refusedBy.get(id)?.has(process) ?? false;
      if (this.writer.has(id) && !before) this.wrong('I3', `${id} is in the log and was told to be refused`);
      this.refusedBy.set(id, (this.refusedBy.get(id) ?? new Set()).add(process));
      return;
    }
    const before = this.promised.get(id);
    if (before !== undefined && before !== answer.seq) this.wrong('I2', `${id} was promised at ${before} and at ${answer.seq}`);
    if (before === undefined) this.acked += 1;
    this.promised.set(id, answer.seq);
  }

  /** An answer arrived at its screen. */
  answered(id: CommandId, answer: CommandAnswer): void {
    this.told += 1;
    if (answer.ok) this.ackedAt.set(id, this.now());
    else if (answer.why === 'refused') this.toldNo.add(id);
    else if (answer.why !== 'try_again') this.wrong('bug', `${id}: ${answer.why}, ${answer.sentence}`);
  }

  /** Checked after everything a screen hears or does; the dear parts now and then. */
  stepped(screen: Screen): void {
    this.checks += 1;
    const { state } = screen;
    const dear = !this.sparing || this.checks % 16 === 0;
    if (!dear && state.confirmed.seq === state.head.seq) return;
    try {
      assertReplica(state);
    } catch (thrown) {
      this.wrong('replica', `screen ${screen.number}: ${(thrown as Error).message}`);
    }
    if (state.shown === state.confirmed) return;
    for (const broken of brokenInvariants(state.shown)) this.wrong('I1 on screen', `screen ${screen.number}: ${broken}`);
  }

  /** At the end, when all is quiet. */
  finish(rows: readonly StoredCommit[], screens: readonly Screen[]): void {
    this.chain(rows);
    this.promises(rows);
    this.realTime(rows);
    this.onceEach(rows);
    const truth = digestOf(this.head);
    for (const screen of screens) {
      const { state } = screen;
      if (state.pending.length > 0) this.wrong('I2', `screen ${screen.number} still waits for ${state.pending.map((waiting) => waiting.id).join(', ')}`);
      if (state.head.seq !== this.head.seq) this.wrong('I6', `screen ${screen.number} stands at ${state.head.seq}, the log at ${this.head.seq}`);
      else if (digestOf(state.confirmed) !== truth) this.wrong('I6', `screen ${screen.number} shows another board at ${state.head.seq}: ${differenceOf(state.confirmed, this.head)}`);
      else if (state.shown !== state.confirmed) this.wrong('I6', `screen ${screen.number} shows something that is not confirmed`);
    }
    this.halves(rows, truth);
    this.note(truth);
  }

  get fingerprint(): string {
    return this.trace.copy().digest('hex');
  }

  /** I4: dense, chained. */
  private chain(rows: readonly StoredCommit[]): void {
    let before = { seq: 0, hash: GENESIS };
    for (const row of rows) {
      const fault = faultOf(row, before);
      if (fault) this.wrong('I4', fault);
      before = row;
    }
  }

  /** I2: promised exactly once, at the promised seq. I3: refused and told so: not there at all. */
  private promises(rows: readonly StoredCommit[]): void {
    const seqs = new Map<CommandId, number>();
    for (const row of rows) {
      const twice = seqs.get(row.command);
      if (twice !== undefined) this.wrong('I2', `${row.command} is in the log at ${twice} and at ${row.seq}`);
      seqs.set(row.command, row.seq);
    }
    for (const [id, seq] of this.promised) {
      if (seqs.get(id) !== seq) this.wrong('I2', `${id} was promised at ${seq} and is ${seqs.has(id) ? `at ${seqs.get(id)}` : 'not in the log'}`);
    }
    for (const id of this.toldNo) if (this.writer.has(id)) this.wrong('I3', `a screen was told that ${id} is refused, and it is in the log at ${seqs.get(id)}`);
    // An answer that reached nobody binds only the process that gave it.
    for (const [id, processes] of this.refusedBy) {
      const writer = this.writer.get(id);
      if (writer !== undefined && processes.has(writer)) this.wrong('I3', `${id} was refused and then written at ${seqs.get(id)} by the same process`);
    }
  }

  /** SCH-1: what time does is done once, by nobody but the schedule, and to nothing that is over. */
  private onceEach(rows: readonly StoredCommit[]): void {
    const closed = new Set<CardId>();
    for (const { seq, actor, command, events } of rows.map(decodeCommit)) {
      if ((actor === SCHEDULE) !== command.startsWith('schedule:')) this.wrong('SCH-1', `${command} at ${seq} is of ${actor}`);
      for (const event of events) {
        if ('order' in event && closed.has(event.order)) this.wrong('CL-2', `${event.type} at ${seq} is about ${event.order}, which is in the archive`);
        if (event.type === 'OrderClosed') closed.add(event.order);
      }
    }
    this.closed = closed.size;
  }

  /** I5: answered before another was asked, then before it in the log too. */
  private realTime(rows: readonly StoredCommit[]): void {
    let latest = 0;
    for (const row of rows) {
      const acked = this.ackedAt.get(row.command);
      if (acked !== undefined && acked < latest) this.wrong('I5', `${row.command} at ${row.seq} was answered before an earlier commit was asked for`);
      latest = Math.max(latest, this.invokedAt.get(row.command) ?? 0);
    }
  }

  /** I8: half of it encoded and decoded, and the other half on top, equals the whole. */
  private halves(rows: readonly StoredCommit[], whole: string): void {
    const half = Math.floor(rows.length / 2);
    let board = decodeBoard(encodeBoard(this.truth[half] as Board));
    for (const row of rows.slice(half)) board = applyCommit(board, decodeCommit(row));
    if (digestOf(board) !== whole) this.wrong('I8', `the log from ${half} on top of a snapshot at ${half} gives another board: ${differenceOf(board, this.head)}`);
  }
}

/** A release puts on the floor what the order's file holds after every commit before it, and nothing that a shelf remembers otherwise. */
function notOfTheFile(files: OrderFiles, { events, texts }: Commit): CardId[] {
  return events.flatMap((event) => {
    if (event.type !== 'OrderReleased') return [];
    const held = [...(files.of(event.order)?.planned.values() ?? [])].map((job) => carried(job, (words) => words as TextRef));
    const put = event.jobs.map((job) => ({ ...job, ...(job.blockers && { blockers: job.blockers.map((blocker) => ({ ...blocker, text: texts[blocker.text] ?? '' })) }) }));
    const sorted = (jobs: readonly { readonly id: CardId }[]): string => canonical(jobs.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    return sorted(held) === sorted(put) ? [] : [event.order];
  });
}

const SUBS = ['queue', 'doing', 'done'] as const;

/**
 * Counted from the cards alone, without the domain's own counting: an ordinary commit never puts one
 * more card into a lane whose limit is full.
 */
function overfull(before: Board, after: Board, commit: Commit): string[] {
  const broken: string[] = [];
  for (const { id, kind, scope, unit, capacity } of after.limits) {
    if (unit !== 'count' || capacity === null || !scope.lanes || scope.group || scope.subs || scope.classes || scope.assignee || scope.supplier) continue;
    const lists = scope.lanes.flatMap((lane) => SUBS.map((sub) => `${lane}/${sub}`));
    const all = lists.reduce((sum, key) => sum + (after.places[key]?.length ?? 0), 0);
    if (all <= capacity) continue;
    const count = (board: Board): number => lists.reduce((sum, key) => sum + (board.places[key] ?? []).filter((id) => board.cards.get(id)?.kind === kind).length, 0);
    const now = count(after);
    if (now <= capacity || now <= count(before)) continue;
    const named = commit.events.some((event) => 'exceptions' in event && event.exceptions?.some((exception) => exception.limit === id));
    const admitted = commit.events.some((event) => event.type === 'CardReturned' || event.type === 'LimitSet' || event.type === 'WipOverridden');
    if (!named && !admitted) broken.push(`${id} went to ${now}/${capacity} without an exception`);
  }
  return broken;
}

/** The same text for the same board, in whatever order its tables were filled. */
export function digestOf(board: Board): string {
  return createHash('sha256').update(textOf(board)).digest('hex');
}

const textOf = (board: Board): string => {
  const { cards, ...rest } = board;
  return canonical({ ...rest, places: filled(rest.places), queues: filled(rest.queues), cards: [...cards.values()].sort((a, b) => (a.id < b.id ? -1 : 1)) });
};

/** An empty list and no list are the same place. */
const filled = <T>(lists: Readonly<Record<string, readonly T[]>>): Record<string, readonly T[]> =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member);
}

export function differenceOf(a: Board, b: Board): string {
  const [left, right] = [textOf(a), textOf(b)];
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return `…${left.slice(Math.max(0, at - 80), at + 60)}… against …${right.slice(Math.max(0, at - 80), at + 60)}…`;
}
