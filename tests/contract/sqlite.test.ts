import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWriter } from '../../server/adapters/sqlite/open-file.ts';
import { openSqliteStore, type SqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts';
import { commitLogContract } from './commit-log.ts';
import { directoryContract } from './directory-store.ts';

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
    async remove() {
      for (const store of opened) await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

commitLogContract('SQLite', makeHome, { durable: true });
directoryContract('SQLite', makeHome);
