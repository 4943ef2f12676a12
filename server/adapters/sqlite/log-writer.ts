import type { BoardId } from '../../../shared/kernel/ids.ts';
import { GENESIS, type StoredCommit } from '../../../shared/log/commit.ts';
import type { Appended, StoredSnapshot } from '../../ports/commit-log.ts';
import { shapeFault } from '../batch-shape.ts';
import { asError, codeOf, CONSTRAINT, TOO_BIG, valueOf, type Connection, type Statement } from './connection.ts';
import type { Erasure } from '../../ports/erasure.ts';
import type { StoredRecord } from '../../ports/record-store.ts';
import { erase, purge } from './erasing.ts';
import { LogReader } from './log-reader.ts';
import { change, type ProjectionChange } from './projection-rows.ts';
import { replaceRecords, writeRecord } from './records.ts';
import { makeDurable } from './schema.ts';

export type Write =
  | { readonly op: 'append'; readonly board: BoardId; readonly commits: readonly StoredCommit[] }
  | { readonly op: 'snapshot'; readonly snapshot: StoredSnapshot }
  /** Refused as a conflict with the version that stands there. */
  | { readonly op: 'record'; readonly record: StoredRecord }
  | { readonly op: 'records'; readonly records: readonly StoredRecord[] }
  | { readonly op: 'erase'; readonly erasures: readonly Erasure[] }
  | ProjectionChange;

/** Places where a test may let the writer fail, named after what has happened by then (REL-4). */
export type FailPoint = 'begun' | 'written' | 'committed';

interface Prepared {
  readonly db: Connection;
  readonly reader: LogReader;
  readonly begin: Statement;
  readonly commit: Statement;
  readonly rollback: Statement;
  readonly save: Statement;
  readonly release: Statement;
  readonly back: Statement;
  readonly insert: Statement;
  readonly snapshot: Statement;
  readonly version: Statement;
  readonly number: Statement;
  readonly enroll: Statement;
  readonly file: Statement;
  /** What this connection wrote last; true while no other process has written (`version`). */
  readonly heads: Map<BoardId, Head>;
  seen: unknown;
}

interface Head {
  /** The board's number in the file; null before its first commit. */
  readonly number: number | null;
  readonly seq: number;
  readonly hash: string;
}

/**
 * Turns a group of waiting writes into one transaction and one fsync. A write
 * that is refused does not hurt its neighbours.
 */
export class LogWriter {
  private readonly open: () => Connection;
  private readonly failAt: (point: FailPoint) => void;
  private prepared: Prepared | null;
  private durable: number;

  /** `open` gives a connection that passed prepareWriter; it is called again after a doubtful COMMIT. */
  constructor(open: () => Connection, failAt: (point: FailPoint) => void = () => {}) {
    this.open = open;
    this.failAt = failAt;
    this.prepared = prepare(open());
    this.durable = this.prepared.reader.end();
  }

  /** Answers of `writes`, in their order, when all that can be on disk is on disk. */
  group(writes: readonly Write[]): Appended[] {
    const all = (answer: Appended): Appended[] => writes.map(() => answer);
    let on: Prepared;
    try {
      on = this.prepared ??= this.reopened(writes);
      on.begin.run();
      this.failAt('begun');
      refresh(on);
      // Behind it lies what this group is about to write: while its fate is open, nothing behind it is believed.
      this.durable = on.reader.end();
    } catch (error) {
      if (this.prepared) this.giveUp(this.prepared);
      return all({ ok: false, why: 'fault', cause: asError(error) });
    }
    let answers: Appended[];
    try {
      answers = writes.map((write) => this.attempt(on, write));
      this.failAt('written');
    } catch (error) {
      // No COMMIT was asked for, so nothing of this group can ever be read: a fault, and for all,
      // because a conflict inside the group may have been with a row that is gone now.
      this.giveUp(on);
      return all({ ok: false, why: 'fault', cause: asError(error) });
    }
    if (!answers.some((answer) => answer.ok)) {
      this.giveUp(on);
      return answers;
    }
    try {
      on.commit.run();
      this.failAt('committed');
      this.durable = on.reader.end();
      return purged(on.db, writes, answers);
    } catch (error) {
      // R3: after a failed fsync the page cache may show what the disk does not have. Nothing more is
      // written on this connection; a fresh one must first prove itself and make the tail durable.
      this.drop();
      try {
        this.prepared = this.reopened(writes);
      } catch {
        this.prepared = null;
      }
      return all({ ok: false, why: 'unknown', cause: asError(error) });
    }
  }

