import { createConnection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MongoStore, openMongoStore } from '../../../server/adapters/mongo/mongo-store.ts';
import { faultOf } from '../../../server/log/encode-commit.ts';
import type { Appended } from '../../../server/ports/commit-log.ts';
import { boardId, commandId } from '../../../shared/kernel/ids.ts';
import { GENESIS } from '../../../shared/log/commit.ts';
import { allOf, chain } from '../../support/store/commits.ts';
import { type RealMongo, signal, startReplicaSet } from '../../support/store/real-mongod.ts';
import { pause, until } from '../../support/until.ts';

const A = boardId('floor-a');
let set: RealMongo;
let databases = 0;
beforeAll(async () => {
  set = await startReplicaSet();
});
afterAll(() => set.stop());

/** A node on a database of its own, or a further node on the same one. */
async function withStore(act: (store: MongoStore, open: () => Promise<MongoStore>, uri: string) => Promise<void>): Promise<void> {
  databases += 1;
  const uri = set.uri(`faults-${databases}`);
  const opened: MongoStore[] = [];
  const open = async (): Promise<MongoStore> => {
    const store = await openMongoStore(uri, { majorityWithin: 1_000, inStepWithin: 2_000 });
    opened.push(store);
    return store;
  };
  try {
    await act(await open(), open, uri);
  } finally {
    for (const store of opened) await store.close();
  }
}

/** What an administrator does past the adapter. */
async function bare(uri: string, act: (commits: ReturnType<ReturnType<typeof createConnection>['collection']>) => Promise<unknown>): Promise<void> {
  const connection = await createConnection(uri).asPromise();
  try {
    await act(connection.collection('commits'));
  } finally {
    await connection.close();
  }
}

/** Secondaries that hear nothing: a write stays on the primary alone. Shorter than an election takes. */
async function withoutMajority(act: () => Promise<void>): Promise<void> {
  const { secondaries } = await set.roles();
  for (const { pid } of secondaries) signal(pid, 'SIGSTOP');
  try {
    await act();
  } finally {
    for (const { pid } of secondaries) signal(pid, 'SIGCONT');
  }
}

/** I4: dense, one chain, and each commit whole. */
async function whole(store: MongoStore): Promise<readonly string[]> {
  const commits = await allOf(store, A);
  let before = { seq: 0, hash: GENESIS };
  for (const commit of commits) {
    expect(faultOf(commit, before)).toBeNull();
    before = commit;
  }
  return commits.map(({ command }) => command);
}

describe('MongoDB: an ordered insert is no transaction', () => {
  it('I4 a number that another node takes in the middle of a batch is a conflict that tells what is on disk', () =>
    withStore(async (store, _, uri) => {
      const commits = chain('floor-a', 6);
      expect(await store.append(A, commits.slice(0, 1))).toEqual({ ok: true });
      const [theirs] = chain('floor-a', 1, commits[3], () => ({ command: commandId('theirs') }));
      await bare(uri, (collection) => collection.insertOne({ ...theirs }));
      expect(await store.append(A, commits.slice(1))).toMatchObject({ ok: false, why: 'conflict', head: 5, kept: 3 });
      expect(await whole(store)).toEqual([...commits.slice(0, 4).map(({ command }) => command), 'theirs']);
      // Who reads on may write on.
      expect(await store.append(A, chain('floor-a', 2, theirs, (seq) => ({ command: commandId(`then-${seq}`) })))).toEqual({ ok: true });
      expect(await whole(store)).toHaveLength(7);
    }));

  it('a lost write tells what stands there since, as a read would, and a long way is left to a read', () =>
    withStore(async (store, open) => {
      const other = await open();
      const commits = chain('floor-a', 600);
      await store.append(A, commits.slice(0, 2));
      await other.read(A, 0, 10);
      await store.append(A, commits.slice(2, 5));
      const late = chain('floor-a', 2, commits[1], (seq) => ({ command: commandId(`late-${seq}`) }));
      expect(await other.append(A, late)).toEqual({ ok: false, why: 'conflict', head: 5, since: commits.slice(2, 5) });
      await store.append(A, commits.slice(5));
      expect(await other.append(A, chain('floor-a', 1, commits[4], () => ({ command: commandId('later') })))).toEqual({ ok: false, why: 'conflict', head: 600 });
      // Beyond the log there is nothing to tell.
      expect(await other.append(A, chain('floor-a', 3, commits[599]).slice(2))).toEqual({ ok: false, why: 'conflict', head: 600 });
    }));

  it('I4 a unique index that is none of ours is a fault, and not tried again for ever', () =>
    withStore(async (store, _, uri) => {
      await bare(uri, (commits) => commits.createIndex({ subjects: 1 }, { unique: true }));
      const commits = chain('floor-a', 2);
      expect(await store.append(A, commits.slice(0, 1))).toEqual({ ok: true });
      expect(await store.append(A, commits.slice(1))).toMatchObject({ ok: false, why: 'fault' });
    }));

  it('R3 a commit too large for any document is a fault, and nothing is written', () =>
    withStore(async (store) => {
      const commits = chain('floor-a', 2, undefined, (seq) => (seq === 2 ? { texts: { comment: 'x'.repeat(17 * 1024 * 1024) } } : {}));
      expect(await store.append(A, commits)).toMatchObject({ ok: false, why: 'fault' });
      expect(await store.append(A, commits.slice(0, 1))).toEqual({ ok: true });
      expect(await store.append(A, commits.slice(1))).toMatchObject({ ok: false, why: 'fault' });
      expect(await whole(store)).toHaveLength(1);
    }));

  it('a record or a snapshot of another node is read at once, and an older snapshot replaces no newer one', () =>
    withStore(async (store, open) => {
      const other = await open();
      const snapshot = (seq: number) => ({ board: A, seq, hash: GENESIS, format: 1, body: `body ${seq}` });
      await store.saveSnapshot(snapshot(20));
      await other.saveSnapshot(snapshot(10));
      expect(await other.loadSnapshot(A)).toEqual(snapshot(20));
      await other.saveSnapshot(snapshot(20));
      const record = { kind: 'supplier', id: 'oak', version: 1, at: 1, by: null, body: '{}' } as const;
      await store.writeRecord(record);
      expect(await other.records()).toEqual([record]);
    }));
});

