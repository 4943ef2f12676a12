import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CannotOpen } from '../adapters/cannot-open.ts';
import { CannotCopy } from './cannot-copy.ts';
import { copy } from './copy.ts';
import { openToRead, openToWrite, type NamedStore, storeNamed, sameStore } from './named-store.ts';
import { commitsIn, counted, Progress } from './progress.ts';
import { openBackup } from './read-backup.ts';
import { storeSource } from './source.ts';
import { writeBackup } from './write-backup.ts';

// npm run backup  -- --from <store> --to <file>
// npm run restore -- --from <file>  --to <store>
// npm run migrate -- --from <store> --to <store>
//
// A store is `file` (pullcord.db of DATA_DIR), a path that ends with .db, `mongodb` (what MONGODB_URI
// names) or mongodb://…. How far it is goes to stderr, what became of it to stdout.

const USAGE = {
  backup: 'npm run backup -- --from file|<path>.db|mongodb|mongodb://… --to <a new file>',
  restore: 'npm run restore -- --from <a backup> --to file|<path>.db|mongodb|mongodb://…',
  migrate: 'npm run migrate -- --from file|<path>.db|mongodb|mongodb://… --to file|<path>.db|mongodb|mongodb://…',
};
type Verb = keyof typeof USAGE;

const say = (line: string): void => console.error(line);
const { env } = process;
const named = (word: string): NamedStore => storeNamed(word, { dataDir: resolve(env['DATA_DIR'] ?? 'data'), mongoUri: env['MONGODB_URI'] ?? null });

async function run(): Promise<string> {
  const { verb, from, to } = asked();
  const progress = new Progress(say);
  switch (verb) {
    case 'backup': return backup(named(from), resolve(to), progress);
    case 'restore': return restore(resolve(from), named(to), progress);
    case 'migrate': return migrate(named(from), named(to), progress);
  }
}

function asked(): { readonly verb: Verb; readonly from: string; readonly to: string } {
  const [verb, ...args] = process.argv.slice(2);
  if (verb !== 'backup' && verb !== 'restore' && verb !== 'migrate') throw new CannotCopy(`Say which: ${Object.values(USAGE).join('\n')}`);
  try {
    const { from, to } = parseArgs({ args, options: { from: { type: 'string' }, to: { type: 'string' } } }).values;
    if (from && to) return { verb, from, to };
  } catch {
    // Answered below.
  }
  throw new CannotCopy(`This takes --from and --to: ${USAGE[verb]}`);
}

async function backup(from: NamedStore, to: string, progress: Progress): Promise<string> {
  const store = await openToRead(from);
  try {
    const source = await storeSource(from.name, store);
    await writeBackup(source, to, progress);
    return `${to} holds ${counted(commitsIn(source.heads), 'commit')} of ${counted(source.heads.length, 'board')}, verified, in ${progress.seconds()}.`;
  } finally {
    await store.close();
  }
}

async function restore(from: string, to: NamedStore, progress: Progress): Promise<string> {
  // Before the target is opened, which may make it: a damaged backup leaves nothing behind.
  const source = await openBackup(from, progress);
  const target = await openToWrite(to);
  try {
    return told(to, await copy(source, target, to.name, progress), progress);
  } finally {
    await target.close();
  }
}

async function migrate(from: NamedStore, to: NamedStore, progress: Progress): Promise<string> {
  if (sameStore(from, to)) throw new CannotCopy('Both are the same store: nothing to do.');
  const store = await openToRead(from);
  try {
    const source = await storeSource(from.name, store);
    const target = await openToWrite(to);
    try {
      return told(to, await copy(source, target, to.name, progress), progress);
    } finally {
      await target.close();
    }
  } finally {
    await store.close();
  }
}

function told(to: NamedStore, { heads, there, written }: Awaited<ReturnType<typeof copy>>, progress: Progress): string {
  const resumed = there === 0 ? '' : ` (${counted(there, 'commit')} were there already)`;
  const boards = heads.map(({ board, seq, hash }) => `  ${board}: ${counted(seq, 'commit')}, chain whole (${hash.slice(0, 16)})`);
  return [`${counted(written, 'commit')} of ${counted(heads.length, 'board')} written to ${to.name}${resumed} and all of it verified in ${progress.seconds()}.`, ...boards].join('\n');
}

try {
  console.log(await run());
} catch (error) {
  console.error(error instanceof CannotCopy ? error.message : error instanceof CannotOpen ? error.sentence : error);
  process.exitCode = 1;
}
