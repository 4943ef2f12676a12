import { createConnection } from 'mongoose';
import type { openMongoStore } from '../../../server/adapters/mongo/mongo-store.ts';
import { boardId, commandId } from '../../../shared/kernel/ids.ts';
import { GENESIS, type StoredCommit } from '../../../shared/log/commit.ts';
import { allOf, chain } from './commits.ts';
import { type RealMongo, signal } from './real-mongod.ts';
import { until } from '../until.ts';

type Open = typeof openMongoStore;
type Store = Awaited<ReturnType<Open>>;

const A = boardId('floor-a');
type Answer = Promise<string | null>;
export type Question = keyof typeof QUESTIONS;
let databases = 0;

/** What an adapter of MongoDB must do right, asked of a real one: one question, or all; the first fault it has, or null. */
export async function firstFault(open: Open, set: RealMongo, only: Question | null): Promise<string | null> {
  for (const [name, question] of Object.entries(QUESTIONS)) {
    if (only !== null && name !== only) continue;
    databases += 1;
    const uri = set.uri(`battery-${databases}`);
    const opened: Store[] = [];
    const node = async (): Promise<Store> => {
      const store = await open(uri, { majorityWithin: 800, primaryWithin: 4_000 });
      opened.push(store);
      return store;
    };
    try {
      const said = await question({ store: await node(), node, uri, set });
      if (said !== null) return `${name}: ${said}`;
    } catch (error) {
      return `${name}: ${String(error)}`;
    } finally {
      for (const store of opened) await store.close();
    }
  }
  return null;
}

interface World {
  readonly store: Store;
  readonly node: () => Promise<Store>;
  readonly uri: string;
  readonly set: RealMongo;
}