describe('MongoDB: hints', () => {
  it('tell of each commit that others wrote on a board, until nobody asks for them', () =>
    withStore(async (store, open) => {
      const other = await open();
      const heard: number[] = [];
      const more: number[] = [];
      const stop = other.watch(A, (seq) => void heard.push(seq));
      const stopMore = other.watch(A, (seq) => {
        more.push(seq);
        throw new Error('a listener that fails');
      });
      const commits = chain('floor-a', 100);
      let sent = 0;
      const write = async (by: MongoStore, many: number): Promise<void> => {
        expect(await by.append(A, commits.slice(sent, sent + many))).toEqual({ ok: true });
        sent += many;
      };
      // A stream begins some time after it was asked for: what was written before is not told.
      await until('the stream runs', async () => {
        await write(store, 1);
        return heard.length > 0;
      });
      await write(store, 5);
      // Its own are on their way to nobody: it has its answer.
      await write(other, 2);
      await store.append(boardId('floor-b'), chain('floor-b', 1));
      await write(store, 1);
      const theirs = [...commits.slice(sent - 8, sent - 3), ...commits.slice(sent - 1, sent)].map(({ seq }) => seq);
      await until('the others’ commits are told', () => heard.at(-1) === sent);
      expect(heard.slice(-6)).toEqual(theirs);
      expect(more).toHaveLength(heard.length);
      stop();
      await write(store, 1);
      await until('the other listener goes on', () => more.at(-1) === sent);
      expect(heard.at(-1)).toBe(sent - 1);
      stopMore();
    }));

  it('begin for a board that is opened later, and lose nothing on the boards that were there before', () =>
    withStore(async (store, open) => {
      const other = await open();
      const B = boardId('floor-b');
      const heard = { a: new Set<number>(), b: new Set<number>() };
      const [ofA, ofB] = [chain('floor-a', 400), chain('floor-b', 400)];
      other.watch(A, (seq) => void heard.a.add(seq));
      let [a, b] = [0, 0];
      const writeA = async (): Promise<void> => void (await store.append(A, ofA.slice(a, (a += 1))));
      await until('the first is told', async () => {
        await writeA();
        return heard.a.size > 0;
      });
      const from = Math.min(...heard.a);
      other.watch(B, (seq) => void heard.b.add(seq));
      await until('the second is told', async () => {
        await writeA();
        await store.append(B, ofB.slice(b, (b += 1)));
        return heard.b.size > 0;
      });
      await until('all of the first is told', () => heard.a.has(a));
      expect([...heard.a].sort((x, y) => x - y)).toEqual(Array.from({ length: a - from + 1 }, (_, at) => from + at));
    }));

  it('begin for a board that is opened later, behind a hint of a board that nobody follows any more', () =>
    withStore(async (store, open) => {
      const other = await open();
      const [B, C] = [boardId('floor-b'), boardId('floor-c')];
      const heard = { a: new Set<number>(), b: new Set<number>(), c: new Set<number>() };
      const [ofA, ofB] = [chain('floor-a', 400), chain('floor-b', 400)];
      let [a, b] = [0, 0];
      const writeA = async (): Promise<void> => void (await store.append(A, ofA.slice(a, (a += 1))));
      const writeB = async (): Promise<void> => void (await store.append(B, ofB.slice(b, (b += 1))));
      other.watch(A, (seq) => void heard.a.add(seq));
      const stop = other.watch(B, (seq) => void heard.b.add(seq));
      await until('both are told', async () => {
        await writeA();
        await writeB();
        return heard.a.size > 0 && heard.b.size > 0;
      });
      await until('all of the first is told', () => heard.a.has(a));
      await writeB();
      await until('the last hint is of the board that is left', () => heard.b.has(b));
      const from = a + 1;
      stop();
      other.watch(C, (seq) => void heard.c.add(seq));
      for (let n = 0; n < 30; n += 1) {
        await writeA();
        await pause(10);
      }
      await store.append(C, chain('floor-c', 1));
      await until('the third is told', () => heard.c.has(1));
      await until('all of the first is told', () => heard.a.has(a));
      expect([...heard.a].filter((seq) => seq >= from).sort((x, y) => x - y)).toEqual(Array.from({ length: a - from + 1 }, (_, at) => from + at));
    }));

  it('a stream that is killed on the server begins again by itself', () =>
    withStore(async (store, open, uri) => {
      const heard: number[] = [];
      (await open()).watch(A, (seq) => void heard.push(seq));
      const write = async (): Promise<void> => {
        const head = await store.head(A);
        expect(await store.append(A, chain('floor-a', 1, head ?? undefined))).toEqual({ ok: true });
      };
      const isHeard = async (): Promise<boolean> => {
        await write();
        return heard.length > 0;
      };
      await until('the stream runs', isHeard);
      // Renaming the collection ends the stream for good, and no driver resumes it.
      await bare(uri, async (commits) => {
        await (await commits.rename('elsewhere')).rename('commits');
      });
      heard.length = 0;
      await until('it runs again', isHeard);
    }));
});

