import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { boardId, type BoardId } from '../../shared/kernel/ids.ts';
import { GENESIS, type StoredCommit } from '../../shared/log/commit.ts';
import type { Erasure } from '../ports/erasure.ts';
import type { BoardHead } from '../ports/commit-log.ts';
import type { StoredRecord } from '../ports/record-store.ts';
import { BACKUP, endShape, headerShape, rowOf, VERSION } from './backup-format.ts';
import { CannotCopy } from './cannot-copy.ts';
import { ChainCheck } from './chain-check.ts';
import { commitsIn, type Progress } from './progress.ts';
import { PAGE, type Source } from './source.ts';

interface Head {
  readonly records: readonly StoredRecord[];
  readonly erasures: readonly Erasure[];
  readonly heads: readonly BoardHead[];
}

/** A backup that is whole: all of it was read and verified. Throws CannotCopy, in one sentence, when it is not. */
export async function openBackup(file: string, progress: Progress): Promise<Source> {
  const { records, erasures, heads } = await headOf(file);
  progress.begin('Verifying the backup', commitsIn(heads));
  const chain = new ChainCheck(file);
  for await (const rows of pages(file)) {
    chain.take(rows);
    progress.done(rows.length);
  }
  chain.end(heads);
  return {
    name: file,
    heads,
    records: async () => records,
    erasures: async () => erasures,
    async hashesAt(seqs) {
      const hashes = new Map<BoardId, string>();
      if (seqs.size === 0) return hashes;
      for await (const rows of pages(file)) for (const { board, seq, hash } of rows) if (seqs.get(board) === seq) hashes.set(board, hash);
      return hashes;
    },
    async *walk(after) {
      for await (const page of pages(file)) {
        const rows = page.filter(({ board, seq }) => seq > (after.get(board) ?? 0));
        if (rows.length > 0) yield rows;
      }
    },
  };
}

async function headOf(file: string): Promise<Head> {
  for await (const [line = ''] of linesOf(file)) return parsedHead(file, line);
  throw new CannotCopy(`${file} is no backup of Pullcord: it is empty.`);
}

/** Throws CannotCopy at the first thing that is not as it was written; at the latest behind the last row. */
async function* pages(file: string): AsyncGenerator<readonly StoredCommit[]> {
  const digest = createHash('sha256');
  let head: Head | null = null;
  let page: StoredCommit[] = [];
  let before = { board: '', hash: GENESIS };
  let commits = 0;
  let ended = false;
  for await (const lines of linesOf(file)) {
    for (const line of lines) {
      if (ended) throw damaged(file, 'something stands behind its end');
      if (line.startsWith('{"end":')) {
        const { end } = parsed(file, () => endShape.parse(JSON.parse(line)));
        if (end.commits !== commits || end.sha256 !== digest.copy().digest('hex')) throw damaged(file, 'its content is not what was written');
        ended = true;
        continue;
      }
      digest.update(line).update('\n');
      if (!head) {
        head = parsedHead(file, line);
        continue;
      }
      // The first of a board has nothing before it; the chain's check tells when that is not so.
      let row = parsed(file, () => rowOf(line, before.hash));
      if (row.board !== before.board) row = parsed(file, () => rowOf(line, GENESIS));
      if (page.length === PAGE || (page.length > 0 && row.board !== before.board)) {
        yield page;
        page = [];
      }
      page.push(row);
      before = row;
      commits += 1;
    }
  }
  if (!ended) throw damaged(file, 'its end is missing');
  if (page.length > 0) yield page;
}

function parsedHead(file: string, line: string): Head {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    value = null;
  }
  if ((value as { format?: unknown } | null)?.format !== BACKUP) throw new CannotCopy(`${file} is no backup of Pullcord.`);
  const header = parsed(file, () => headerShape.parse(value));
  if (header.version > VERSION) throw new CannotCopy(`${file} was written by a newer version of Pullcord (backup format ${header.version}, this one knows ${VERSION}): restore it with that version.`);
  return { records: header.records as readonly StoredRecord[], erasures: (header.erasures ?? []) as unknown as readonly Erasure[], heads: header.boards.map(({ board, seq, hash }) => ({ board: boardId(board), seq, hash })) };
}

/** Longer than any commit can be: a line without end must not fill the memory. */
const LINE_LIMIT = 64 * 1024 * 1024;

/** All whole lines of each chunk together. */
async function* linesOf(file: string): AsyncGenerator<readonly string[]> {
  const bytes = createReadStream(file);
  const text = createGunzip();
  bytes.on('error', (error) => text.destroy(error));
  bytes.pipe(text).setEncoding('utf8');
  let rest = '';
  try {
    for await (const chunk of text as AsyncIterable<string>) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LINE_LIMIT) throw damaged(file, 'a line of it has no end');
      if (lines.length > 0) yield lines;
    }
  } catch (error) {
    throw told(file, error);
  } finally {
    bytes.destroy();
    text.destroy();
  }
  if (rest !== '') throw damaged(file, 'its end is missing');
}

function told(file: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return new CannotCopy(`There is no backup at ${file}.`, error);
  if (code === 'Z_BUF_ERROR') return damaged(file, 'its end is missing', error);
  if (code?.startsWith('Z_')) return (error as Error).message === 'incorrect header check' ? new CannotCopy(`${file} is no backup of Pullcord.`, error) : damaged(file, 'its content is not what was written', error);
  if (code?.startsWith('E')) return new CannotCopy(`Cannot read ${file} (${code}).`, error);
  return error;
}

function parsed<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw damaged(file, 'its content is not what was written', error);
  }
}

const damaged = (file: string, how: string, cause?: unknown): CannotCopy => new CannotCopy(`The backup ${file} is damaged (${how}): nothing of it can be trusted, so take another one.`, cause);
