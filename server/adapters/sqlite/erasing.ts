import { erasedRows, type Erasure, erasureKey, textsWithout } from '../../ports/erasure.ts';
import type { BoardId } from '../../../shared/kernel/ids.ts';
import type { Connection } from './connection.ts';
import { forget as forgetProjected } from './projection-rows.ts';

/** Inside a transaction of the writer. */
export function erase(db: Connection, erasures: readonly Erasure[]): void {
  const note = db.prepare('INSERT OR IGNORE INTO erasures (key, body) VALUES (?, ?)');
  for (const one of erasures) note.run(erasureKey(one), JSON.stringify(one));
  const numbers = db.prepare('SELECT id FROM boards WHERE board = ?');
  const orders = new Map<BoardId, Set<string>>();
  const find = db.prepare('SELECT texts, subjects FROM commits WHERE board = ? AND seq = ?');
  const rewrite = db.prepare('UPDATE commits SET texts = ? WHERE board = ? AND seq = ?');
  const forget = db.prepare('DELETE FROM snapshots WHERE board = ?');
  for (const { board, seq, refs } of erasedRows(erasures)) {
    forget.run(board);
    const number = numbers.get(board)?.['id'] ?? null;
    const row = find.get(number, seq);
    if (!row) continue;
    rewrite.run(textsWithout(String(row['texts']), refs), number, seq);
    orders.set(board, new Set([...(orders.get(board) ?? []), ...(JSON.parse(String(row['subjects'])) as string[])]));
  }
  for (const [board, about] of orders) forgetProjected(db, board, [...about]);
}

/**
 * What was taken away still stands in pages that are free, in gaps of others and in the WAL, older
 * snapshots of it too. The file is written anew without them: that costs its size once, where
 * secure_delete would cost every write and leave the gaps.
 */
export function purge(db: Connection): void {
  db.exec('VACUUM');
  const [checkpoint] = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  if (checkpoint?.['busy'] !== 0) throw new Error('What was erased may still stand in the WAL, because another process reads the file: erase it again.');
}

export function readErasures(db: Connection): Erasure[] {
  // A file that nothing has written to since it has the table is read too.
  if (!db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'erasures'").get()) return [];
  return db.prepare('SELECT body FROM erasures').all().map((row) => JSON.parse(String(row['body'])) as Erasure);
}
