import { join } from 'node:path';
import { openSqliteStore } from './adapters/sqlite/sqlite-store.ts';
import type { CommitLog } from './ports/commit-log.ts';
import type { NodeNotes } from './ports/node-notes.ts';
import type { RecordStore } from './ports/record-store.ts';

export interface Opened {
  readonly store: CommitLog & RecordStore & { readonly warnings?: readonly string[] };
  /** For nodes on one store; a file serves one. */
  readonly notes?: NodeNotes;
  /** For the person at the terminal, without a password. */
  readonly where: string;
}

/** A MongoDB when one is named, else the file in the folder. Its driver is loaded by those alone who name one. Throws CannotOpen. */
export async function openStore({ mongoUri, dataDir }: { readonly mongoUri: string | null; readonly dataDir: string }): Promise<Opened> {
  if (mongoUri === null) return { store: await openSqliteStore(join(dataDir, 'pullcord.db')), where: dataDir };
  const { openMongoStore } = await import('./adapters/mongo/mongo-store.ts');
  const store = await openMongoStore(mongoUri);
  return { store, notes: store.notes(), where: store.where };
}
