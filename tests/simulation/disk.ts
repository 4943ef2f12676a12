import type { Appended, BoardHead, CommitLog, StoredSnapshot } from '../../server/ports/commit-log.ts';
import type { BoardId, CommandId } from '../../shared/kernel/ids.ts';
import { GENESIS } from '../../shared/log/commit.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import type { Random } from '../support/chance.ts';
import type { Schedule } from './schedule.ts';

/** How the disk behaves just now: chances of each append or read, and ms of an append. */
export interface DiskMood {
  /** Refuses; nothing is written. */
  readonly fault: number;
  /** Says nothing certain; nothing was written. */
  readonly unknownLost: number;
  /** Says nothing certain; it was written. */
  readonly unknownKept: number;
  readonly readFault: number;
  readonly slow: number;
}

export const CALM: DiskMood = { fault: 0, unknownLost: 0, unknownKept: 0, readFault: 0, slow: 4 };

/** A process that may die between any two steps; nothing of it happens after that. */
export interface Life { alive: boolean; readonly number: number }

export type DiskMutant = 'ack-before-write' | 'no-dedupe' | 'no-compare' | null;

/** Outlives every process: what it holds is what counts. */
export interface Store {
  mood: DiskMood;
  /** Faults that struck. */
  hits: number;
  readonly commits: readonly StoredCommit[];
  /** An older backup is put in place of it. */
  restore(seq: number): void;
  /** At once and for certain, before the run begins. */
  write(commits: readonly StoredCommit[], process: number): void;
  /** As one process sees it. */
  opened(life: Life): CommitLog;
}

/** So many ms later, unless the process is dead by then. */
export type Later = <T>(ms: number, value: () => T) => Promise<T>;

/** How a process hears from a store: late, never after its death, and not at all where the mood fails its reads. */
export function waysTo(store: Store, schedule: Schedule, random: Random, life: Life): { readonly later: Later; readonly read: <T>(value: () => T) => Promise<T> } {
  const later: Later = (ms, value) => new Promise((resolve, reject) => {
    schedule.after(ms, () => {
      if (!life.alive) return;
      schedule.touched = true;
      try { resolve(value()); } catch (thrown) { reject(thrown as Error); }
    });
  });
  const read = <T>(value: () => T): Promise<T> => {
    const failing = random.chance(store.mood.readFault);
    return later(0.5 + random.next(), () => {
      if (!failing) return value();
      store.hits += 1;
      throw new Error('the store did not answer');
    });
  };
  return { later, read };
}

/** A file that several processes may have open. */
export class Disk implements Store {
  mood: DiskMood = CALM;
  hits = 0;
  private rows: StoredCommit[] = [];
  private readonly byCommand = new Map<CommandId, StoredCommit>();
  private snapshot: StoredSnapshot | null = null;

  constructor(
    private readonly schedule: Schedule, private readonly random: Random,
    private readonly written: (rows: readonly StoredCommit[], process: number) => void, private readonly mutant: DiskMutant,
  ) {}

  get commits(): readonly StoredCommit[] {
    return this.rows;
  }

  find(id: CommandId): StoredCommit | undefined {
    return this.byCommand.get(id);
  }

  restore(seq: number): void {
    for (const row of this.rows.slice(seq)) this.byCommand.delete(row.command);
    this.rows = this.rows.slice(0, seq);
    if (this.snapshot && this.snapshot.seq > seq) this.snapshot = null;
  }

  /** Unique (board, seq) and unique (board, command), all of it or nothing, at one instant. */
  write(commits: readonly StoredCommit[], process: number): Appended {
    if (this.mutant !== 'no-dedupe') {
      for (const { command } of commits) {
        const commit = this.byCommand.get(command);
        if (commit) return { ok: false, why: 'duplicate', command, commit };
      }
    }
    const last = this.rows.at(-1);
    const [first] = commits;
    if (!first) return { ok: true };
    if (this.mutant !== 'no-compare' && (first.seq !== (last?.seq ?? 0) + 1 || first.prevHash !== (last?.hash ?? GENESIS))) {
      return { ok: false, why: 'conflict', head: last?.seq ?? 0 };
    }
    for (const row of commits) this.byCommand.set(row.command, row);
    this.rows.push(...commits);
    this.written(commits, process);
    return { ok: true };
  }

  opened(life: Life): CommitLog {
    const { later, read } = waysTo(this, this.schedule, this.random, life);
    return {
      append: (_board, commits) => this.append(commits, life, later),
      read: (_board, after, limit) => read(() => this.rows.slice(after, after + limit)),
      story: (_board, subject, before, limit) => read(() => this.commits.filter(({ seq, subjects }) => seq < before && subjects.includes(subject)).toReversed().slice(0, limit)),
      find: (_board, command) => read(() => (this.mutant === 'no-dedupe' ? null : this.byCommand.get(command) ?? null)),
      head: (board: BoardId) => read((): BoardHead | null => {
        const last = this.rows.at(-1);
        return last ? { board, seq: last.seq, hash: last.hash } : null;
      }),
      boards: () => read(() => this.rows.slice(-1).map(({ board, seq, hash }) => ({ board, seq, hash }))),
      // Nothing is erased in these runs.
      erase: async () => undefined,
      erasures: async () => [],
      saveSnapshot: (snapshot) => later(this.mood.slow, () => { this.snapshot = snapshot; }),
      loadSnapshot: () => read(() => this.snapshot),
      close: async () => undefined,
    };
  }

  private append(commits: readonly StoredCommit[], life: Life, later: Later): Promise<Appended> {
    const { random, mood } = this;
    const luck = random.next();
    const reaches = mood.slow * (0.3 + random.next());
    const back = 0.2 + random.next();
    // A write under way when its process dies may still reach the disk, even after the next process has opened it.
    const landsAfterDeath = random.chance(0.5);
    const fault = luck < mood.fault;
    const lost = !fault && luck < mood.fault + mood.unknownLost;
    const kept = !fault && !lost && luck < mood.fault + mood.unknownLost + mood.unknownKept;
    if (this.mutant === 'ack-before-write') {
      this.schedule.after(reaches + 20, () => { if (life.alive && !fault && !lost) this.write(commits, life.number); });
      return later(back, () => ({ ok: true }));
    }
    return new Promise((resolve) => {
      this.schedule.after(reaches, () => {
        if (!life.alive && !landsAfterDeath) return;
        if (fault || lost || kept) this.hits += 1;
        const outcome: Appended = fault ? { ok: false, why: 'fault', cause: new Error('no room on the disk') }
          : lost ? { ok: false, why: 'unknown', cause: new Error('the disk did not answer') } : this.write(commits, life.number);
        const answer: Appended = kept && outcome.ok ? { ok: false, why: 'unknown', cause: new Error('the disk did not answer') } : outcome;
        void later(back, () => answer).then(resolve);
      });
    });
  }
}
