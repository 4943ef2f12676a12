import type { Appended, BoardHead, CommitLog, StoredSnapshot } from '../../server/ports/commit-log.ts';
import type { BoardId, CommandId } from '../../shared/kernel/ids.ts';
import { GENESIS } from '../../shared/log/commit.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import { CALM, type DiskMood, type Later, type Life, type Store, waysTo } from './disk.ts';
import type { Random } from '../support/chance.ts';
import type { Schedule } from './schedule.ts';

/** As in the adapter: after this nobody knows; and so long it looks for what is in its way; ms. */
const MAJORITY_WITHIN = 12_000;
const SEEN_WITHIN = 2_000;
const LOOK_EVERY = 20;

interface Unacknowledged {
  readonly row: StoredCommit;
  /** It is with a majority now (true), or was rolled back (false). */
  readonly settled: (held: boolean) => void;
}

/**
 * A log as MongoDB keeps one (REL-29), and server/adapters/mongo as it tells of it: the primary takes
 * the rows of a batch one by one and without a transaction; others see them when a majority has them; an
 * election may roll back those that it has not; and what a network holds back may be written long after
 * nobody waits for it.
 */
export class ReplicaSet implements Store {
  hits = 0;
  private now: DiskMood = CALM;
  private readonly rows: StoredCommit[] = [];
  private tail: Unacknowledged[] = [];
  private snapshot: StoredSnapshot | null = null;
  /** What each process has seen: no answer to it is older. */
  private readonly known = new Map<number, number>();
  /** A new primary learns only now what a majority has. */
  private behindUntil = 0;
  /** A backup was put in its place: what was on its way to the old one is lost. */
  private life = 0;

  constructor(private readonly schedule: Schedule, private readonly random: Random, private readonly written: (rows: readonly StoredCommit[], process: number) => void) {}

  get commits(): readonly StoredCommit[] {
    return this.rows;
  }

  get mood(): DiskMood {
    return this.now;
  }

  /** With every change of mood there may be an election. */
  set mood(mood: DiskMood) {
    this.now = mood;
    if (mood !== CALM && this.random.chance(0.6)) this.elect();
  }

  restore(seq: number): void {
    this.life += 1;
    this.rows.length = seq;
    this.drop(0);
    this.known.clear();
    if (this.snapshot && this.snapshot.seq > seq) this.snapshot = null;
  }

  /** From before the run: at once, and with a majority. */
  write(commits: readonly StoredCommit[], process: number): void {
    this.rows.push(...commits);
    this.written(commits, process);
  }

  opened(life: Life): CommitLog {
    const { later, read } = waysTo(this, this.schedule, this.random, life);
    return {
      append: (_board, commits) => this.append(commits, life, later),
      read: (_board, after, limit) => read(() => this.seenBy(life).slice(after, after + limit)),
      story: (_board, subject, before, limit) => read(() => this.seenBy(life).filter(({ seq, subjects }) => seq < before && subjects.includes(subject)).toReversed().slice(0, limit)),
      find: (_board, command) => read(() => this.seenBy(life).find((row) => row.command === command) ?? null),
      head: (board: BoardId, sure) => read((): BoardHead | null => {
        if (sure) this.known.set(life.number, this.rows.length);
        const last = this.seenBy(life).at(-1);
        return last ? { board, seq: last.seq, hash: last.hash } : null;
      }),
      boards: () => read(() => this.seenBy(life).slice(-1).map(({ board, seq, hash }) => ({ board, seq, hash }))),
      // Nothing is erased in these runs.
      erase: async () => undefined,
      erasures: async () => [],
      saveSnapshot: (snapshot) => later(this.now.slow, () => { this.snapshot = snapshot; }),
      loadSnapshot: () => read(() => this.snapshot),
      close: async () => undefined,
    };
  }

  private seenBy({ number }: Life): readonly StoredCommit[] {
    const behind = this.schedule.now < this.behindUntil ? this.random.int(0, 3) : 0;
    const seen = Math.max(Math.min(this.known.get(number) ?? 0, this.rows.length), this.rows.length - behind);
    this.known.set(number, seen);
    return this.rows.slice(0, seen);
  }

