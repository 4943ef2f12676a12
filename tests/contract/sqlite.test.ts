import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWriter } from '../../server/adapters/sqlite/open-file.ts';
import { openSqliteStore, type SqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts';
import type { BoardId } from '../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import { LogReader } from '../../server/adapters/sqlite/log-reader.ts';
import { brokenLogContract } from './broken-log.ts';
import { commitLogContract } from './commit-log.ts';
import { recordContract } from './record-store.ts';
import { erasuresContract } from './erasures.ts';
import { projectingContract } from './projecting.ts';
import { projectionsContract } from './projections.ts';

function makeHome() {
  const folder = mkdtempSync(join(tmpdir(), 'pullcord-contract-'));
  const file = join(folder, 'pullcord.db');
  const opened: SqliteStore[] = [];
  return {
    async open() {
      const store = await openSqliteStore(file);
      opened.push(store);
      return store;
    },
    /** As an administrator would, while the server runs. */
    async dropSnapshots() {
      const db = openWriter(file);
      db.exec('DELETE FROM snapshots');
      db.close();
    },
    async change(board: BoardId, seq: number, change: (row: StoredCommit) => Partial<StoredCommit>) {
      const db = openWriter(file);
      const [row] = new LogReader(db).read(board, seq - 1, 1) as [StoredCommit];
      const { body, subjects, hash } = { ...row, ...change(row) };
      db.prepare('UPDATE commits SET body = ?, subjects = ?, hash = ? WHERE seq = ? AND board = (SELECT id FROM boards WHERE board = ?)').run(body, JSON.stringify(subjects), hash, seq, board);
      db.close();
    },
    async lose(board: BoardId, seq: number) {
      const db = openWriter(file);
      db.prepare('DELETE FROM commits WHERE seq = ? AND board = (SELECT id FROM boards WHERE board = ?)').run(seq, board);
      db.close();
    },
    async remove() {
      for (const store of opened) await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

commitLogContract('SQLite', makeHome, { durable: true });
projectionsContract('SQLite', makeHome);
recordContract('SQLite', makeHome);
projectingContract('SQLite', makeHome);
erasuresContract('SQLite', makeHome, { durable: true });
brokenLogContract('SQLite', makeHome);
