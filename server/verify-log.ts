import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CannotOpen } from './adapters/cannot-open.ts';
import { LogReader } from './adapters/sqlite/log-reader.ts';
import { misfiled, misfiledSentence } from './adapters/sqlite/misfiled.ts';
import { openReader } from './adapters/sqlite/open-file.ts';
import { type Pages, sentenceOf, verifyBoard } from './log/verify.ts';
import type { BoardId } from '../shared/kernel/ids.ts';

// `npm run verify-log [-- --data DIR | --mongodb URI]`: is the log what was written? Reads only, also
// beside a running server.
const { data, mongodb } = parseArgs({ options: { data: { type: 'string', default: 'data' }, mongodb: { type: 'string' } } }).values;
process.exitCode = (await verify()) ? 0 : 1;

async function verify(): Promise<boolean> {
  try {
    return mongodb === undefined ? await verifyFolder(resolve(data)) : await verifyMongo(mongodb);
  } catch (error) {
    console.error(error instanceof CannotOpen ? error.sentence : error);
    return false;
  }
}

async function verifyFolder(folder: string): Promise<boolean> {
  const file = join(folder, 'pullcord.db');
  if (existsSync(file)) return verifyFile(file);
  console.error(`There is no log in ${folder}: give its folder with --data.`);
  return false;
}

/** Each chain; that its end is there tells a hash noted elsewhere, because a MongoDB does not count what was ever written. */
async function verifyMongo(uri: string): Promise<boolean> {
  const { readMongoStore } = await import('./adapters/mongo/mongo-store.ts');
  const store = await readMongoStore(uri);
  try {
    const heads = await store.boards();
    let whole = true;
    for (const { board } of heads) whole = (await told(board, (after, limit) => store.read(board, after, limit))) && whole;
    if (heads.length === 0) console.log('The log is empty.');
    return whole;
  } finally {
    await store.close();
  }
}

async function told(board: BoardId, pages: Pages): Promise<boolean> {
  const verdict = await verifyBoard(board, pages);
  console.log(sentenceOf(verdict));
  return verdict.fault === null;
}

async function verifyFile(file: string): Promise<boolean> {
  const db = openReader(file);
  try {
    const reader = new LogReader(db);
    // One moment of a file that others may be writing.
    db.exec('BEGIN');
    const { there, written } = reader.count();
    let whole = true;
    for (const { board } of reader.boards()) whole = (await told(board, (after, limit) => reader.read(board, after, limit))) && whole;
    if (there !== written) {
      whole = false;
      console.log(`BROKEN: ${written} commits were written and ${there} are there.`);
    }
    const stories = misfiledSentence(misfiled(db));
    if (stories !== null) {
      whole = false;
      console.log(stories);
    }
    if (written === 0) console.log('The log is empty.');
    return whole;
  } finally {
    db.close();
  }
}
