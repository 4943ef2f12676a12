import type { BoardId } from '../../../shared/kernel/ids.ts';
import type { Cursor, ProjectedRow, ProjectionWrite } from '../../ports/projection-store.ts';
import type { Connection, Row } from './connection.ts';

/** What of the projections is written, inside a transaction of the writer. */
export type ProjectionChange =
  | { readonly op: 'project'; readonly write: ProjectionWrite }
  | { readonly op: 'begin projection'; readonly projection: string; readonly board: BoardId }
  | { readonly op: 'drop projection'; readonly projection: string; readonly most: number };

/** Rows are folded from the log again, so a file of any format may lack the tables: they are made where they are missing. */
export const PROJECTIONS = `
  CREATE TABLE IF NOT EXISTS projections (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    board TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0,
    seq INTEGER NOT NULL DEFAULT 0,
    hash TEXT NOT NULL DEFAULT '',
    erased INTEGER NOT NULL DEFAULT 0,
    UNIQUE (name, board)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS projected (
    projection INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    tokens TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (projection, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS projected_newest ON projected (projection, at DESC, id DESC, kind);
  CREATE TABLE IF NOT EXISTS projected_tokens (projection INTEGER NOT NULL, token TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (projection, token, id)) STRICT, WITHOUT ROWID;
`;

export const cursorOf = (row: Row): Cursor => ({ revision: row['revision'], seq: row['seq'], hash: row['hash'], erased: row['erased'] }) as unknown as Cursor;
export const rowOf = (row: Row): ProjectedRow =>
  ({ id: row['id'], kind: row['kind'], at: row['at'], tokens: JSON.parse(String(row['tokens'])) as string[], body: row['body'] }) as unknown as ProjectedRow;

/** false: somebody else wrote since the cursor was read, and nothing was written. */
export function change(db: Connection, change: ProjectionChange): boolean {
  switch (change.op) {
    case 'begin projection':
      db.prepare('INSERT OR IGNORE INTO projections (name, board) VALUES (?, ?)').run(change.projection, change.board);
      return true;
    case 'drop projection':
      drop(db, change.projection, change.most);
      return true;
    case 'project':
      return project(db, change.write);
  }
}

function project(db: Connection, { projection, board, cursor, rows, anew }: ProjectionWrite): boolean {
  const number = db.prepare('SELECT id FROM projections WHERE name = ? AND board = ? AND revision = ?').get(projection, board, cursor.revision)?.['id'];
  if (number === undefined) return false;
  if (anew) for (const table of ['projected', 'projected_tokens']) db.prepare(`DELETE FROM ${table} WHERE projection = ?`).run(number);
  const known = db.prepare('SELECT tokens FROM projected WHERE projection = ? AND id = ?');
  const put = db.prepare('INSERT OR REPLACE INTO projected (projection, id, kind, at, tokens, body) VALUES (?, ?, ?, ?, ?, ?)');
  const find = db.prepare('INSERT OR IGNORE INTO projected_tokens (projection, token, id) VALUES (?, ?, ?)');
  const lose = db.prepare('DELETE FROM projected_tokens WHERE projection = ? AND token = ? AND id = ?');
  for (const { id, kind, at, tokens, body } of rows) {
    const text = JSON.stringify(tokens);
    const before = String(known.get(number, id)?.['tokens'] ?? '[]');
    put.run(number, id, kind, at, text, body);
    if (before === text) continue;
    const stay = new Set(tokens);
    for (const token of JSON.parse(before) as string[]) if (!stay.has(token)) lose.run(number, token, id);
    for (const token of stay) find.run(number, token, id);
  }
  db.prepare('UPDATE projections SET revision = revision + 1, seq = ?, hash = ?, erased = ? WHERE id = ?').run(cursor.seq, cursor.hash, cursor.erased, number);
  return true;
}

function drop(db: Connection, name: string, most: number): void {
  const some = db.prepare('SELECT p.id AS projection, r.id, r.tokens FROM projections p JOIN projected r ON r.projection = p.id WHERE p.name = ? LIMIT ?').all(name, most);
  remove(db, some);
  if (some.length < most) db.prepare('DELETE FROM projections WHERE name = ?').run(name);
}

/** The orders' texts were erased: their rows go, and who is just writing them anew has read the cursor of before. */
export function forget(db: Connection, board: BoardId, orders: readonly string[]): void {
  db.prepare('UPDATE projections SET revision = revision + 1 WHERE board = ?').run(board);
  remove(db, db.prepare('SELECT p.id AS projection, r.id, r.tokens FROM projections p JOIN projected r ON r.projection = p.id WHERE p.board = ? AND r.id IN (SELECT value FROM json_each(?))').all(board, JSON.stringify(orders)));
}

function remove(db: Connection, rows: readonly Row[]): void {
  const lose = db.prepare('DELETE FROM projected_tokens WHERE projection = ? AND token = ? AND id = ?');
  const gone = db.prepare('DELETE FROM projected WHERE projection = ? AND id = ?');
  for (const { projection = null, id = null, tokens } of rows) {
    for (const token of JSON.parse(String(tokens)) as string[]) lose.run(projection, token, id);
    gone.run(projection, id);
  }
}
