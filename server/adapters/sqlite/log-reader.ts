import type { Directory, Person, Supplier } from '../../../shared/domain/directory.ts';
import type { BoardId, CommandId, PersonId, SupplierId } from '../../../shared/domain/ids.ts';
import type { StoredCommit } from '../../../shared/log/commit.ts';
import type { BoardHead, StoredSnapshot } from '../../ports/commit-log.ts';
import type { Connection, Row, Statement } from './connection.ts';

const COMMIT =
  'SELECT b.board, c.seq, c.command, c.subject, c.body, c.texts, c.prev_hash, c.hash FROM boards b JOIN commits c ON c.board = b.id WHERE b.board = ?';
const HEAD =
  'SELECT b.board, c.seq, c.hash FROM boards b JOIN commits c ON c.board = b.id AND c.seq = (SELECT max(seq) FROM commits WHERE board = b.id)';

/** The questions of the log, prepared once on one connection. */
export class LogReader {
  private readonly after: Statement;
  private readonly about: Statement;
  private readonly byCommand: Statement;
  private readonly last: Statement;
  private readonly heads: Statement;
  private readonly snapshot: Statement;
  private readonly counts: Statement;
  private readonly people: Statement;
  private readonly suppliers: Statement;

  constructor(db: Connection) {
    this.after = db.prepare(`${COMMIT} AND c.seq > ? ORDER BY c.seq LIMIT ?`);
    this.about = db.prepare(`${COMMIT} AND c.subject = ? AND c.seq < ? ORDER BY c.seq DESC LIMIT ?`);
    this.byCommand = db.prepare(`${COMMIT} AND c.command = ?`);
    this.last = db.prepare(`${HEAD} WHERE b.board = ?`);
    this.heads = db.prepare(`${HEAD} ORDER BY b.board`);
    this.snapshot = db.prepare('SELECT board, seq, hash, format, body FROM snapshots WHERE board = ?');
    this.counts = db.prepare(`SELECT (SELECT count(*) FROM commits) AS there, (SELECT seq FROM sqlite_sequence WHERE name = 'commits') AS written`);
    this.people = db.prepare('SELECT body FROM people ORDER BY rowid');
    this.suppliers = db.prepare('SELECT body FROM suppliers ORDER BY rowid');
  }

  read(board: BoardId, after: number, limit: number): StoredCommit[] {
    return this.after.all(board, after, limit).map(commitOf);
  }

  story(board: BoardId, subject: string, before: number, limit: number): StoredCommit[] {
    return this.about.all(board, subject, before, limit).map(commitOf);
  }

  find(board: BoardId, command: CommandId): StoredCommit | null {
    const row = this.byCommand.get(board, command);
    return row ? commitOf(row) : null;
  }

  head(board: BoardId): BoardHead | null {
    const row = this.last.get(board);
    return row ? headOf(row) : null;
  }

  boards(): BoardHead[] {
    return this.heads.all().map(headOf);
  }

  /** Commits there are, and commits ever written: no commit is ever deleted. */
  count(): { readonly there: number; readonly written: number } {
    const row = this.counts.get();
    return { there: Number(row?.['there']), written: Number(row?.['written'] ?? 0) };
  }

  loadSnapshot(board: BoardId): StoredSnapshot | null {
    const row = this.snapshot.get(board);
    return row ? ({ board: row['board'], seq: row['seq'], hash: row['hash'], format: row['format'], body: row['body'] } as StoredSnapshot) : null;
  }

  loadDirectory(): Directory {
    const people: Record<PersonId, Person> = {};
    const suppliers: Record<SupplierId, Supplier> = {};
    for (const row of this.people.all()) {
      const person = JSON.parse(String(row['body'])) as Person;
      people[person.id] = person;
    }
    for (const row of this.suppliers.all()) {
      const supplier = JSON.parse(String(row['body'])) as Supplier;
      suppliers[supplier.id] = supplier;
    }
    return { people, suppliers };
  }
}

const headOf = (row: Row): BoardHead => ({ board: row['board'], seq: row['seq'], hash: row['hash'] }) as BoardHead;

const commitOf = (row: Row): StoredCommit =>
  ({
    board: row['board'],
    seq: row['seq'],
    command: row['command'],
    subject: row['subject'],
    body: row['body'],
    texts: row['texts'],
    prevHash: row['prev_hash'],
    hash: row['hash'],
  }) as StoredCommit;