describe('MongoDB: a primary that is behind', () => {
  /** What such a primary shows: the last commits are not there, and then they are. */
  const hidden = (uri: string, after: number, act: () => Promise<void>): Promise<void> =>
    bare(uri, async (commits) => {
      const rows = await commits.find({ seq: { $gt: after } }).toArray();
      await commits.deleteMany({ seq: { $gt: after } });
      const acted = act();
      await pause(300);
      await commits.insertMany(rows);
      await acted;
    });

  it('R4 a head or a page that is older than one read before is asked for again: history does not go back', () =>
    withStore(async (store, _, uri) => {
      const commits = chain('floor-a', 6);
      await store.append(A, commits.slice(0, 5));
      await hidden(uri, 3, async () => expect(await store.head(A)).toMatchObject({ seq: 5 }));
      await hidden(uri, 3, async () => expect(await store.read(A, 2, 10)).toEqual(commits.slice(2, 5)));
      await hidden(uri, 3, async () => expect(await store.append(A, chain('floor-a', 1, commits[2], () => ({ command: commandId('rival') })))).toMatchObject({ ok: false, why: 'conflict', head: 5 }));
      expect(await store.append(A, commits.slice(5))).toEqual({ ok: true });
      expect(await whole(store)).toHaveLength(6);
    }));

  it('R4 an older log that an administrator put in place of it is believed after a while, and written on', () =>
    withStore(async (store, _, uri) => {
      const commits = chain('floor-a', 5);
      await store.append(A, commits);
      await bare(uri, (all) => all.deleteMany({ seq: { $gt: 3 } }));
      expect(await store.head(A)).toMatchObject({ seq: 3 });
      expect(await store.append(A, chain('floor-a', 1, commits[2], () => ({ command: commandId('another') })))).toEqual({ ok: true });
      expect(await whole(store)).toHaveLength(4);
    }));
});