const QUESTIONS = {
  'two nodes, one number': async ({ store, node }): Answer => {
    const other = await node();
    const commits = chain('floor-a', 3);
    if (!(await store.append(A, commits.slice(0, 2))).ok) return 'refused';
    await other.read(A, 0, 10);
    // Both know commit 2; the first of them to write has number 3.
    await store.append(A, commits.slice(2));
    return unlike({ ok: false, why: 'conflict', head: 3, since: commits.slice(2) }, await other.append(A, chain('floor-a', 1, commits[1], () => ({ command: commandId('theirs') }))));
  },
  'a long way behind': async ({ store, node }): Answer => {
    const other = await node();
    const commits = chain('floor-a', 6);
    await store.append(A, commits.slice(0, 2));
    await other.read(A, 0, 10);
    await store.append(A, commits.slice(2));
    return unlike({ ok: false, why: 'conflict', head: 6, since: commits.slice(2) }, await other.append(A, chain('floor-a', 1, commits[1], () => ({ command: commandId('theirs') }))));
  },
  'a command again': async ({ store, node }): Answer => {
    const other = await node();
    const commits = chain('floor-a', 3);
    await store.append(A, commits);
    await other.read(A, 0, 10);
    const again = chain('floor-a', 1, commits[2], () => ({ command: commits[0]!.command }));
    return unlike({ ok: false, why: 'duplicate', command: commits[0]!.command, commit: commits[0] }, await other.append(A, again));
  },
  'a gap': async ({ store }): Answer => {
    const commits = chain('floor-a', 4);
    await store.append(A, commits.slice(0, 1));
    return unlike({ ok: false, why: 'conflict', head: 1 }, await store.append(A, commits.slice(2)));
  },
  'another history': async ({ store }): Answer => {
    const mine = chain('floor-a', 2);
    const theirs = chain('floor-a', 3, undefined, (seq) => ({ command: commandId(`theirs-${seq}`), at: 5 }));
    await store.append(A, mine);
    return unlike({ ok: false, why: 'conflict', head: 2 }, await store.append(A, theirs.slice(2)));
  },
  'the middle of a batch': async ({ store }): Answer => {
    const commits = chain('floor-a', 2);
    await store.append(A, commits);
    const batch = chain('floor-a', 5, commits[1], (seq) => (seq === 5 ? { command: commits[0]!.command } : {}));
    const said = unlike({ ok: false, why: 'duplicate', command: commits[0]!.command, commit: commits[0], kept: 2 }, await store.append(A, batch));
    return said ?? unlike([1, 2, 3, 4], (await allOf(store, 'floor-a')).map(({ seq }) => seq));
  },
  bytes: async ({ store }): Answer => {
    const commits = chain('floor-a', 2, undefined, (seq) => ({ subjects: seq === 1 ? [] : ['1041', '1042'], texts: { comment: ' é 木工 \u0000 ' } }));
    await store.append(A, commits);
    return unlike(commits, await store.read(A, 0, 10));
  },
  pages: async ({ store }): Answer => {
    const commits = chain('floor-a', 5);
    await store.append(A, commits);
    return unlike([[], [2, 3]], [await store.read(A, 0, 0), (await store.read(A, 1, 2)).map(({ seq }) => seq)]);
  },
  snapshots: async ({ store }): Answer => {
    const snapshot = (seq: number) => ({ board: A, seq, hash: GENESIS, format: 1, body: `body ${seq}` });
    await store.saveSnapshot(snapshot(20));
    await store.saveSnapshot(snapshot(10));
    return unlike(snapshot(20), await store.loadSnapshot(A));
  },
  'an index of another': async ({ store, uri }): Answer => {
    const connection = await createConnection(uri).asPromise();
    await connection.collection('commits').createIndex({ subjects: 1 }, { unique: true });
    await connection.close();
    const commits = chain('floor-a', 2);
    await store.append(A, commits.slice(0, 1));
    const answer = await store.append(A, commits.slice(1));
    return unlike('fault', answer.ok || answer.why);
  },
  hints: async ({ store, node }): Answer => {
    const other = await node();
    const heard: number[] = [];
    other.watch(A, (seq) => void heard.push(seq));
    let head = { seq: 0, hash: GENESIS };
    const written: StoredCommit[] = [];
    await until('a hint', async () => {
      const [commit] = chain('floor-a', 1, head);
      if ((await store.append(A, [commit!])).ok) written.push((head = commit!) as StoredCommit);
      return heard.length > 0;
    }, 3_000);
    return unlike(written[heard[0]! - 1]?.seq ?? 'one that was written', heard[0]);
  },
  'no majority': async ({ store, node, set }): Answer => {
    const other = await node();
    const commits = chain('floor-a', 4);
    await store.append(A, commits.slice(0, 2));
    await other.read(A, 0, 10);
    const { secondaries } = await set.roles();
    for (const { pid } of secondaries) signal(pid, 'SIGSTOP');
    let said: string | null;
    try {
      const answer = await store.append(A, commits.slice(2, 3));
      said = unlike({ ok: false, why: 'unknown', pending: true }, { ...answer, cause: undefined });
      said ??= unlike(null, await store.find(A, commits[2]!.command));
      // The row is in the way, and may be taken back.
      const rival = await other.append(A, chain('floor-a', 2, commits[1], (seq) => ({ command: commandId(`rival-${seq}`) })));
      said ??= unlike({ ok: false, why: 'unknown', pending: true }, { ...rival, cause: undefined });
    } finally {
      for (const { pid } of secondaries) signal(pid, 'SIGCONT');
    }
    if (said !== null) return said;
    await until('the row is found', async () => ((await store.head(A))?.seq ?? 0) >= 3);
    return unlike({ ok: true }, await store.append(A, commits.slice(3))) ?? unlike(commits.map(({ command }) => command), (await allOf(store, 'floor-a')).map(({ command }) => command));
  },
  'a loose index': async ({ node, uri }): Answer => {
    const connection = await createConnection(uri).asPromise();
    await connection.collection('commits').dropIndexes();
    await connection.collection('commits').createIndex({ board: 1, command: 1 });
    await connection.close();
    return unlike('refused', await node().then(() => 'opened', () => 'refused'));
  },
} satisfies Record<string, (world: World) => Answer>;

function unlike(wanted: unknown, found: unknown): string | null {
  const [a, b] = [wanted, found].map((one) => canonical(one));
  return a === b ? null : `${b?.slice(0, 300)} in place of ${a?.slice(0, 300)}`;
}

const canonical = (value: unknown): string => JSON.stringify(value, (_, one: unknown) => (one && typeof one === 'object' && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one));
