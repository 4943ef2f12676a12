import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CannotOpen } from './adapters/cannot-open.ts';
import { LogReader } from './adapters/sqlite/log-reader.ts';
import { openReader } from './adapters/sqlite/open-file.ts';
import { sentenceOf, verifyBoard } from './log/verify.ts';

// `npm run verify-log [-- --data DIR]`: is the log what was written? Reads only, also beside a running server.
process.exitCode = (await verify(resolve(parseArgs({ options: { data: { type: 'string', default: 'data' } } }).values.data))) ? 0 : 1;

async function verify(folder: string): Promise<boolean> {
  const file = join(folder, 'pullcord.db');
  if (!existsSync(file)) {
    console.error(`There is no log in ${folder}: give its folder with --data.`);
    return false;
  }
  try {
    return await verifyFile(file);
  } catch (error) {
    console.error(error instanceof CannotOpen ? error.sentence : error);
    return false;
  }
}

async function verifyFile(file: string): Promise<boolean> {
  const db = openReader(file);
  try {
    const reader = new LogReader(db);
    // One moment of a file that others may be writing.
    db.exec('BEGIN');
    const { there, written } = reader.count();
    let whole = true;
    for (const { board } of reader.boards()) {
      const verdict = await verifyBoard(board, (after, limit) => reader.read(board, after, limit));
      whole &&= verdict.fault === null;
      console.log(sentenceOf(verdict));
    }
    if (there !== written) {
      whole = false;
      console.log(`BROKEN: ${written} commits were written and ${there} are there.`);
    }
    if (written === 0) console.log('The log is empty.');
    return whole;
  } finally {
    db.close();
  }
}