describe('MongoDB: no majority', () => {
  it('R3 a write that no majority has in time is unknown, not to be found yet, and found once there is a majority', () =>
    withStore(async (store, open) => {
      const other = await open();
      const commits = chain('floor-a', 6);
      const rival = chain('floor-a', 1, commits[1], () => ({ command: commandId('rival') }));
      expect(await store.append(A, commits.slice(0, 2))).toEqual({ ok: true });
      let late: Appended | null = null;
      await withoutMajority(async () => {
        const [mine, theirs] = await Promise.all([store.append(A, commits.slice(2, 3)), until('the row is there', async () => (await other.head(A))?.seq === 2).then(() => other.append(A, rival))]);
        // R2: nobody is told of a commit that may yet be taken back.
        expect([mine, theirs].map((answer) => answer.ok || answer.why)).toEqual(['unknown', 'unknown']);
        expect(mine).toMatchObject({ pending: true });
        expect(await store.find(A, commits[2]!.command)).toBeNull();
        expect(await store.head(A)).toMatchObject({ seq: 2 });
        // The same rows again, as a batch: in the way is a row that may be taken back.
        late = await store.append(A, commits.slice(2));
      });
      expect(late).toMatchObject({ ok: false, why: 'unknown', pending: true });
      const found = await until('one of the two is found', async () => (await store.find(A, commits[2]!.command)) ?? (await store.find(A, commandId('rival'))));
      expect(found.seq).toBe(3);
      const loser = found.command === 'rival' ? commits.slice(2, 3) : rival;
      expect(await other.append(A, loser)).toMatchObject({ ok: false, why: 'conflict', head: 3 });
      expect(await store.append(A, [found])).toMatchObject({ ok: false, why: 'duplicate', commit: found });
      expect(await whole(store)).toHaveLength(3);
    }));

  it('I5 a head that is asked to be sure waits for a row that no majority has yet: nobody is refused by a board that is about to change', () =>
    withStore(async (store, open) => {
      const other = await open();
      const commits = chain('floor-a', 3);
      await store.append(A, commits.slice(0, 2));
      let sure: Promise<unknown> = Promise.resolve();
      await withoutMajority(async () => {
        expect(await store.append(A, commits.slice(2))).toMatchObject({ ok: false, why: 'unknown' });
        sure = other.head(A, true);
        expect(await Promise.race([sure, pause(300).then(() => 'it waits')])).toBe('it waits');
        expect(await other.head(A)).toMatchObject({ seq: 2 });
      });
      expect(await sure).toMatchObject({ seq: 3, hash: commits[2]!.hash });
    }));
});

describe('MongoDB: a primary dies', () => {
  it('REL-31 no acknowledged commit is lost, and what is unknown is settled by sending it again', { timeout: 60_000 }, () =>
    withStore(async (store, open) => {
      const { primary } = await set.roles();
      const reader = await open();
      const acknowledged: string[] = [];
      const before = { seq: 0, hash: GENESIS };
      const outcomes: string[] = [];
      let killedAt = 0;
      for (let written = 0; written < 60; ) {
        const batch = chain('floor-a', 3, before);
        if (written === 15) {
          killedAt = performance.now();
          signal(primary.pid, 'SIGKILL');
        }
        for (let settled = false; !settled; ) {
          const answer = await store.append(A, batch);
          outcomes.push(answer.ok ? 'ok' : answer.why);
          settled = answer.ok || answer.why === 'duplicate';
          // Unknown: the same rows with the same ids, until the log says what became of them.
          if (!settled) expect(answer).toMatchObject({ why: 'unknown' });
        }
        if (written === 15) expect(performance.now() - killedAt).toBeLessThan(15_000);
        acknowledged.push(...batch.map(({ command }) => command));
        Object.assign(before, { seq: batch[2]!.seq, hash: batch[2]!.hash });
        written += 3;
      }
      expect(await whole(reader)).toEqual(acknowledged);
      expect(outcomes.filter((outcome) => outcome === 'ok').length).toBeGreaterThanOrEqual(19);
      set.restart(primary);
      await inStep();
    }));

  it('REL-32 a commit that only the cut-off primary had is rolled back, and nobody was ever shown it', { timeout: 60_000 }, () =>
    withStore(async (store, open) => {
      const viewer = await open();
      const commits = chain('floor-a', 4);
      expect(await store.append(A, commits.slice(0, 2))).toEqual({ ok: true });
      const { primary, secondaries } = await set.roles();
      // Killed and not frozen: what is sent to a frozen one lies in its socket, and is there when it thaws.
      for (const { pid } of secondaries) signal(pid, 'SIGKILL');
      expect(await store.append(A, commits.slice(2, 3))).toMatchObject({ why: 'unknown', pending: true });
      signal(primary.pid, 'SIGKILL');
      for (const member of secondaries) set.restart(member);
      await until('the others have a primary', () => set.roles().then((roles) => secondaries.includes(roles.primary), () => false), 30_000);
      // It is in no log now, so another commit may have its number.
      const rival = chain('floor-a', 1, commits[1], () => ({ command: commandId('rival') }));
      expect(await viewer.append(A, rival)).toEqual({ ok: true });
      expect(await store.append(A, commits.slice(2, 3))).toMatchObject({ ok: false, why: 'conflict', head: 3 });
      set.restart(primary);
      await inStep();
      expect(await store.find(A, commits[2]!.command)).toBeNull();
      expect(await whole(store)).toEqual([...commits.slice(0, 2).map(({ command }) => command), 'rival']);
    }));
});

/** All three members have what the primary has: a write that all of them must acknowledge is acknowledged. */
async function inStep(): Promise<void> {
  const connection = await createConnection(set.uri('in-step')).asPromise();
  try {
    await until('all members are in step', () => connection.collection('steps').insertOne({}, { writeConcern: { w: 3, wtimeoutMS: 1_000 } }).then(() => true, () => false), 30_000);
  } finally {
    await connection.close();
  }
}
