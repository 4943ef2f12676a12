import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { notedBeside } from '../adapters/sqlite/erased-beside.ts';
import { readErasures } from '../adapters/sqlite/erasing.ts';
import { LogReader } from '../adapters/sqlite/log-reader.ts';
import { openReader } from '../adapters/sqlite/open-file.ts';
import { readRecords } from '../adapters/sqlite/records.ts';
import { openSqliteStore } from '../adapters/sqlite/sqlite-store.ts';
import { CannotCopy } from './cannot-copy.ts';
import type { Target } from './copy.ts';
import type { Readable } from './source.ts';

/** A store by its name on the command line. */
export type NamedStore =
  | { readonly kind: 'file'; readonly file: string; readonly name: string }
  | { readonly kind: 'mongo'; readonly uri: string; readonly name: string };

export interface Defaults {
  /** The folder that `file` means. */
  readonly dataDir: string;
  /** What `mongodb` means, so that a password need not stand in the list of processes; null: not set. */
  readonly mongoUri: string | null;
}

export function storeNamed(word: string, { dataDir, mongoUri }: Defaults): NamedStore {
  if (word === 'file') return fileAt(join(dataDir, 'pullcord.db'));
  if (word === 'mongodb') {
    if (mongoUri === null) throw new CannotCopy('mongodb alone means the database that MONGODB_URI names, and MONGODB_URI is not set.');
    return storeNamed(mongoUri, { dataDir, mongoUri: null });
  }
  if (/^mongodb(\+srv)?:\/\//.test(word)) return { kind: 'mongo', uri: word, name: withoutPassword(word) };
  if (word.endsWith('.db')) return fileAt(word);
  throw new CannotCopy(`A store is file, a path that ends with .db, mongodb or mongodb://…, and not ${word}.`);
}

export const sameStore = (a: NamedStore, b: NamedStore): boolean =>
  a.kind === 'file' && b.kind === 'file' ? real(a.file) === real(b.file) : a.kind === 'mongo' && b.kind === 'mongo' && a.uri === b.uri;

/** Only reads, also beside a running server, and makes nothing that is not there. */
export async function openToRead(named: NamedStore): Promise<Readable> {
  if (named.kind === 'mongo') return openMongo(named.uri);
  if (!existsSync(named.file)) throw new CannotCopy(`There is no log at ${named.file}.`);
  const db = openReader(named.file);
  const reader = new LogReader(db);
  return {
    boards: async () => reader.boards(),
    read: async (board, after, limit) => reader.read(board, after, limit),
    records: async () => readRecords(db),
    erasures: async () => [...readErasures(db), ...notedBeside(named.file)],
    close: async () => db.close(),
  };
}

export const openToWrite = (named: NamedStore): Promise<Target> => (named.kind === 'mongo' ? openMongo(named.uri) : openSqliteStore(named.file));

/** Its driver is loaded by those alone who name a MongoDB. */
async function openMongo(uri: string): Promise<Target> {
  const { openMongoStore } = await import('../adapters/mongo/mongo-store.ts');
  return openMongoStore(uri);
}

const fileAt = (file: string): NamedStore => ({ kind: 'file', file, name: file });
const real = (file: string): string => (existsSync(file) ? realpathSync(file) : file);

/** What may be printed of an address. */
export const withoutPassword = (uri: string): string => uri.replace(/^(mongodb(?:\+srv)?:\/\/)[^/@]*@/, '$1').replace(/\?.*$/, '');
