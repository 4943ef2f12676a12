import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryRecords } from '../../server/adapters/memory/memory-records.ts';
import { MemoryLog } from '../../server/adapters/memory/memory-log.ts';
import { LogReader } from '../../server/adapters/sqlite/log-reader.ts';
import { openReader } from '../../server/adapters/sqlite/open-file.ts';
import { openSqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts';
import { copy, type Target } from '../../server/backup/copy.ts';
import { withoutPassword } from '../../server/backup/named-store.ts';
import { Progress } from '../../server/backup/progress.ts';
import { openBackup } from '../../server/backup/read-backup.ts';
import { storeSource, type Readable } from '../../server/backup/source.ts';
import { writeBackup } from '../../server/backup/write-backup.ts';
import { openBoard } from '../../server/log/open-board.ts';
import { withoutTexts } from '../../server/log/encode-commit.ts';
import { recordsOf } from '../../server/people/directory-records.ts';
import type { Appended } from '../../server/ports/commit-log.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { type BoardId, boardId, personId, supplierId } from '../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import { readGolden } from '../server/log/golden.ts';
import { allOf, chain } from '../support/store/commits.ts';
import { until } from '../support/until.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const silent = (): Progress => new Progress(() => undefined);
const PEOPLE: Directory = {
  people: { [personId('ann')]: { id: personId('ann'), name: 'Ann', initials: 'A', colour: 1, roles: ['manager'] } },
  suppliers: { [supplierId('oak')]: { id: supplierId('oak'), name: 'Oak & Co' } },
};

/** Both ports in memory, as the other stores have them. */
class MemoryStore extends MemoryLog implements Target {
  private readonly kept = new MemoryRecords();
  records = this.kept.records.bind(this.kept);
  writeRecord = this.kept.writeRecord.bind(this.kept);
  replaceRecords = this.kept.replaceRecords.bind(this.kept);
}

async function filled(chains: Readonly<Record<string, readonly StoredCommit[]>>): Promise<MemoryStore> {
  const store = new MemoryStore();
  await store.replaceRecords(recordsOf(PEOPLE));
  for (const commits of Object.values(chains)) expect(await store.append(commits[0]!.board, commits)).toEqual({ ok: true });
  return store;
}

const golden = readGolden(1).commits;
/** A board that folds, one whose every third text was erased, and one of a single commit. */
const twoBoards = () => filled({ golden, quiet: chain('quiet', 1_200).map((row) => (row.seq % 3 === 0 ? withoutTexts(row) : row)), one: chain('one', 1) });

async function expectSame(from: Readable, to: Readable): Promise<void> {
  const heads = await from.boards();
  expect(await to.boards()).toEqual(heads);
  expect(await to.records()).toEqual(await from.records());
  for (const { board } of heads) expect(await allOf(to as Target, board)).toEqual(await allOf(from as Target, board));
}

const rowsOfOne = chain('one', 3);
const thousands = (text: string): number => Number(text.replaceAll(',', ''));

/** 0 as long as the file is not ready to be read. */
function commitsIn(file: string): number {
  try {
    const db = openReader(file);
    try {
      return new LogReader(db).count().there;
    } finally {
      db.close();
    }
  } catch {
    return 0;
  }
}

let folder: string;
const at = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pullcord-carry-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('REL-15 a history is carried from store to store', () => {
  it('every row as it was, erased texts erased, and the directory, into SQLite and back', async () => {
    const from = await twoBoards();
    const file = await openSqliteStore(at('pullcord.db'));
    const copied = await copy(await storeSource('here', from), file, 'there', silent());
    expect(copied).toMatchObject({ there: 0, written: golden.length + 1_201 });
    await expectSame(from, file);
    expect((await openBoard(file, golden[0]!.board))?.board.seq).toBe(golden.length);
    const back = new MemoryStore();
    await copy(await storeSource('there', file), back, 'back', silent());
    await expectSame(from, back);
    await file.close();
  });

  it('goes on where an interrupted one stopped, wherever that was', async () => {
    const from = await twoBoards();
    for (const after of [0, 1, 2, 3, 4]) {
      const target = new MemoryStore();
      const append = target.append.bind(target);
      let left = after;
      target.append = async (board, commits) => ((left -= 1) < 0 ? { ok: false, why: 'fault', cause: new Error('the power went') } : append(board, commits));
      await expect(copy(await storeSource('here', from), target, 'there', silent())).rejects.toThrow('there could not be written (the power went): run the same command again to go on.');
      target.append = append;
      const there = (await target.boards()).reduce((sum, { seq }) => sum + seq, 0);
      expect(await copy(await storeSource('here', from), target, 'there', silent())).toMatchObject({ there, written: golden.length + 1_201 - there });
      await expectSame(from, target);
    }
  });

  it('what the store does not know is read off its head: nothing twice, nothing left out', async () => {
    const from = await twoBoards();
    const target = new MemoryStore();
    const append = target.append.bind(target);
    let turn = 0;
    // A part of the batch was written, all of it, or nothing; and no answer came.
    target.append = async (board: BoardId, commits: readonly StoredCommit[]): Promise<Appended> => {
      const share = [0, 0.5, 1][(turn += 1) % 3]!;
      await append(board, commits.slice(0, Math.ceil(commits.length * share)));
      return turn % 4 === 0 ? append(board, commits.slice(Math.ceil(commits.length * share))) : { ok: false, why: 'unknown', cause: new Error('no answer') };
    };
    await copy(await storeSource('here', from), target, 'there', silent());
    await expectSame(from, target);
  });

  it('takes a prefix without gaps of every board while others write, and everybody the commits name', async () => {
    const from = await openSqliteStore(at('live.db'));
    await from.replaceRecords(recordsOf(PEOPLE));
    const heads = { a: chain('a', 1), b: chain('b', 1) };
    for (const commits of Object.values(heads)) await from.append(commits[0]!.board, commits);
    let writing = true;
    let written = 2;
    const writer = (async () => {
      while (writing) {
        for (const name of ['a', 'b'] as const) {
          const more = chain(name, 7, heads[name].at(-1)!);
          heads[name] = more;
          expect(await from.append(boardId(name), more)).toEqual({ ok: true });
          written += 7;
        }
      }
    })();
    await until('the log is of some length', () => written > 2_000);
    const before = await from.boards();
    await writeBackup(await storeSource('live', from), at('live.backup'), silent());
    const meanwhile = written;
    const target = new MemoryStore();
    await copy(await storeSource('live', from), target, 'there', silent());
    writing = false;
    await writer;
    const backup = await openBackup(at('live.backup'), silent());
    const restored = new MemoryStore();
    await copy(backup, restored, 'restored', silent());
    expect(meanwhile).toBeGreaterThan(before.reduce((sum, { seq }) => sum + seq, 0));
    for (const copied of [restored, target]) {
      for (const { board, seq } of before) {
        const rows = await allOf(copied, board);
        expect(rows.length).toBeGreaterThanOrEqual(seq);
        expect(rows).toEqual(await from.read(board, 0, rows.length));
      }
      // A restored or half carried history goes on from where it is.
      await copy(await storeSource('live', from), copied, 'there', silent());
      await expectSame(from, copied);
    }
    await from.close();
  });

  it('says so when a text was erased in the source after it was copied', async () => {
    const rows = chain('one', 3);
    const target = await filled({ one: rows });
    const from = await filled({ one: rows.map((row) => (row.seq === 2 ? withoutTexts(row) : row)) });
    await expect(copy(await storeSource('here', from), target, 'there', silent())).rejects.toThrow(
      'A text of commit 2 of board one was erased in here after it was copied: empty there and copy again, so that it is gone there too.',
    );
  });

  it.each<[string, () => Promise<MemoryStore>, string]>([
    ['another history', () => filled({ one: chain('one', 2, undefined, (seq) => ({ at: seq })) }), 'Board one has another history in there than in here (commit 2 differs): choose an empty target. Nothing was written.'],
    ['a board of its own', () => filled({ other: chain('other', 1) }), 'there has a board other which here does not have: choose an empty target. Nothing was written.'],
    ['gone on', async () => filled({ one: [...rowsOfOne, ...chain('one', 1, rowsOfOne.at(-1))] }), 'Board one has 4 commits in there and 3 in here: it was worked on since, so choose an empty target. Nothing was written.'],
    ['people and no board', async () => {
      const store = await filled({});
      await store.replaceRecords(recordsOf({ ...PEOPLE, suppliers: {} }));
      return store;
    }, 'there has people of its own and no board: choose an empty target. Nothing was written.'],
  ])('refuses a target with %s, and writes nothing', async (_, make, sentence) => {
    const from = await filled({ one: rowsOfOne });
    const target = await make();
    const before = JSON.stringify([await target.boards(), await target.records()]);
    await expect(copy(await storeSource('here', from), target, 'there', silent())).rejects.toThrow(sentence);
    expect(JSON.stringify([await target.boards(), await target.records()])).toBe(before);
  });

  it('refuses a source whose chain is broken, before the broken commit reaches the target', async () => {
    const from = await filled({ one: rowsOfOne });
    const read = from.read.bind(from);
    from.read = async (...where) => (await read(...where)).map((row) => (row.seq === 2 ? { ...row, body: row.body.replace(':ann"', ':bob"') } : row));
    const target = new MemoryStore();
    await expect(copy(await storeSource('here', from), target, 'there', silent())).rejects.toThrow('here is broken: on board one, the content of commit 2 was changed.');
    expect(await target.boards()).toEqual([]);
    await expect(writeBackup(await storeSource('here', from), at('x.backup'), silent())).rejects.toThrow('here is broken');
    expect(existsSync(at('x.backup')) || existsSync(at('x.backup.unfinished'))).toBe(false);
  });

  it('finds a target that keeps something else than it was given', async () => {
    const from = await filled({ one: rowsOfOne });
    const target = new MemoryStore();
    const read = target.read.bind(target);
    target.read = async (...where) => (await read(...where)).filter(({ seq }) => seq !== 2);
    await expect(copy(await storeSource('here', from), target, 'there', silent())).rejects.toThrow('there is broken: on board one, commit 2 is missing.');
  });
});

describe('REL-15 a backup is whole or it is none', () => {
  it('comes back as it was, is small, and only its owner may read it', async () => {
    const from = await twoBoards();
    await writeBackup(await storeSource('here', from), at('a.backup'), silent());
    expect(statSync(at('a.backup')).mode & 0o777).toBe(0o600);
    const target = new MemoryStore();
    await copy(await openBackup(at('a.backup'), silent()), target, 'there', silent());
    await expectSame(from, target);
    // Once more onto the same: everything is there.
    expect(await copy(await openBackup(at('a.backup'), silent()), target, 'there', silent())).toMatchObject({ written: 0 });
  });

  it('an empty store has a backup too', async () => {
    await writeBackup(await storeSource('here', new MemoryStore()), at('empty.backup'), silent());
    expect((await openBackup(at('empty.backup'), silent())).heads).toEqual([]);
  });

  it('is never written over another file', async () => {
    writeFileSync(at('a.backup'), 'precious');
    await expect(writeBackup(await storeSource('here', await twoBoards()), at('a.backup'), silent())).rejects.toThrow('is there already');
    expect(readFileSync(at('a.backup'), 'utf8')).toBe('precious');
  });

  it('is refused when it was cut at any place or any bit of it was flipped, in one sentence', async () => {
    const from = await filled({ one: rowsOfOne });
    await writeBackup(await storeSource('here', from), at('good.backup'), silent());
    const good = readFileSync(at('good.backup'));
    let refused = 0;
    const attempt = async (bytes: Buffer, what: string): Promise<void> => {
      writeFileSync(at('bad.backup'), bytes);
      const target = new MemoryStore();
      const error = await openBackup(at('bad.backup'), silent()).then((backup) => copy(backup, target, 'there', silent()).then(() => null), String);
      // A few bits of gzip mean nothing: with them flipped the content is still the one that was written.
      if (error === null) return expectSame(from, target);
      expect(error, what).toMatch(/^CannotCopy: .*bad\.backup.*(damaged|no backup of Pullcord).*\.$/);
      refused += 1;
    };
    for (let length = 0; length < good.length; length += 1) await attempt(good.subarray(0, length), `cut at ${length}`);
    for (let byte = 0; byte < good.length; byte += 1) {
      const bytes = Buffer.from(good);
      bytes[byte]! ^= 1 << (byte % 8);
      await attempt(bytes, `bit ${byte % 8} of byte ${byte}`);
    }
    expect(refused).toBeGreaterThan(2 * good.length - 20);
  });

  it('is refused when its lines were changed and packed again', async () => {
    await writeBackup(await storeSource('here', await filled({ one: rowsOfOne })), at('good.backup'), silent());
    const lines = gunzipSync(readFileSync(at('good.backup'))).toString().split('\n');
    const changes: Record<string, string[]> = {
      'without a row': lines.filter((_, index) => index !== 2),
      'without its end': lines.filter((line) => !line.startsWith('{"end"')),
      'with a row twice': [...lines.slice(0, 2), ...lines.slice(1)],
      'with a text changed': lines.map((line) => line.replace('Comment 2', 'Komment 2')),
      'with something behind its end': [...lines.slice(0, -1), lines[1]!, ''],
      'without a board in its header': lines.map((line) => line.replace(/"boards":\[.*\]/, '"boards":[]')),
    };
    for (const [what, changed] of Object.entries(changes)) {
      writeFileSync(at('bad.backup'), gzipSync(changed.join('\n')));
      await expect(openBackup(at('bad.backup'), silent()), what).rejects.toThrow(/damaged|broken/);
    }
    writeFileSync(at('newer.backup'), gzipSync(lines.join('\n').replace('"version":1', '"version":2')));
    await expect(openBackup(at('newer.backup'), silent())).rejects.toThrow('newer.backup was written by a newer version of Pullcord (backup format 2, this one knows 1): restore it with that version.');
  });

  it('no password of an address is printed', () => {
    expect(withoutPassword('mongodb://app:s%40cret@db1,db2/pullcord?replicaSet=rs0')).toBe('mongodb://db1,db2/pullcord');
  });
});

describe('npm run backup, restore and migrate', () => {
  const command = (...args: string[]) => spawnSync(process.execPath, ['--import', 'tsx', 'server/backup/run.ts', ...args], { cwd: ROOT, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', DATA_DIR: at('data') } });

  it('carry DATA_DIR into a backup and the backup into another file, and tell what they did', async () => {
    const store = await openSqliteStore(at('data/pullcord.db'));
    await copy(await storeSource('here', await twoBoards()), store, 'there', silent());
    const backup = command('backup', '--from', 'file', '--to', at('b.backup'));
    expect(backup.stdout).toMatch(/b\.backup holds [0-9,]+ commits of 3 boards, verified, in [0-9.]+ s\.\n$/);
    const restore = command('restore', '--from', at('b.backup'), '--to', at('other.db'));
    expect(restore.stdout).toMatch(/written to .*other\.db and all of it verified in [0-9.]+ s\.\n  nordby: [0-9,]+ commits, chain whole \([0-9a-f]{16}\)\n  one: 1 commit, chain whole/);
    expect(restore.status).toBe(0);
    const other = await openSqliteStore(at('other.db'));
    await expectSame(store, other);
    await other.close();
    await store.close();
  });

  it.each<[string[], RegExp]>([
    [['migrate', '--from', 'file', '--to', 'file'], /^Both are the same store: nothing to do\.\n$/],
    [['migrate', '--from', 'file'], /^This takes --from and --to: npm run migrate/],
    [['migrate', '--from', 'file', '--to', 'redis://x'], /^A store is file, /],
    [['backup', '--from', 'file', '--to', 'x.backup'], /^There is no log at .*data\/pullcord\.db\.\n$/],
    [['backup', '--from', 'mongodb', '--to', 'x.backup'], /^mongodb alone means the database that MONGODB_URI names, and MONGODB_URI is not set\.\n$/],
    [['restore', '--from', '/nowhere.backup', '--to', 'file'], /^There is no backup at \/nowhere\.backup\.\n$/],
    [['restore', '--from', 'package.json', '--to', 'file'], /package\.json is no backup of Pullcord\.\n$/],
    [['carry'], /^Say which: /],
  ])('%j ends with one sentence and 1', (args, sentence) => {
    const { status, stderr, stdout } = command(...args);
    expect(stderr).toMatch(sentence);
    expect(stdout).toBe('');
    expect(status).toBe(1);
    expect(existsSync(at('data'))).toBe(false);
  });

  it('a migration that is killed on the way is finished by the next', async () => {
    const store = await openSqliteStore(at('data/pullcord.db'));
    await store.replaceRecords(recordsOf(PEOPLE));
    for (let head = { seq: 0, hash: '0'.repeat(64) }; head.seq < 20_000; ) {
      const rows = chain('long', 2_000, head);
      expect(await store.append(boardId('long'), rows)).toEqual({ ok: true });
      head = rows.at(-1)!;
    }
    await store.close();
    const child = spawn(process.execPath, ['--import', 'tsx', 'server/backup/run.ts', 'migrate', '--from', 'file', '--to', at('to.db')], { cwd: ROOT, stdio: 'ignore', env: { PATH: process.env['PATH'] ?? '', DATA_DIR: at('data') } });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    await until('some of it is over', () => existsSync(at('to.db')) && commitsIn(at('to.db')) > 0, 20_000);
    child.kill('SIGKILL');
    await gone;
    const { status, stdout } = command('migrate', '--from', 'file', '--to', at('to.db'));
    const [, written = '', there = ''] = /^([0-9,]+) commits of 1 board written to .*to\.db \(([0-9,]+) commits were there already\) and all of it verified/.exec(stdout) ?? [];
    expect(thousands(written)).toBeGreaterThan(0);
    expect(thousands(written) + thousands(there)).toBe(20_000);
    expect(status).toBe(0);
    const to = await openSqliteStore(at('to.db'));
    expect((await to.head(boardId('long')))?.seq).toBe(20_000);
    await to.close();
  });
});
