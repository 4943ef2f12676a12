import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../server/adapters/sqlite/connection.ts';
import { LogReader } from '../../server/adapters/sqlite/log-reader.ts';
import { LogWriter } from '../../server/adapters/sqlite/log-writer.ts';
import { openReader, openWriter } from '../../server/adapters/sqlite/open-file.ts';
import { withoutTexts } from '../../server/log/encode-commit.ts';
import { sentenceOf, verifyBoard } from '../../server/log/verify.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import { commandId } from '../../shared/kernel/ids.ts';
import { readGolden } from '../server/log/golden.ts';
import { chain } from '../support/store/commits.ts';

const golden = readGolden(1).commits.slice(0, 40);
const board = golden[0]!.board;
const root = fileURLToPath(new URL('../..', import.meta.url));

/** Every way a row can be wrong that leaves a readable table. */
const KINDS: readonly (readonly [string, (rows: StoredCommit[], at: number) => StoredCommit[]])[] = [
  ['altering a body', (rows, at) => replace(rows, at, (row) => ({ ...row, body: row.body.replace(/"at":(\d)/, (_, digit: string) => `"at":${(Number(digit) % 9) + 1}`) }))],
  ['altering a body and its hash', (rows, at) => replace(rows, at, (row) => ({ ...row, body: row.body.replace('"actor":"', '"actor":"x'), hash: row.hash.replace(/^./, (c) => (c === '0' ? '1' : '0')) }))],
  ['altering a text', (rows, at) => replace(rows, at, (row) => ({ ...row, texts: row.texts === '' ? '{"x":{"salt":"","text":""}}' : row.texts.replace('"text":"', '"text":"No ') }))],
  ['altering a command id', (rows, at) => replace(rows, at, (row) => ({ ...row, command: commandId(`${row.command}x`) }))],
  ['altering a subject', (rows, at) => replace(rows, at, (row) => ({ ...row, subjects: [...row.subjects, 'x'] }))],
  ['deleting a row', (rows, at) => rows.filter((_, index) => index !== at)],
  ['deleting a row and closing the gap', (rows, at) => rows.filter((_, index) => index !== at).map((row, index) => ({ ...row, seq: index + 1 }))],
  ['inserting a row', (rows, at) => [...rows.slice(0, at), { ...chain(board, 1)[0]!, seq: at + 1, prevHash: rows[at]!.prevHash }, ...rows.slice(at).map((row) => ({ ...row, seq: row.seq + 1 }))]],
  ['swapping two rows', (rows, at) => swapped(rows, at, at === 0 ? 1 : at - 1)],
  ['swapping two rows and their numbers', (rows, at) => swapped(rows, at, at === 0 ? 1 : at - 1).map((row, index) => ({ ...row, seq: index + 1 }))],
];

const replace = (rows: StoredCommit[], at: number, change: (row: StoredCommit) => StoredCommit): StoredCommit[] => rows.map((row, index) => (index === at ? change(row) : row));
function swapped(rows: StoredCommit[], a: number, b: number): StoredCommit[] {
  const next = rows.slice();
  [next[a], next[b]] = [rows[b]!, rows[a]!];
  return next;
}

describe('SEC-23 tampering with the log is found', () => {
  // The end cannot be told from its rows alone: the file's count of rows ever written tells it, below.
  it.each(KINDS)('%s: at every row', async (name, tamper) => {
    for (let at = 0; at < golden.length; at += 1) {
      if (name.startsWith('deleting') && at === golden.length - 1) continue;
      const rows = tamper(golden.slice(), at);
      const verdict = await verifyBoard(board, (after, limit) => rows.slice(after, after + limit));
      expect(verdict.fault, `${name} at ${at}`).not.toBeNull();
    }
  });

  it('an untouched log is whole, and so is one with erased texts', async () => {
    expect((await verifyBoard(board, (after, limit) => golden.slice(after, after + limit))).fault).toBeNull();
    const erased = golden.map((row) => withoutTexts(row));
    const verdict = await verifyBoard(board, (after, limit) => erased.slice(after, after + limit));
    expect(verdict.fault).toBeNull();
    expect(verdict.erased).toBeGreaterThan(0);
  });

  it('says where and how', async () => {
    const rows = golden.filter(({ seq }) => seq !== 31 && seq !== 32);
    const verdict = await verifyBoard(board, (after, limit) => rows.slice(after, after + limit));
    expect(sentenceOf(verdict)).toBe(`${board}: BROKEN: commits 31 to 32 are missing (30 commits before it are whole)`);
  });
});