  /** False while a doubtful write could not be settled: what is read then may not be on disk. */
  get settled(): boolean {
    return this.prepared !== null;
  }

  /** Every row counted up to this one is on disk, whatever became of the last group. */
  get durableTo(): number {
    return this.durable;
  }

  /** Reads on the writing connection, for those who have no other; null while unsettled. */
  get reader(): LogReader | null {
    return this.prepared?.reader ?? null;
  }

  close(): void {
    this.prepared?.db.close();
    this.prepared = null;
  }

  private attempt(on: Prepared, write: Write): Appended {
    // One row is undone by SQLite itself when it is refused, and filing refuses nothing (IGNORE); only more than one need a savepoint.
    const several = write.op !== 'append' || write.commits.length > 1 || write.commits[0]?.seq === 1;
    if (several) on.save.run();
    try {
      const refused = this.write(on, write);
      if (several) on.release.run();
      return refused ?? { ok: true };
    } catch (error) {
      const code = codeOf(error);
      if (!on.db.isTransaction || (code !== CONSTRAINT && code !== TOO_BIG)) throw error;
      if (several) {
        on.back.run();
        on.release.run();
      }
      if (write.op === 'append') on.heads.delete(write.board);
      const refused = code === CONSTRAINT && write.op === 'append' ? why(on.reader, write.board, write.commits) : null;
      return refused ?? { ok: false, why: 'fault', cause: asError(error) };
    }
  }

  /** null: written; an answer: refused before anything was written. */
  private write(on: Prepared, write: Write): Appended | null {
    switch (write.op) {
      case 'append': return append(on, write.board, write.commits);
      case 'snapshot': {
        const { board, seq, hash, format, body } = write.snapshot;
        on.snapshot.run(board, seq, hash, format, body);
        return null;
      }
      case 'record': {
        const standing = writeRecord(on.db, write.record);
        return standing === null ? null : { ok: false, why: 'conflict', head: standing };
      }
      case 'records':
        replaceRecords(on.db, write.records);
        return null;
      case 'erase':
        erase(on.db, write.erasures);
        return null;
      case 'project': case 'begin projection': case 'drop projection':
        return change(on.db, write) ? null : { ok: false, why: 'conflict', head: 0 };
    }
  }

  private giveUp(on: Prepared): void {
    on.heads.clear();
    try {
      if (on.db.isTransaction) on.rollback.run();
    } catch {
      // The next group opens a fresh connection; what was not committed does not come back.
      this.drop();
    }
  }

  private drop(): void {
    try {
      this.prepared?.db.close();
    } catch {
      // It is given up because it fails; nothing is lost by not closing it well.
    }
    this.prepared = null;
  }

  /** A fresh connection, after proof that the file is whole and the end of each board is on disk. */
  private reopened(writes: readonly Write[]): Prepared {
    const on = prepare(this.open());
    try {
      const verdict = valueOf(on.db, 'PRAGMA quick_check(1)');
      if (verdict !== 'ok') throw new Error(`The database is damaged: ${verdict}`);
      for (const write of writes) if (write.op === 'append') proveTail(on.reader, write.board);
      makeDurable(on.db);
      return on;
    } catch (error) {
      on.db.close();
      throw error;
    }
  }
}

