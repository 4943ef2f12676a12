import type { BoardId, CommandId } from '../../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../../shared/log/commit.ts';
import type { BoardHead, StoredSnapshot } from '../../ports/commit-log.ts';
import type { Connection, Row, Statement } from './connection.ts';

const FIELDS_OF = 'SELECT b.board, c.seq, c.command, c.subjects, c.body, c.texts, c.prev_hash, c.hash';
const COMMIT = `${FIELDS_OF} FROM boards b JOIN commits c ON c.board = b.id WHERE b.board = ?`;
/** Stands in no field: ids cannot hold it, and JSON escapes it. */
const END = '\u001f';
/** A page as one text: fetching the fields of a thousand rows one by one takes three times as long. */
const PAGE = `SELECT count(*) AS rows, group_concat(seq || x'1f' || command || x'1f' || subjects || x'1f' || body
  || x'1f' || texts || x'1f' || prev_hash || x'1f' || hash, x'1f') AS page FROM (${COMMIT} AND c.seq > ? ORDER BY c.seq LIMIT ?)`;
const FIELDS = 7;
/** CROSS: the few numbers first, then their rows. */
const ABOUT = `${FIELDS_OF} FROM boards b CROSS JOIN about a ON a.board = b.id CROSS JOIN commits c ON c.board = b.id AND c.seq = a.seq
  WHERE b.board = ? AND a.subject = ? AND a.seq < ? ORDER BY a.seq DESC LIMIT ?`;
/** The plus keeps SQLite in the index of (board, seq): a head is its first entry from behind, or nearly. */
const HEAD =
  'SELECT b.board, c.seq, c.hash FROM boards b JOIN commits c ON c.board = b.id AND c.seq = (SELECT seq FROM commits WHERE board = b.id AND +id <= ?1 ORDER BY seq DESC LIMIT 1)';
/** All rows, as far as they are counted. */
export const ALL = Number.MAX_SAFE_INTEGER;

/** The questions of the log, prepared once on one connection. */
export class LogReader {
  private readonly after: Statement;
  private readonly page: Statement;
  private readonly about: Statement;
  private readonly byCommand: Statement;
  private readonly byCommands: Statement;
  private readonly last: Statement;
  private readonly heads: Statement;
  private readonly snapshot: Statement;
  private readonly counts: Statement;
  private readonly lastRow: Statement;

  constructor(db: Connection) {
    this.after = db.prepare(`${COMMIT} AND c.seq > ? ORDER BY c.seq LIMIT ?`);
    this.page = db.prepare(PAGE);
    this.about = db.prepare(ABOUT);
    this.byCommand = db.prepare(`${COMMIT} AND c.command = ?`);
    this.byCommands = db.prepare(`${COMMIT} AND c.command IN (SELECT value FROM json_each(?))`);
    this.last = db.prepare(`${HEAD} WHERE b.board = ?2`);
    this.heads = db.prepare(`${HEAD} ORDER BY b.board`);
    this.snapshot = db.prepare('SELECT board, seq, hash, format, body FROM snapshots WHERE board = ?');
    this.counts = db.prepare(`SELECT (SELECT count(*) FROM commits) AS there, (SELECT seq FROM sqlite_sequence WHERE name = 'commits') AS written`);
    this.lastRow = db.prepare('SELECT max(id) AS id FROM commits');
  }

  read(board: BoardId, after: number, limit: number): StoredCommit[] {
    const { rows, page } = this.page.get(board, after, limit) ?? {};
    if (!rows) return [];
    const fields = String(page).split(END);
    // Somebody wrote an END into a field: the rows themselves say which.
    if (fields.length !== Number(rows) * FIELDS) return this.after.all(board, after, limit).map(commitOf);
    return commitsOf(board, fields);
  }

  story(board: BoardId, subject: string, before: number, limit: number): StoredCommit[] {
    return this.about.all(board, subject, before, limit).map(commitOf);
  }

  find(board: BoardId, command: CommandId): StoredCommit | null {
    const row = this.byCommand.get(board, command);
    return row ? commitOf(row) : null;
  }

  findAny(board: BoardId, commands: readonly CommandId[]): StoredCommit[] {
    return this.byCommands.all(board, JSON.stringify(commands)).map(commitOf);
  }

  /** `upTo`: rows counted after that one are left out. */
  head(board: BoardId, upTo = ALL): BoardHead | null {
    const row = this.last.get(upTo, board);
    return row ? headOf(row) : null;
  }

  boards(upTo = ALL): BoardHead[] {
    return this.heads.all(upTo).map(headOf);
  }

  /** The count of the last row. */
  end(): number {
    return Number(this.lastRow.get()?.['id'] ?? 0);
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
}

const headOf = (row: Row): BoardHead => ({ board: row['board'], seq: row['seq'], hash: row['hash'] }) as BoardHead;

function commitsOf(board: BoardId, fields: readonly string[]): StoredCommit[] {
  const commits: StoredCommit[] = [];
  for (let at = 0; at < fields.length; at += FIELDS) {
    commits.push({
      board,
      seq: Number(fields[at]),
      command: fields[at + 1] as CommandId,
      subjects: JSON.parse(fields[at + 2] as string) as string[],
      body: fields[at + 3] as string,
      texts: fields[at + 4] as string,
      prevHash: fields[at + 5] as string,
      hash: fields[at + 6] as string,
    });
  }
  return commits;
}

const commitOf = (row: Row): StoredCommit =>
  ({
    board: row['board'],
    seq: row['seq'],
    command: row['command'],
    subjects: JSON.parse(String(row['subjects'])) as string[],
    body: row['body'],
    texts: row['texts'],
    prevHash: row['prev_hash'],
    hash: row['hash'],
  }) as unknown as StoredCommit;
