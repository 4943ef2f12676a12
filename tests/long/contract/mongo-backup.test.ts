import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MongoStore, openMongoStore } from '../../../server/adapters/mongo/mongo-store.ts';
import { openSqliteStore, type SqliteStore } from '../../../server/adapters/sqlite/sqlite-store.ts';
import { openBoard } from '../../../server/log/open-board.ts';
import { withoutTexts } from '../../../server/log/encode-commit.ts';
import { boardId, personId } from '../../../shared/kernel/ids.ts';
import { GENESIS } from '../../../shared/log/commit.ts';
import { allOf, chain } from '../../support/store/commits.ts';
import { randomLog } from '../../support/shop/random-log.ts';
import { type RealMongo, startReplicaSet } from '../../support/store/real-mongod.ts';
import { until } from '../../support/until.ts';
import { recordsOf } from '../../../server/people/directory-records.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SHOP = boardId('random');
const LONG = boardId('long');
const LENGTH = 12_000;

let mongo: RealMongo;
let folder: string;
let file: SqliteStore;
const opened: MongoStore[] = [];
const at = (name: string): string => join(folder, name);
const env = { PATH: process.env['PATH'] ?? '' };
const program = (...args: string[]) => ['--import', 'tsx', 'server/backup/run.ts', ...args];
const command = (...args: string[]) => spawnSync(process.execPath, program(...args), { cwd: ROOT, encoding: 'utf8', env });
const thousands = (text = ''): number => Number(text.replaceAll(',', ''));

async function openMongo(database: string): Promise<MongoStore> {
  const store = await openMongoStore(mongo.uri(database));
  opened.push(store);
  return store;
}

beforeAll(async () => {
  mongo = await startReplicaSet();
  folder = mkdtempSync(join(tmpdir(), 'pullcord-carry-mongo-'));
  file = await openSqliteStore(at('pullcord.db'));
  await file.replaceRecords(recordsOf({ people: { [personId('ann')]: { id: personId('ann'), name: 'Ann', initials: 'A', colour: 1, roles: ['manager'] } }, suppliers: {} }));
  expect(await file.append(SHOP, randomLog(7, 1_000).commits)).toEqual({ ok: true });
  for (let head = { seq: 0, hash: GENESIS }; head.seq < LENGTH; ) {
    const rows = chain(LONG, 2_000, head);
    expect(await file.append(LONG, rows.map((row) => (row.seq % 5 === 0 ? withoutTexts(row) : row)))).toEqual({ ok: true });
    head = rows.at(-1)!;
  }
}, 120_000);

afterAll(async () => {
  for (const store of opened) await store.close();
  await file?.close();
  await mongo?.stop();
  if (folder) rmSync(folder, { recursive: true });
});

async function expectSame(one: SqliteStore | MongoStore, other: SqliteStore | MongoStore): Promise<void> {
  expect(await other.boards()).toEqual(await one.boards());
  expect(await other.records()).toEqual(await one.records());
  for (const { board } of await one.boards()) expect(await allOf(other, board)).toEqual(await allOf(one, board));
}

describe('REL-15 a history is carried between a file and a real MongoDB', () => {
  it('there, killed on the way and finished by the next run; and back, the same to the last byte', async () => {
    const target = await openMongo('carried');
    const child = spawn(process.execPath, program('migrate', '--from', at('pullcord.db'), '--to', mongo.uri('carried')), { cwd: ROOT, stdio: 'ignore', env });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    await until('some of it is over', async () => ((await target.head(LONG))?.seq ?? 0) > 1_000, 60_000);
    child.kill('SIGKILL');
    await gone;
    const there = (await target.boards()).reduce((sum, { seq }) => sum + seq, 0);
    expect(there).toBeLessThan(LENGTH);

    const { status, stdout, stderr } = command('migrate', '--from', at('pullcord.db'), '--to', mongo.uri('carried'));
    expect(stderr).not.toMatch(/Error/);
    const [, written, before] = /^([0-9,]+) commits of 2 boards written to .* \(([0-9,]+) commits were there already\) and all of it verified/.exec(stdout) ?? [];
    expect(thousands(written) + thousands(before)).toBe(LENGTH + 1_000);
    expect(thousands(before)).toBeGreaterThanOrEqual(there);
    expect(status).toBe(0);
    await expectSame(file, target);
    expect((await openBoard(target, SHOP))?.board.seq).toBe(1_000);

    expect(command('migrate', '--from', mongo.uri('carried'), '--to', at('back.db')).stdout).toMatch(/^13,000 commits of 2 boards written/);
    const back = await openSqliteStore(at('back.db'));
    await expectSame(file, back);
    await back.close();
  }, 120_000);

  it('into a backup while others write, a prefix without gaps, and from there into either store', async () => {
    const source = await openMongo('live');
    await source.replaceRecords(await file.records());
    let head = chain(boardId('live'), 1)[0]!;
    await source.append(head.board, [head]);
    let writing = true;
    const writer = (async () => {
      while (writing) {
        const rows = chain(head.board, 20, head);
        expect(await source.append(head.board, rows)).toEqual({ ok: true });
        head = rows.at(-1)!;
      }
    })();
    await until('the log is of some length', () => head.seq > 1_000, 60_000);
    const before = head.seq;
    const taken = spawn(process.execPath, program('backup', '--from', mongo.uri('live'), '--to', at('live.backup')), { cwd: ROOT, stdio: 'ignore', env });
    const code = await new Promise((resolve) => taken.once('exit', resolve));
    writing = false;
    await writer;
    expect(code).toBe(0);

    expect(command('restore', '--from', at('live.backup'), '--to', at('live.db')).status).toBe(0);
    expect(command('restore', '--from', at('live.backup'), '--to', mongo.uri('restored')).status).toBe(0);
    const restored = await openSqliteStore(at('live.db'));
    const seq = (await restored.head(head.board))?.seq ?? 0;
    expect(seq).toBeGreaterThanOrEqual(before);
    expect(seq).toBeLessThan(head.seq);
    expect(await allOf(restored, head.board)).toEqual((await allOf(source, head.board)).slice(0, seq));
    await expectSame(restored, await openMongo('restored'));
    await restored.close();
  }, 120_000);

  it('refuses a database with another history, and prints no password', async () => {
    const other = await openMongo('other');
    await other.append(LONG, chain(LONG, 1, undefined, () => ({ at: 5 })));
    const { status, stderr } = command('migrate', '--from', at('pullcord.db'), '--to', mongo.uri('other'));
    expect(stderr).toMatch(/^Board long has another history in mongodb:\/\/127\.0\.0\.1:.*\/other than in .*pullcord\.db \(commit 1 differs\): choose an empty target\. Nothing was written\.\n$/);
    expect(status).toBe(1);
    expect(await other.boards()).toHaveLength(1);
    const nobody = command('backup', '--from', 'mongodb://ann:hunter2hunter2@127.0.0.1:1/x?replicaSet=rs0', '--to', at('x.backup'));
    expect(nobody.status).toBe(1);
    expect(nobody.stderr + nobody.stdout).not.toContain('hunter2');
  });
});
