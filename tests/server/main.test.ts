import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts';
import { boardId } from '../../shared/kernel/ids.ts';
import { FORMAT } from '../../shared/log/commit.ts';
import { EVA } from '../../shared/templates/furniture-people.ts';
import { chain } from '../support/store/commits.ts';
import { until } from '../support/until.ts';
import { callAt } from './http/door.ts';

interface Running {
  readonly process: ChildProcess;
  readonly said: () => string;
  readonly logged: () => string;
  readonly port: () => Promise<number>;
  readonly ended: Promise<number | null>;
}

const folders: string[] = [];
const started: Running[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) {
    one.process.kill('SIGKILL');
    await one.ended;
  }
  for (const folder of folders.splice(0)) {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  }
});

function folderFor(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pullcord-main-'));
  folders.push(folder);
  return folder;
}

function start(settings: Record<string, string>, ...args: string[]): Running {
  const { PATH, HOME } = globalThis.process.env;
  const child = spawn(globalThis.process.execPath, ['--import', 'tsx', 'server/main.ts', ...args], {
    env: { PATH, HOME, PORT: '0', LOG_LEVEL: 'warn', ...settings }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let logged = '';
  child.stdout?.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr?.on('data', (part: Buffer) => (logged += part.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const running: Running = {
    process: child, said: () => said, logged: () => logged, ended,
    port: () => until(`it runs, and not: ${logged}`, () => Number(/running at http:\/\/127\.0\.0\.1:(\d+)/.exec(said)?.[1] ?? 0) || null, 20_000),
  };
  started.push(running);
  return running;
}

/** Exactly one sentence, no stack, exit code 1. */
async function sentenceOf(running: Running): Promise<string> {
  expect(await running.ended).toBe(1);
  const lines = running.logged().trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/\.$/);
  expect(lines[0]).not.toMatch(/Error:|node:|\.ts\b/);
  expect(running.said()).toBe('');
  return lines[0] ?? '';
}

describe('npm start', { timeout: 90_000 }, () => {
  it('shows the demo shop at first, keeps what was done, and is there again at the second start', async () => {
    const DATA_DIR = join(folderFor(), 'deep', 'data');
    const first = start({ DATA_DIR });
    const port = await first.port();
    await until('it says how to stop', () => first.said().includes('Stop with Ctrl+C'));
    await until('it says that anyone may act', () => first.logged().includes('anyone who reaches this server may act as anyone'));
    const { boards } = (await callAt(port, 'GET', '/api/boards')).body;
    expect(boards).toHaveLength(1);
    const board = (await callAt(port, 'GET', `/api/boards/${boards[0].id}`)).body;
    expect(board.cards.filter((card: { kind: string }) => card.kind === 'order').length).toBeGreaterThanOrEqual(14);
    expect(board.cards.filter((card: { kind: string }) => card.kind === 'job').length).toBeGreaterThanOrEqual(60);
    const card = board.cards[0].id;
    const done = await callAt(port, 'POST', `/api/boards/${boards[0].id}/commands`, { id: 'second-start', command: { type: 'CommentOnCard', card, text: 'kept' } }, { 'x-acting-person': EVA });
    expect(done.status).toBe(200);
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    const second = start({ DATA_DIR });
    const again = await second.port();
    expect((await callAt(again, 'GET', '/api/boards')).body.boards).toEqual([{ ...boards[0], seq: done.body.seq }]);
    second.process.kill('SIGINT');
    expect(await second.ended).toBe(0);
  });

  it('with --empty has people and no board, and stays so at the next start without it', async () => {
    const DATA_DIR = folderFor();
    const first = start({ DATA_DIR }, '--empty');
    const port = await first.port();
    expect((await callAt(port, 'GET', '/api/boards')).body.boards).toEqual([]);
    expect((await callAt(port, 'GET', '/api/people')).body.people.length).toBeGreaterThanOrEqual(5);
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const second = start({ DATA_DIR });
    expect((await callAt(await second.port(), 'GET', '/api/boards')).body.boards).toEqual([]);
  });

  it('says in one sentence that the port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      expect(await sentenceOf(start({ DATA_DIR: folderFor(), PORT: String(port) }))).toContain(`Port ${port} is in use`);
    } finally {
      other.close();
    }
  });

  it('says in one sentence that the folder cannot be written', async () => {
    const folder = folderFor();
    // Root may write anywhere, so a file stands where the folder should be.
    writeFileSync(join(folder, 'taken'), '');
    expect(await sentenceOf(start({ DATA_DIR: join(folder, 'taken', 'data') }))).toContain(join(folder, 'taken'));
    if (globalThis.process.getuid?.() === 0) return;
    const locked = join(folder, 'locked');
    mkdirSync(locked);
    chmodSync(locked, 0o500);
    expect(await sentenceOf(start({ DATA_DIR: locked }))).toContain('locked');
  });

  it('says in one sentence that the data is of a newer Pullcord, and leaves it alone', async () => {
    const DATA_DIR = folderFor();
    const store = await openSqliteStore(join(DATA_DIR, 'pullcord.db'));
    const future = chain('future', 1, undefined, () => ({ format: FORMAT + 1 }));
    expect(await store.append(boardId('future'), future)).toEqual({ ok: true });
    await store.close();
    expect(await sentenceOf(start({ DATA_DIR }))).toContain('newer Pullcord');
    const after = await openSqliteStore(join(DATA_DIR, 'pullcord.db'));
    expect(await after.head(boardId('future'))).toMatchObject({ seq: 1 });
    expect(await after.boards()).toHaveLength(1);
    await after.close();
  });

  it.each([
    [{ PORT: 'http' }, [], 'PORT'],
    [{ LOG_LEVEL: 'loud' }, [], 'LOG_LEVEL'],
    [{ HOST: '192.0.2.1' }, [], 'HOST'],
    [{}, ['--fast'], '--empty'],
  ])('says in one sentence what is wrong with %o %o', async (settings, args, word) => {
    expect(await sentenceOf(start({ DATA_DIR: folderFor(), ...(settings as Record<string, string>) }, ...args))).toContain(word);
  });
});