describe('npm run verify-log', () => {
  let folder: string;
  let file: string;
  let writer: LogWriter;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pullcord-verify-'));
    file = join(folder, 'pullcord.db');
    writer = new LogWriter(() => openWriter(file));
    const answers = writer.group([
      { op: 'append', board, commits: golden },
      { op: 'append', board: chain('quiet', 1)[0]!.board, commits: chain('quiet', 1) },
    ]);
    expect(answers).toEqual([{ ok: true }, { ok: true }]);
  });
  afterAll(() => {
    writer.close();
    rmSync(folder, { recursive: true });
  });

  const verify = (data = folder) => spawnSync(process.execPath, ['--import', 'tsx', 'server/verify-log.ts', '--data', data], { cwd: root, encoding: 'utf8' });
  const change = (sql: string): void => {
    const db: Connection = openWriter(file);
    db.exec(sql);
    db.close();
  };

  it('says that every board is whole, also beside a running server, and exits with 0', () => {
    const { status, stdout } = verify();
    expect(stdout).toMatch(/nordby: 40 commits, chain whole \([0-9a-f]{16}\)\nquiet: 1 commit, chain whole/);
    expect(status).toBe(0);
  });

  it('finds a row changed in the file, names it, and exits with 1', () => {
    change("UPDATE commits SET texts = replace(texts, 'Comment', 'Komment') WHERE hash = (SELECT hash FROM commits WHERE texts LIKE '%Comment 1%')");
    const { status, stdout } = verify();
    expect(stdout).toContain('quiet: BROKEN: text comment of commit 1 was changed');
    expect(stdout).toContain('nordby: 40 commits, chain whole');
    expect(status).toBe(1);
    change("UPDATE commits SET texts = ''  WHERE texts LIKE '%Komment 1%'");
    expect(verify().stdout).toContain('quiet: 1 commit, chain whole, 1 erased text');
  });

  it('finds a commit that a story lacks and one that it should not have, which no hash covers', () => {
    const said = (): string => verify().stdout;
    expect(said()).not.toContain('stories');
    const [first] = golden.filter(({ subjects }) => subjects.length > 0);
    const [order] = first!.subjects;
    const at = `subject = '${order}' AND seq = ${first!.seq}`;
    change(`UPDATE about SET subject = 'elsewhere' WHERE ${at}`);
    const { status, stdout } = verify();
    expect(stdout).toContain('nordby: 40 commits, chain whole');
    expect(stdout).toContain(`BROKEN: the stories of orders are not what the log says: commit ${first!.seq} of nordby is missing from that of ${order}, commit ${first!.seq} of nordby is no part of, and stands in, that of elsewhere.`);
    expect(status).toBe(1);
    change(`UPDATE about SET subject = '${order}' WHERE subject = 'elsewhere'`);
    expect(said()).not.toContain('stories');
  });

  it('finds that the last commit of a board is gone, though its chain is whole', () => {
    change('DELETE FROM commits WHERE seq = 40');
    const { status, stdout } = verify();
    expect(stdout).toContain('nordby: 39 commits, chain whole');
    expect(stdout).toContain('BROKEN: 41 commits were written and 40 are there.');
    expect(status).toBe(1);
  });

  it('says that there is no log', () => {
    const { status, stderr } = verify(join(folder, 'elsewhere'));
    expect(stderr).toBe(`There is no log in ${join(folder, 'elsewhere')}: give its folder with --data.\n`);
    expect(status).toBe(1);
  });

  it('reads a log that nobody has open', () => {
    writer.close();
    const db = openReader(file);
    expect(new LogReader(db).boards()).toHaveLength(2);
    db.close();
    expect(verify().stdout).toContain('39 commits');
  });
});
