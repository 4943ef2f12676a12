import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { BACKUP, type Header, lineOf, VERSION } from './backup-format.ts';
import { CannotCopy } from './cannot-copy.ts';
import { ChainCheck } from './chain-check.ts';
import { commitsIn, type Progress } from './progress.ts';
import { openBackup } from './read-backup.ts';
import type { Source } from './source.ts';

/**
 * Writes `file` whole or not at all: under another name first, read back and verified, made durable,
 * and only then under its own. Never over a file that is there. Throws CannotCopy.
 */
export async function writeBackup(source: Source, file: string, progress: Progress): Promise<void> {
  if (existsSync(file)) throw new CannotCopy(`${file} is there already: choose another name, or move it away.`);
  const unfinished = `${file}.unfinished`;
  try {
    progress.begin('Writing', commitsIn(source.heads));
    // Names of people and free text: for the eyes of its owner.
    await pipeline(Readable.from(lines(source, progress)), createGzip({ level: 4 }), createWriteStream(unfinished, { mode: 0o600, flush: true }));
    await openBackup(unfinished, progress);
    await rename(unfinished, file);
    await makeNameDurable(dirname(file));
  } catch (error) {
    await rm(unfinished, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith('E')) throw new CannotCopy(`Cannot write ${file} (${code}): choose another place.`, error);
    throw error;
  }
}

/** Whole pages go on at once: a stream's bookkeeping costs more than a row. */
async function* lines(source: Source, progress: Progress): AsyncGenerator<string> {
  const digest = createHash('sha256');
  const told = (text: string): string => {
    digest.update(text);
    return text;
  };
  const header: Header = { format: BACKUP, version: VERSION, records: await source.records(), erasures: await source.erasures(), boards: source.heads };
  yield told(`${JSON.stringify(header)}\n`);
  const chain = new ChainCheck(source.name);
  for await (const rows of source.walk(new Map())) {
    chain.take(rows);
    yield told(rows.map((row) => `${lineOf(row)}\n`).join(''));
    progress.done(rows.length);
  }
  chain.end(source.heads);
  yield `${JSON.stringify({ end: { commits: commitsIn(source.heads), sha256: digest.digest('hex') } })}\n`;
}

async function makeNameDurable(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