  private async append(commits: readonly StoredCommit[], life: Life, later: Later): Promise<Appended> {
    const { random, schedule, now: mood } = this;
    const [first] = commits;
    if (!first) return { ok: true };
    const seen = this.rows[(this.known.get(life.number) ?? 0) - 1];
    // Whoever decided has read the commit that this stands on; else it is asked for, and nothing is sent.
    if (!this.standsOn(seen, first) && !this.standsOn(await later(1, () => this.seenBy(life).at(-1)), first)) return this.why(commits, life) ?? UNKNOWN;
    const luck = random.next();
    if (luck < mood.fault) {
      this.hits += 1;
      return later(1, () => ({ ok: false, why: 'fault', cause: new Error('not primary, and nothing was written') }));
    }
    const lost = luck < mood.fault + mood.unknownLost;
    const deaf = !lost && luck < mood.fault + mood.unknownLost + mood.unknownKept;
    const way = mood.slow * (0.3 + random.next());
    const { life: era } = this;
    const outcome = new Promise<number | null>((resolve) => {
      // Half of the lost ones were only held back, and come when nobody waits for them any more.
      if (lost && random.chance(0.5)) return;
      schedule.after(lost ? way + random.int(500, 6_000) : way, () => {
        schedule.touched = true;
        if (era === this.life) void this.arrive(commits, life.number).then(resolve);
      });
    });
    if (lost || deaf) {
      this.hits += 1;
      return later(way + random.int(10, 2_000), () => UNKNOWN);
    }
    const told = await Promise.race([outcome, later(MAJORITY_WITHIN, () => null)]);
    if (told === null) return later(1, () => UNKNOWN);
    if (told === commits.length) {
      this.known.set(life.number, Math.max(this.known.get(life.number) ?? 0, commits.at(-1)?.seq ?? 0));
      return later(0.2 + random.next(), () => ({ ok: true }));
    }
    for (let waited = 0; waited < SEEN_WITHIN; waited += LOOK_EVERY) {
      const answer = await later(LOOK_EVERY, () => this.why(commits.slice(told), life));
      if (answer) return told === 0 ? answer : { ...answer, kept: told };
    }
    return UNKNOWN;
  }

  private standsOn(before: StoredCommit | undefined, { seq, prevHash }: StoredCommit): boolean {
    return (before?.seq ?? 0) === seq - 1 && (before?.hash ?? GENESIS) === prevHash;
  }

  /** Row by row, until a unique index says no: how many were taken, once a majority has those; null when they were rolled back. */
  private async arrive(commits: readonly StoredCommit[], process: number): Promise<number | null> {
    const held: Promise<boolean>[] = [];
    for (const row of commits) {
      if (this.takes(({ seq, command }) => seq === row.seq || command === row.command)) break;
      held.push(new Promise((settled) => this.tail.push({ row, settled })));
    }
    // A slow or frozen member: a majority has them late.
    const lag = this.now === CALM ? this.random.int(1, 4) : this.random.chance(0.1) ? this.random.int(2_000, 9_000) : this.random.int(1, 200);
    const last = commits[held.length - 1]?.seq ?? 0;
    if (held.length > 0) this.schedule.after(lag, () => this.replicate(last, process));
    return (await Promise.all(held)).includes(false) ? null : held.length;
  }

  private takes(is: (row: StoredCommit) => boolean): boolean {
    return this.tail.some(({ row }) => is(row)) || this.rows.some(is);
  }

  /** A majority has everything up to `seq` now. */
  private replicate(seq: number, process: number): void {
    const held = this.tail.filter(({ row }) => row.seq <= seq);
    if (held.length === 0) return;
    this.schedule.touched = true;
    this.tail = this.tail.slice(held.length);
    this.rows.push(...held.map(({ row }) => row));
    this.written(held.map(({ row }) => row), process);
    for (const { settled } of held) settled(true);
  }

  /** Another member is primary now: it has some of what no majority had, and the rest is gone. */
  private elect(): void {
    this.hits += 1;
    this.behindUntil = this.schedule.now + 300;
    this.drop(this.random.int(0, this.tail.length));
  }

  private drop(from: number): void {
    this.schedule.touched = true;
    for (const { settled } of this.tail.splice(from)) settled(false);
  }

  /** What a majority holds of these numbers and commands; null: what is in the way cannot be read yet. */
  private why(commits: readonly StoredCommit[], life: Life): Extract<Appended, { readonly why: 'conflict' | 'duplicate' }> | null {
    const seen = this.seenBy(life);
    const ids = new Map<CommandId, StoredCommit>(seen.map((row) => [row.command, row]));
    for (const { command } of commits) {
      const commit = ids.get(command);
      if (commit) return { ok: false, why: 'duplicate', command, commit };
    }
    const from = commits[0]?.seq ?? 0;
    const since = seen.filter(({ seq }) => seq >= from);
    return since.length > 0 ? { ok: false, why: 'conflict', head: seen.length, since } : null;
  }
}

const UNKNOWN: Appended = { ok: false, why: 'unknown', cause: new Error('the primary did not answer'), pending: true };
