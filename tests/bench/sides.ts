import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openSqliteStore } from '../../server/adapters/sqlite/sqlite-store.ts';
import { PROTOCOL } from '../../shared/protocol/messages.ts';
import { benchBoardId, benchPerson, type BoardSpec, traffickedCard, waitingForFinish, writeBench } from './boards.ts';
import { built } from './built.ts';
import { pause } from './measures.ts';
import { ThinClient } from './thin-client.ts';
import { ROOMY_SETTINGS } from '../support/server/roomy.ts';

/** A server under test, and how one speaks with it. */
export interface Side {
  readonly name: 'reference' | 'pullcord';
  start(board: BoardSpec, args?: readonly string[]): Promise<Running>;
}

export interface Running extends Dialect {
  readonly pid: number;
  readonly port: number;
  /** From the start of the process until it took a connection; ms. */
  readonly startedIn: number;
  /** A viewer of the n-th board. */
  look(n: number): Promise<ThinClient>;
  /** Kills the process at once and starts it again on the same data and port, after `down` ms. */
  restart(down?: number): Promise<Running>;
  /** Kills the process at once and for good. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Into the work lane, out of it again, or into a stage that is closed. */
export type Way = 'there' | 'back' | 'refused';

export interface Dialect {
  auth(person: number): unknown;
  /** have: where this screen stands already, from `headOf`; null: nothing. */
  joinMessage(have: unknown, board?: number): unknown;
  headOf(joined: unknown): unknown;
  /** The traffic's move: card number `card` by person number `person`, into the work lane or out of it again. */
  move(id: string, person: number, card: number, way: Way): unknown;
  /** The sequence number of an accepted move, null when it was refused. */
  accepted(answer: unknown): number | null;
  commitsIn(event: string, payload: unknown): readonly { readonly seq: number; readonly command: string }[];
}

const root = fileURLToPath(new URL('../../', import.meta.url));
/** The flags of node that `npm start` has; the reference has them too. */
const STARTED_WITH = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: { readonly start: string } }).scripts.start.match(/--\S+/g) ?? [];

export const reference: Side = {
  name: 'reference',
  async start(board) {
    const folder = mkdtempSync(join(tmpdir(), 'pullcord-bench-'));
    const port = await freePort();
    return launch([built('reference-server'), String(port), join(folder, 'reference.db'), String(Math.ceil(board.cards / 5))], {}, port, folder, {
      auth: () => ({}),
      joinMessage: () => ({}),
      headOf: (joined) => (joined as { readonly seq: number }).seq,
      // From the first list to the second, whose limit is checked, and back.
      move: (id, _, card, way) => ({ id, card, to: way === 'there' ? 1 : 0 }),
      accepted: (answer) => (answer as { readonly seq?: number }).seq ?? null,
      commitsIn: (event, payload) => (event === 'commits' ? (payload as { readonly commits: readonly { readonly seq: number; readonly command: string }[] }).commits : []),
    });
  },
};

export const pullcord: Side = {
  name: 'pullcord',
  async start(board, args = []) {
    const folder = mkdtempSync(join(tmpdir(), 'pullcord-bench-'));
    await writeBench(await openSqliteStore(join(folder, 'pullcord.db')), board);
    return startPullcord({ DATA_DIR: folder }, folder, args);
  },
};

/** With the bounds that it has when nobody sets them: the bench's own people stay below. */
export async function startBounded(board: BoardSpec): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'pullcord-bench-'));
  await writeBench(await openSqliteStore(join(folder, 'pullcord.db')), board);
  return startPullcord({ DATA_DIR: folder, ...Object.fromEntries(Object.keys(ROOMY_SETTINGS).map((name) => [name, ''])) }, folder, []);
}

/** One more node on the boards of a database. */
export async function startNode(uri: string): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'pullcord-bench-'));
  return startPullcord({ DATA_DIR: folder, MONGODB_URI: uri }, folder, []);
}

async function startPullcord(env: Record<string, string>, folder: string, args: readonly string[]): Promise<Running> {
  const port = await freePort();
  const own = { PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production', LOG_LEVEL: 'warn', ...ROOMY_SETTINGS, ...env };
  return launch([built('main'), '--empty', ...args], own, port, folder, onBoard(0));
}

/** How one speaks with Pullcord about the n-th board. */
export function onBoard(own: number): Dialect {
  return {
    auth: (person) => ({ person: benchPerson(person), protocol: PROTOCOL }),
    joinMessage: (have, board = own) => ({ board: benchBoardId(board), have }),
    headOf: (joined) => (joined as { readonly head: unknown }).head,
    // A pull of a ready job into Cut (limits of the lane, of production and of all jobs), and its undoing.
    move: (id, _, card, way) => ({
      board: benchBoardId(own),
      id,
      command: commandOf(card, way),
    }),
    accepted: (answer) => {
      const { ok, seq } = answer as { readonly ok: boolean; readonly seq: number };
      return ok ? seq : null;
    },
    commitsIn: (event, payload) => (event === 'commits' ? (payload as { readonly commits: readonly { readonly seq: number; readonly command: string }[] }).commits : []),
  };
}

function commandOf(card: number, way: Way): unknown {
  switch (way) {
    case 'there': return { type: 'PullCard', card: traffickedCard(card), lane: 'cut' };
    case 'back': return { type: 'UndoMove', card: traffickedCard(card) };
    case 'refused': return { type: 'PullCard', card: waitingForFinish(card), lane: 'finish' };
  }
}

async function launch(args: readonly string[], env: Record<string, string>, port: number, folder: string, dialect: Dialect): Promise<Running> {
  const started = performance.now();
  const profile = process.env['BENCH_PROFILE'];
  const flags = [...STARTED_WITH, ...(profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`])];
  const child = spawn(process.execPath, [...flags, ...args], { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  await listening(child, port, said);
  const startedIn = performance.now() - started;
  return {
    ...dialect,
    pid: child.pid as number,
    port,
    startedIn,
    look: async (n) => {
      const client = await ThinClient.connect(port, dialect.auth(n));
      await client.ask('join', dialect.joinMessage(null, n));
      return client;
    },
    kill: () => ended(child, 'SIGKILL'),
    restart: async (down = 0) => {
      await ended(child, 'SIGKILL');
      await pause(down);
      return launch(args, env, port, folder, dialect);
    },
    stop: async () => {
      await ended(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listening(child: ChildProcess, port: number, said: readonly string[]): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended before it listened:\n${said.join('')}`);
    if (await reachable(port)) return;
    if (performance.now() > deadline) throw new Error(`The server does not listen:\n${said.join('')}`);
    await pause(2);
  }
}

function reachable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const harder = setTimeout(() => child.kill('SIGKILL'), 5_000);
    child.on('exit', () => {
      clearTimeout(harder);
      resolve();
    });
    child.kill(signal);
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });
}
