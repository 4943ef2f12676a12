import { CannotOpen } from '../cannot-open.ts';
import { PROJECTIONS } from './projection-rows.ts';
import { BUSY, codeOf, valueOf, type Connection } from './connection.ts';
import { RECORDS } from './records.ts';

/** The file's data format, kept in PRAGMA user_version. Formats of single commits are upcast's. */
export const SCHEMA = 4;
/** Older ones were never released: their people and suppliers have no versions. */
const OLDEST = 4;
/** 'PULL': tells our file from any other program's. */
const APPLICATION = 0x50554c4c;
/** Another process on the same file may hold the write lock; ms. */
const BUSY_FOR = 5_000;

/**
 * Unique (board, seq) and unique (board, command) are the whole of the concurrency control (R1).
 * Boards are numbered here because a row is repeated in two indexes, and each page that a commit
 * touches is written to the WAL whole: with names in them a group of commits cost twice as much.
 * Command ids come first in their index for the same reason: they grow with time, boards do not.
 * Rows are counted for ever (AUTOINCREMENT): the chain cannot tell that its end was cut off, the
 * count can.
 * `about` says which commits are about an order; `subjects` is the same as JSON, read with its row. It
 * is kept with each commit: 0.05 ms a group of ten, and a story of 42 rows takes 0.4 ms among a million.
 */
const TABLES = `
  CREATE TABLE boards (id INTEGER PRIMARY KEY, board TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE commits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    board INTEGER NOT NULL REFERENCES boards (id),
    seq INTEGER NOT NULL CHECK (seq > 0),
    command TEXT NOT NULL,
    subjects TEXT NOT NULL,
    body TEXT NOT NULL,
    texts TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (board, seq)
  ) STRICT;
  CREATE UNIQUE INDEX commits_by_command ON commits (command, board);
  CREATE TABLE snapshots (
    board TEXT PRIMARY KEY,
    seq INTEGER NOT NULL,
    hash TEXT NOT NULL,
    format INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE TABLE about (board INTEGER NOT NULL, subject TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (board, subject, seq)) STRICT, WITHOUT ROWID;
`;

/** What was erased, and never again to be shown. Made where it is missing: a file of any format may have been written without. */
const ERASURES = 'CREATE TABLE IF NOT EXISTS erasures (key TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT';

/** NORMAL loses acknowledged commits at a power cut; the power-cut test proves that it would notice. */
export type Synchronous = 'FULL' | 'NORMAL';

/** Sets up a connection that writes, and refuses to go on unless what it set is what it reads back. */
export function prepareWriter(db: Connection, file: string, synchronous: Synchronous = 'FULL'): void {
  db.exec(`PRAGMA busy_timeout = ${BUSY_FOR}`);
  refuseForeign(db, file);
  patiently(() => db.exec('PRAGMA journal_mode = WAL'));
  db.exec(`PRAGMA synchronous = ${synchronous}`);
  db.exec('PRAGMA foreign_keys = ON');
  // Command ids are scattered over their index: with the default 2 MB every insert reads a page back.
  db.exec('PRAGMA cache_size = -32000');
  // Pages that many commits touch go from the WAL into the file once: fewer and larger checkpoints. Each
  // stops the writer for some 10 ms, which more than one move in two hundred would feel at a quarter of this.
  db.exec('PRAGMA wal_autocheckpoint = 16000');
  // R2: `ok` means on disk only under these two; a default or an old file may say otherwise.
  expect(db, 'journal_mode', 'wal');
  expect(db, 'synchronous', synchronous === 'FULL' ? 2 : 1);
  expect(db, 'foreign_keys', 1);
  makeTables(db, file);
  // A process killed between write and fsync left its tail in the page cache only. Whoever reads it
  // now would take it for durable, so it is made durable before anyone does (R3).
  db.prepare('PRAGMA wal_checkpoint(PASSIVE)').all();
}

/**
 * After a failed fsync the kernel takes the lost pages of the WAL for clean: what a reader sees may
 * never reach the disk, and older frames that did would be replayed over newer pages at the next
 * start. So everything is copied into the file, and then one small commit begins the WAL anew: only
 * its fsync makes the old frames void (the power-cut test loses commits without it).
 */
export function makeDurable(db: Connection): void {
  const [checkpoint] = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  if (checkpoint?.['busy'] !== 0) throw new Error('Another process keeps the log from being settled.');
  db.exec(`PRAGMA user_version = ${SCHEMA}`);
}

export function prepareReader(db: Connection, file: string): void {
  db.exec(`PRAGMA busy_timeout = ${BUSY_FOR}`);
  refuseForeign(db, file);
  db.exec('PRAGMA query_only = ON');
}

function refuseForeign(db: Connection, file: string): void {
  const version = Number(valueOf(db, 'PRAGMA user_version'));
  const application = Number(valueOf(db, 'PRAGMA application_id'));
  const fresh = version === 0 && Number(valueOf(db, 'SELECT count(*) FROM sqlite_schema')) === 0;
  if (application !== APPLICATION && !fresh) {
    throw new CannotOpen(`${file} belongs to another program: move it away, or set DATA_DIR to another folder.`);
  }
  if (version > 0 && version < OLDEST) {
    throw new CannotOpen(
      `${file} was written by a version of Pullcord from before the first release (data format ${version}, this one begins with ${OLDEST}): move it away, or set DATA_DIR to another folder.`,
    );
  }
  if (version > SCHEMA) {
    throw new CannotOpen(
      `${file} was written by a newer version of Pullcord (data format ${version}, this one knows ${SCHEMA}): start that version, or set DATA_DIR to another folder.`,
    );
  }
}

function makeTables(db: Connection, file: string): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    // Again, under the write lock: two processes may have found the file fresh.
    refuseForeign(db, file);
    if (Number(valueOf(db, 'PRAGMA user_version')) === 0) {
      db.exec(TABLES);
      db.exec(RECORDS);
      db.exec(`PRAGMA application_id = ${APPLICATION}`);
      db.exec(`PRAGMA user_version = ${SCHEMA}`);
    }
    db.exec(ERASURES);
    db.exec(PROJECTIONS);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

function expect(db: Connection, pragma: string, wanted: string | number): void {
  const found = valueOf(db, `PRAGMA ${pragma}`);
  if (found !== wanted) {
    throw new CannotOpen(`The database refuses ${pragma} = ${wanted} (it says ${found}), without which saved moves could be lost: use a local disk for DATA_DIR.`);
  }
}

/** Switching a file to WAL does not wait for the lock by itself when two processes start at once. */
function patiently(act: () => void): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += 20) {
    try {
      act();
      return;
    } catch (error) {
      if (codeOf(error) !== BUSY || waited >= BUSY_FOR) throw error;
      Atomics.wait(pause, 0, 0, 20);
    }
  }
}
