import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CannotOpen } from '../../server/adapters/cannot-open.ts';
import { codeOf, FULL, valueOf, type Connection } from '../../server/adapters/sqlite/connection.ts';
import { openWriter } from '../../server/adapters/sqlite/open-file.ts';
import { prepareWriter } from '../../server/adapters/sqlite/schema.ts';
import { openSqliteStore, type SqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts';
import type { TestSwitches } from '../../server/adapters/sqlite/worker-messages.ts';
import { boardId, commandId } from '../../shared/kernel/ids.ts';
import { FORMAT, GENESIS } from '../../shared/log/commit.ts';
import { allOf, chain } from '../support/store/commits.ts';
import { mayMount, SmallDisk } from '../support/store/small-disk.ts';

const A = boardId('floor-a');
const B = boardId('floor-b');

let folder: string;
let file: string;
const opened: SqliteStore[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pullcord-faults-'));
  file = join(folder, 'pullcord.db');
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  rmSync(folder, { recursive: true });
});

async function store(test?: TestSwitches): Promise<SqliteStore> {
  const one = await openSqliteStore(file, test);
  opened.push(one);
  return one;
}

async function sentenceOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(() => null, (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CannotOpen);
  return (error as CannotOpen).sentence;
}

describe('a SQLite store that cannot be opened says so in one sentence', () => {
  it('when the folder cannot be written', async () => {
    writeFileSync(join(folder, 'plain'), '');
    expect(await sentenceOf(openSqliteStore(join(folder, 'plain', 'pullcord.db')))).toBe(
      `Cannot write to the folder ${join(folder, 'plain')} (it is a file): allow it, or set DATA_DIR to another folder.`,
    );
    expect(await sentenceOf(openSqliteStore(join(folder, 'plain', 'deep', 'pullcord.db')))).toContain('(part of the path is a file)');
  });

  it('when a newer version wrote it', async () => {
    await (await store()).close();
    const db = openWriter(file);
    db.exec('PRAGMA user_version = 5');
    db.close();
    expect(await sentenceOf(openSqliteStore(file))).toBe(
      `${file} was written by a newer version of Pullcord (data format 5, this one knows 4): start that version, or set DATA_DIR to another folder.`,
    );
  });

  it('when a version from before the first release wrote it', async () => {
    await (await store()).close();
    const db = openWriter(file);
    db.exec('PRAGMA user_version = 3');
    db.close();
    expect(await sentenceOf(openSqliteStore(file))).toBe(
      `${file} was written by a version of Pullcord from before the first release (data format 3, this one begins with 4): move it away, or set DATA_DIR to another folder.`,
    );
  });

  it('when it is something else', async () => {
    writeFileSync(file, 'Dear diary, '.repeat(1_000));
    expect(await sentenceOf(openSqliteStore(file))).toContain('is not a database of Pullcord');
    rmSync(file);
    const other = new DatabaseSync(file);
    other.exec('CREATE TABLE notes (text TEXT)');
    other.close();
    expect(await sentenceOf(openSqliteStore(file))).toContain('belongs to another program');
    mkdirSync(join(folder, 'sub.db'));
    expect(await sentenceOf(openSqliteStore(join(folder, 'sub.db')))).toContain('Cannot write to');
  });
});

describe('the file is for the eyes of its owner', () => {
  const modes = (...names: string[]): string[] => names.map((name) => (statSync(name).mode & 0o777).toString(8));

  it('as it is made, whatever the mask says', async () => {
    const mask = process.umask(0);
    try {
      file = join(folder, 'deep', 'data', 'pullcord.db');
      const log = await store();
      await log.append(A, chain('floor-a', 3));
      expect(modes(join(folder, 'deep', 'data'), file, `${file}-wal`, `${file}-shm`)).toEqual(['700', '600', '600', '600']);
    } finally {
      process.umask(mask);
    }
  });

  it('and where it was open to others before; a folder with other things in it is left to its owner', async () => {
    await (await store()).close();
    chmodSync(file, 0o644);
    chmodSync(folder, 0o755);
    const log = await store();
    await log.append(A, chain('floor-a', 3));
    expect(modes(folder, file, `${file}-wal`)).toEqual(['700', '600', '600']);
    const shared = join(folder, 'shared');
    mkdirSync(shared);
    writeFileSync(join(shared, 'else.txt'), '');
    chmodSync(shared, 0o755);
    await (await openSqliteStore(join(shared, 'pullcord.db'))).close();
    expect(modes(shared, join(shared, 'pullcord.db'))).toEqual(['755', '600']);
  });
});

