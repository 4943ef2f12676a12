import type { Actor } from '../../../shared/kernel/actor.ts';
import type { RecordKind, StoredRecord } from '../../ports/record-store.ts';
import type { Connection, Row } from './connection.ts';

/** Rows keep their place when they change: the order is that of the first writing. */
export const RECORDS = `
  CREATE TABLE records (
    kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, at INTEGER NOT NULL, by TEXT, body TEXT NOT NULL, UNIQUE (kind, id)
  ) STRICT;
`;

const recordOf = (row: Row): StoredRecord => ({
  kind: row['kind'] as RecordKind, id: String(row['id']), version: Number(row['version']), at: Number(row['at']), by: row['by'] as Actor | null, body: String(row['body']),
});

export const readRecords = (db: Connection): StoredRecord[] => db.prepare('SELECT kind, id, version, at, by, body FROM records ORDER BY rowid').all().map(recordOf);

/** Inside a transaction of the writer. The version that stands in the way; null: it is written. */
export function writeRecord(db: Connection, { kind, id, version, at, by, body }: StoredRecord): number | null {
  const standing = Number(db.prepare('SELECT version FROM records WHERE kind = ? AND id = ?').get(kind, id)?.['version'] ?? 0);
  if (standing !== version - 1) return standing;
  db.prepare('INSERT INTO records (kind, id, version, at, by, body) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, at = excluded.at, by = excluded.by, body = excluded.body').run(kind, id, version, at, by, body);
  return null;
}

export function replaceRecords(db: Connection, records: readonly StoredRecord[]): void {
  db.exec('DELETE FROM records');
  const insert = db.prepare('INSERT INTO records (kind, id, version, at, by, body) VALUES (?, ?, ?, ?, ?, ?)');
  for (const { kind, id, version, at, by, body } of records) insert.run(kind, id, version, at, by, body);
}