/** Its neighbours are on disk, whatever becomes of it: an erasure that did not reach the last copy is asked for again. */
function purged(db: Connection, writes: readonly Write[], answers: Appended[]): Appended[] {
  if (!writes.some(({ op }) => op === 'erase')) return answers;
  try {
    purge(db);
    return answers;
  } catch (error) {
    return answers.map((answer, at) => (writes[at]?.op === 'erase' ? { ok: false, why: 'fault', cause: asError(error) } : answer));
  }
}

function prepare(db: Connection): Prepared {
  return {
    db,
    reader: new LogReader(db),
    begin: db.prepare('BEGIN IMMEDIATE'),
    commit: db.prepare('COMMIT'),
    rollback: db.prepare('ROLLBACK'),
    save: db.prepare('SAVEPOINT one'),
    release: db.prepare('RELEASE one'),
    back: db.prepare('ROLLBACK TO one'),
    version: db.prepare('PRAGMA data_version'),
    number: db.prepare('SELECT id FROM boards WHERE board = ?'),
    enroll: db.prepare('INSERT INTO boards (board) VALUES (?)'),
    heads: new Map(),
    seen: undefined,
    insert: db.prepare('INSERT INTO commits (board, seq, command, subjects, body, texts, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'),
    file: db.prepare('INSERT OR IGNORE INTO about (board, subject, seq) VALUES (?, ?, ?)'),
    snapshot: db.prepare('INSERT OR REPLACE INTO snapshots (board, seq, hash, format, body) VALUES (?, ?, ?, ?, ?)'),
  };
}

function append(on: Prepared, board: BoardId, commits: readonly StoredCommit[]): Appended | null {
  const cause = shapeFault(board, commits);
  if (cause) return { ok: false, why: 'fault', cause };
  const first = commits[0];
  const last = commits.at(-1);
  if (!first || !last) return null;
  const head = headOf(on, board);
  // The unique indexes alone would admit a gap, and a commit chained to a head that is not ours.
  if (first.seq !== head.seq + 1 || first.prevHash !== head.hash) return why(on.reader, board, commits);
  const number = head.number ?? enroll(on, board);
  for (const { seq, command, subjects, body, texts, prevHash, hash } of commits) {
    on.insert.run(number, seq, command, JSON.stringify(subjects), body, texts, prevHash, hash);
    for (const subject of subjects) on.file.run(number, subject, seq);
  }
  on.heads.set(board, { number, seq: last.seq, hash: last.hash });
  return null;
}

/** Inside the write transaction, so nobody else can write: what was read once stays true. */
function refresh(on: Prepared): void {
  const version = on.version.get()?.['data_version'];
  if (version !== on.seen || on.heads.size > 10_000) on.heads.clear();
  on.seen = version;
}

function headOf(on: Prepared, board: BoardId): Head {
  const known = on.heads.get(board);
  if (known) return known;
  const { seq, hash } = on.reader.head(board) ?? { seq: 0, hash: GENESIS };
  return { number: (on.number.get(board)?.['id'] as number | undefined) ?? null, seq, hash };
}

function enroll(on: Prepared, board: BoardId): number {
  on.enroll.run(board);
  return Number(on.number.get(board)?.['id']);
}

/** A known command says more than a taken number: whoever retries gets its first answer (I2). */
function why(reader: LogReader, board: BoardId, commits: readonly StoredCommit[]): Appended {
  for (const { command } of commits) {
    const commit = reader.find(board, command);
    if (commit) return { ok: false, why: 'duplicate', command, commit };
  }
  return { ok: false, why: 'conflict', head: reader.head(board)?.seq ?? 0 };
}

const TAIL = 100;

function proveTail(reader: LogReader, board: BoardId): void {
  const head = reader.head(board);
  if (!head) return;
  const tail = reader.read(board, Math.max(0, head.seq - TAIL), TAIL);
  tail.forEach((commit, at) => {
    const before = tail[at - 1];
    if (before && (commit.seq !== before.seq + 1 || commit.prevHash !== before.hash)) {
      throw new Error(`The log of board ${board} is broken at commit ${commit.seq}.`);
    }
  });
}