describe('a full disk', () => {
  it('is known by its words where the driver gives no code', () => {
    expect(codeOf(new Error('database or disk is full'))).toBe(FULL);
    expect(codeOf(Object.assign(new Error('x'), { errcode: 13 | (1 << 8) }))).toBe(FULL);
    expect(codeOf(new Error('Failed on purpose'))).toBe(0);
  });

  it('R3 what is surely on disk is read while a doubtful write cannot be settled, and nothing else', async () => {
    const log = await store({ fail: { at: 'committed', how: 'error', skip: 1 }, staysFull: 3 });
    const commits = chain('floor-a', 5, undefined, () => ({ subjects: ['1041'] }));
    expect(await log.append(A, commits.slice(0, 3))).toEqual({ ok: true });
    expect(await log.append(A, commits.slice(3))).toMatchObject({ ok: false, why: 'unknown' });
    expect((await log.head(A))?.seq).toBe(3);
    expect((await log.boards()).map(({ seq }) => seq)).toEqual([3]);
    expect((await log.read(A, 0, 100)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect((await log.story(A, '1041', 100, 100)).map(({ seq }) => seq)).toEqual([3, 2, 1]);
    expect(log.warnings.join()).toMatch(/^Nothing can be saved just now, .*pullcord\.db is full: make room/);
    // Whoever asks what became of a command waits for the truth, and is told that it cannot be had yet.
    await expect(log.find(A, commits[3]!.command)).rejects.toThrow('full');
    expect(await log.find(A, commits[3]!.command)).toEqual(commits[3]);
    expect((await log.head(A))?.seq).toBe(5);
    expect(await log.append(A, chain('floor-a', 1, commits[4]!))).toEqual({ ok: true });
    expect(log.warnings).toEqual([]);
  });

  it('a real one: reading goes on, a start says so in a sentence, and there is nothing to mend once there is room', async () => {
    // Whoever may not mount here has the test above.
    if (!mayMount()) return;
    const disk = SmallDisk.mount(folder, 4);
    try {
      const log = await store();
      const commits = chain('floor-a', 60);
      expect(await log.append(A, commits.slice(0, 20))).toEqual({ ok: true });
      disk.fill();
      expect(await log.append(A, commits.slice(20))).toMatchObject({ ok: false });
      expect((await allOf(log, 'floor-a')).map(({ seq }) => seq)).toEqual(commits.slice(0, 20).map(({ seq }) => seq));
      expect(log.warnings.join()).toContain('is full');
      expect(await sentenceOf(openSqliteStore(file))).toBe(`The disk that holds ${file} is full: make room, or set DATA_DIR to another folder.`);
      disk.free();
      expect(await log.append(A, commits.slice(20))).toEqual({ ok: true });
      expect(log.warnings).toEqual([]);
      await log.close();
    } finally {
      disk.free();
      disk.unmount();
    }
  });
});

describe('a SQLite store under faults', () => {
  it('R2 writes with WAL, full synchronisation and foreign keys, whatever the defaults are', () => {
    const db = openWriter(file);
    expect([valueOf(db, 'PRAGMA journal_mode'), valueOf(db, 'PRAGMA synchronous'), valueOf(db, 'PRAGMA foreign_keys')]).toEqual(['wal', 2, 1]);
    db.close();
  });

  it('R2 refuses to start where it cannot have them', () => {
    // An in-memory database has no WAL, like a file system without shared memory.
    const db = new DatabaseSync(':memory:') as unknown as Connection;
    expect(() => prepareWriter(db, 'x.db')).toThrow('The database refuses journal_mode = wal (it says memory)');
    db.close();
  });

  it('I10 a full disk is a fault: nothing of the group is written, and it works again once there is room', async () => {
    const log = await store({ maxPages: 60 });
    const written: number[] = [];
    let head = { seq: 0, hash: GENESIS };
    let faults = 0;
    while (faults === 0) {
      const batch = chain('floor-a', 20, head);
      const [answer, other] = await Promise.all([log.append(A, batch), log.append(B, chain('floor-b', 1, undefined, () => ({ command: commandId(`b-${head.seq}`) })))]);
      if (answer.ok) {
        head = batch.at(-1)!;
        written.push(...batch.map(({ seq }) => seq));
      } else {
        faults += 1;
        expect(answer).toMatchObject({ why: 'fault', cause: { message: expect.stringContaining('full') } });
        expect(other.ok).toBe(false);
      }
    }
    expect(written.length).toBeGreaterThan(0);
    expect((await allOf(log, 'floor-a')).map(({ seq }) => seq)).toEqual(written);
    await log.close();
    const roomy = await store();
    expect(await roomy.append(A, chain('floor-a', 20, head))).toEqual({ ok: true });
  });

  it('I3 an error before COMMIT is a fault, for the whole group, and nothing was written', async () => {
    for (const at of ['begun', 'written'] as const) {
      const log = await store({ fail: { at, how: 'error' } });
      const answers = await Promise.all([log.append(A, chain('floor-a', 2)), log.append(B, chain('floor-b', 1))]);
      expect(answers.map((answer) => !answer.ok && answer.why)).toEqual(['fault', 'fault']);
      expect(await log.boards()).toEqual([]);
      expect(await log.append(A, chain('floor-a', 1))).toEqual({ ok: true });
      await log.close();
      rmSync(file);
    }
  });

  it('R3 an error at COMMIT is unknown, and the command\'s id then tells what became of it', async () => {
    const log = await store({ fail: { at: 'committed', how: 'error' } });
    const commits = chain('floor-a', 1);
    expect(await log.append(A, commits)).toMatchObject({ ok: false, why: 'unknown' });
    expect(await log.find(A, commits[0]!.command)).toEqual(commits[0]);
    expect(await log.append(A, commits)).toMatchObject({ ok: false, why: 'duplicate' });
    expect(await log.append(A, chain('floor-a', 1, commits[0]!))).toEqual({ ok: true });
  });

  it.each([['written', 0], ['committed', 1]] as const)('R3 the thread\'s death when %s is unknown; another takes its place', async (at, there) => {
    const log = await store({ fail: { at, how: 'exit', skip: 1 } });
    const commits = chain('floor-a', 2);
    expect(await log.append(A, commits.slice(0, 1))).toEqual({ ok: true });
    expect(await log.append(A, commits.slice(1))).toMatchObject({ ok: false, why: 'unknown' });
    expect(await log.find(A, commits[1]!.command)).toEqual(there === 1 ? commits[1] : null);
    expect((await log.head(A))?.seq).toBe(1 + there);
    expect(await log.append(A, commits.slice(1))).toEqual(there === 1 ? { ok: false, why: 'duplicate', command: commits[1]!.command, commit: commits[1] } : { ok: true });
  });

  it('R4 another process that holds the write lock is waited for', async () => {
    const log = await store();
    const other = openWriter(file);
    other.exec('BEGIN IMMEDIATE');
    const waiting = log.append(A, chain('floor-a', 1));
    let answered = false;
    void waiting.then(() => (answered = true));
    expect((await log.boards()).length).toBe(0);
    expect(answered).toBe(false);
    other.exec('COMMIT');
    other.close();
    expect(await waiting).toEqual({ ok: true });
  });

  it('R1 a batch out of shape is a fault and does not hurt its neighbours', async () => {
    const log = await store();
    const bad = chain('floor-a', 1).map((commit) => ({ ...commit, seq: -1 }));
    const answers = await Promise.all([log.append(B, chain('floor-b', 1)), log.append(A, bad), log.append(boardId('floor-c'), chain('floor-c', 1))]);
    expect(answers.map((answer) => answer.ok)).toEqual([true, false, true]);
    expect((await log.boards()).map(({ board }) => board)).toEqual(['floor-b', 'floor-c']);
  });

  it('R4 two processes may open a fresh file at the same moment', async () => {
    const stores = await Promise.all([store(), store(), store()]);
    const answers = await Promise.all(stores.map((log, at) => log.append(boardId(`floor-${at}`), chain(`floor-${at}`, 3))));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    for (const log of stores) expect(await log.boards()).toHaveLength(3);
  });

  it('keeps a snapshot and the directory apart from a group that fails', async () => {
    const log = await store({ fail: { at: 'written', how: 'error' } });
    await expect(log.saveSnapshot({ board: A, seq: 1, hash: GENESIS, format: FORMAT, body: '' })).rejects.toThrow('on purpose');
    await log.saveSnapshot({ board: A, seq: 2, hash: GENESIS, format: FORMAT, body: 'two' });
    expect((await log.loadSnapshot(A))?.body).toBe('two');
  });
});
