import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createConnection } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CannotOpen } from '../../../server/adapters/cannot-open.ts';
import { openMongoStore } from '../../../server/adapters/mongo/mongo-store.ts';
import { judgeVersion } from '../../../server/adapters/mongo/server-version.ts';
import { boardId } from '../../../shared/kernel/ids.ts';
import { chain } from '../../support/store/commits.ts';
import { type RealMongo, startReplicaSet, startSingle } from '../../support/store/real-mongod.ts';
import { until } from '../../support/until.ts';

let set: RealMongo;
beforeAll(async () => {
  // One member is a majority of itself: what is asked here is asked once, at the start.
  set = await startReplicaSet({ members: 1 });
});
afterAll(() => set.stop());

/** The one sentence it refuses with; it never quotes a password. */
async function refusal(uri: string, timing = {}): Promise<string> {
  const error: unknown = await openMongoStore(uri, timing).then((store) => store.close(), (thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CannotOpen);
  const { sentence } = error as CannotOpen;
  expect(sentence).toMatch(/^[^\n]+\.$/);
  expect(sentence).not.toContain('hush');
  return sentence;
}

async function database(name: string, act: (connection: ReturnType<typeof createConnection>) => Promise<unknown>): Promise<string> {
  const uri = set.uri(name);
  const connection = await createConnection(uri).asPromise();
  try {
    await act(connection);
  } finally {
    await connection.close();
  }
  return uri;
}

describe('REL-32 a MongoDB that cannot keep the promises of a log is refused at the start', () => {
  it.each([['w=1', 'w=1'], ['w=0', 'w=0'], ['w=2', 'w=2'], ['w=nearest', 'w=nearest'], ['journal=false', 'journal=false']])('a write concern below the majority: %s', async (option, said) => {
    const asked = `${set.uri('weak')}&${option}`;
    expect(await refusal(asked)).toBe(`MONGODB_URI asks for ${said}, with which saved moves could be lost: take it out, because Pullcord always writes to a majority and its journals.`);
  });

  it('an address that is none', async () => {
    expect(await refusal('postgres://ann:hush@one/pullcord')).toMatch(/^MONGODB_URI is no address of a MongoDB: write it like mongodb:/);
    expect(await refusal('mongodb://ann:hu%sh:hush@one/pullcord')).toMatch(/^MONGODB_URI is no address/);
  });

  it('a single server without a replica set, and one whose replica set nobody has initiated', async () => {
    const single = await startSingle();
    const waiting = await startSingle('rs0');
    try {
      expect(await refusal(`mongodb://127.0.0.1:${single.port}/pullcord`)).toMatch(/^The MongoDB at 127\.0\.0\.1:\d+ is a single server without a replica set, .*: start mongod with --replSet rs0 and call rs\.initiate\(\) once\.$/);
      const address = `mongodb://127.0.0.1:${waiting.port}/pullcord`;
      for (const uri of [`${address}?replicaSet=rs0`, address]) expect(await refusal(uri, { connectWithin: 500 })).toMatch(/initiate/);
    } finally {
      await single.stop();
      await waiting.stop();
    }
  });

  it('a server that is not there: within five seconds, and without the password', async () => {
    const closed = createServer();
    await new Promise<void>((done) => closed.listen(0, '127.0.0.1', done));
    const { port } = closed.address() as AddressInfo;
    await new Promise((done) => closed.close(done));
    const began = performance.now();
    expect(await refusal(`mongodb://ann:hush@127.0.0.1:${port}/pullcord?replicaSet=rs0`)).toBe(
      `No primary of a MongoDB replica set answered at 127.0.0.1:${port} within 5 s (nothing listens there): check the address in MONGODB_URI, that mongod runs there, and that its replica set is initiated and has a majority.`,
    );
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  it('a user it does not know', async () => {
    const uri = set.uri('pullcord').replace('mongodb://', 'mongodb://ann:hush@');
    expect(await refusal(uri)).toMatch(/does not know this user and password: check them in MONGODB_URI, and authSource\.$/);
  });

  it('an index of its own that lets two commits have one number', async () => {
    const uri = await database('loose', (connection) => connection.collection('commits').createIndex({ board: 1, seq: 1 }));
    expect(await refusal(uri)).toMatch(/^The collection commits of the database loose cannot have the unique index on board and number, .*other options/);
  });

  it('two commits with one command', async () => {
    const uri = await database('twice', async (connection) => {
      await connection.collection('store').insertOne({ _id: 'pullcord' as never, format: 3 });
      await connection.collection('commits').insertMany([{ board: 'a', seq: 1, command: 'same' }, { board: 'a', seq: 2, command: 'same' }]);
    });
    expect(await refusal(uri)).toMatch(/cannot have the unique index on board and command, .*two commits have the same values/);
  });

  it('a database of a newer Pullcord, one from before the first release, and one of another program', async () => {
    const newer = await database('newer', (connection) => connection.collection('store').insertOne({ _id: 'pullcord' as never, format: 4 }));
    expect(await refusal(newer)).toBe('The database newer was written by a newer version of Pullcord (data format 4, this one knows 3): start that version, or name another database in MONGODB_URI.');
    const older = await database('older', (connection) => connection.collection('store').insertOne({ _id: 'pullcord' as never, format: 2 }));
    expect(await refusal(older)).toBe('The database older was written by a version of Pullcord from before the first release (data format 2, this one begins with 3): name another database in MONGODB_URI.');
    const other = await database('other', (connection) => connection.collection('commits').insertOne({ repository: 'x' }));
    expect(await refusal(other)).toMatch(/^The database other belongs to another program/);
  });

  it.each(['5.0.31', '4.4.0', '3.6.23-rc1'])('a server of version %s', (version) => {
    expect(() => judgeVersion(version)).toThrow(`MongoDB ${version} is too old: Pullcord needs 6.0 or newer, better 7.0.32 or 8.0.21.`);
  });

  it.each([['6.0.5', 1], ['6.0.99', 1], ['7.0.31', 1], ['7.0.32', 0], ['7.3.0', 0], ['8.0.20', 1], ['8.0.21', 0], ['8.0.21-rc1', 0], ['8.2.6', 0], ['10.0.0', 0]])('a server of version %s gets %i warnings', (version, warnings) => {
    expect(judgeVersion(version)).toHaveLength(warnings);
  });
});

describe('a MongoDB that can', () => {
  it('is opened by many nodes at the same moment, and warns of fixes that its server lacks', async () => {
    const uri = set.uri('crowd');
    const stores = await Promise.all(Array.from({ length: 6 }, () => openMongoStore(uri)));
    try {
      let version = '';
      await database('crowd', async (connection) => {
        version = String((await connection.db?.command({ buildInfo: 1 }))?.['version']);
      });
      for (const store of stores) expect(store.warnings).toEqual(judgeVersion(version));
      const [commit] = chain('floor-a', 1);
      const answers = await Promise.all(stores.map((store) => store.append(boardId('floor-a'), [commit!])));
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      expect(answers.filter((answer) => !answer.ok && answer.why === 'duplicate')).toHaveLength(5);
    } finally {
      for (const store of stores) await store.close();
    }
  });
});

describe('MONGODB_URI', () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const run = (script: string, env: Record<string, string>, ...args: string[]) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], { cwd: root, env: { PATH: process.env['PATH'], PORT: '0', ...env }, stdio: 'pipe' });
    const running = { child, said: '', told: '', ended: new Promise<number | null>((resolve) => child.once('close', resolve)) };
    child.stdout.on('data', (part: Buffer) => (running.said += part.toString()));
    child.stderr.on('data', (part: Buffer) => (running.told += part.toString()));
    return running;
  };

  it('starts on an empty database with the demo, twice at once, and verify-log finds every chain whole', async () => {
    const uri = set.uri('shop');
    const nodes = [run('server/main.ts', { MONGODB_URI: uri }), run('server/main.ts', { MONGODB_URI: uri })];
    try {
      for (const node of nodes) {
        const url = await until(`it runs, and not: ${node.told}`, () => /running at (http:\S+)/.exec(node.said)?.[1] ?? null, 25_000);
        expect(await (await fetch(`${url}/api/boards`)).json()).toMatchObject({ boards: [{ id: 'nordby' }] });
        expect(await (await fetch(`${url}/health/ready`)).json()).toMatchObject({ ok: true });
        await until('it says where the data is', () => node.said.includes('The data is in the database shop at 127.0.0.1:'));
      }
    } finally {
      for (const { child } of nodes) child.kill('SIGINT');
    }
    expect(await Promise.all(nodes.map(({ ended }) => ended))).toEqual([0, 0]);

    const verify = run('server/verify-log.ts', {}, '--mongodb', uri);
    expect(await verify.ended).toBe(0);
    expect(verify.said).toMatch(/^nordby: [\d,]+ commits, chain whole \([0-9a-f]{16}\)\n$/);
    await database('shop', (connection) => connection.collection('commits').updateOne({ seq: 7 }, [{ $set: { body: { $concat: ['$body', ' '] } } }]));
    const again = run('server/verify-log.ts', {}, '--mongodb', uri);
    expect(await again.ended).toBe(1);
    expect(again.said).toContain('nordby: BROKEN: the content of commit 7 was changed');
  });

  it('says what is wrong in one sentence', async () => {
    const node = run('server/main.ts', { MONGODB_URI: `${set.uri('shop')}&w=1` });
    expect(await node.ended).toBe(1);
    expect(node.told).toMatch(/^MONGODB_URI asks for w=1, [^\n]+\.\n$/);
  });
});
