import { CannotOpen } from '../cannot-open.ts';
import { type Address, driverOptions, type Timing } from './address.ts';
import { type Collections, collectionsOf, type Connection, house, mongo } from './collections.ts';
import { prepareProjections } from './mongo-projections.ts';
import { judgeVersion } from './server-version.ts';

/** The database's format, kept in its `store` collection. Formats of single commits are upcast's. */
const FORMAT = 3;
/** Older ones were never released: their people and suppliers are one document, without versions. */
const OLDEST = 3;
const CONNECT_WITHIN = 5_000;

/**
 * Unique (board, seq) and unique (board, command) are the whole of the concurrency control (R1). Both
 * begin with the board, so that the collection can be sharded by it.
 */
const UNIQUE = [['number', { board: 1, seq: 1 }], ['command', { board: 1, command: 1 }]] as const;
const BY_SUBJECT = { board: 1, subjects: 1, seq: 1 } as const;

/** Makes sure that the promises of a log can be kept here, and gives what should be warned of. Throws CannotOpen. */
export function prepareStore(uri: string, address: Address, timing: Timing): Promise<readonly string[]> {
  return atOnce(uri, address, timing, async (connection) => {
    await refuseStandalone(connection, address);
    const warnings = await versionOf(connection);
    const collections = collectionsOf(connection);
    await refuseForeign(collections, connection.name);
    await makeIndexes(collections, connection.name);
    await prepareProjections(connection);
    return warnings;
  });
}

/** For who only reads: is anybody there? Throws CannotOpen. */
export const greetStore = (uri: string, address: Address, timing: Timing): Promise<readonly string[]> => atOnce(uri, address, timing, versionOf);

/** On a connection of its own: at the start nobody wants to wait as long as an election may take later. */
async function atOnce<T>(uri: string, address: Address, { connectWithin = CONNECT_WITHIN }: Timing, act: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = house.createConnection(uri, driverOptions({ primaryWithin: connectWithin }));
  try {
    await connection.asPromise();
    return await act(connection);
  } catch (thrown) {
    throw told(thrown, address, connectWithin);
  } finally {
    await connection.close().catch(() => {});
  }
}

async function refuseStandalone(connection: Connection, { hosts }: Address): Promise<void> {
  const hello = await connection.db?.command({ hello: 1 });
  if (hello?.['setName'] !== undefined || hello?.['msg'] === 'isdbgrid') return;
  throw new CannotOpen(`The MongoDB at ${hosts} is a single server without a replica set, which cannot tell saved from lost: start mongod with --replSet rs0 and call rs.initiate() once.`);
}

async function versionOf(connection: Connection): Promise<readonly string[]> {
  const info = await connection.db?.command({ buildInfo: 1 });
  return judgeVersion(String(info?.['version']));
}

async function refuseForeign({ store, commits }: Collections, name: string): Promise<void> {
  const found = await store.findById('pullcord').lean();
  if (found && found.format > FORMAT) {
    throw new CannotOpen(`The database ${name} was written by a newer version of Pullcord (data format ${found.format}, this one knows ${FORMAT}): start that version, or name another database in MONGODB_URI.`);
  }
  if (found && found.format < OLDEST) {
    throw new CannotOpen(`The database ${name} was written by a version of Pullcord from before the first release (data format ${found.format}, this one begins with ${OLDEST}): name another database in MONGODB_URI.`);
  }
  if (found) return;
  if (await commits.exists({})) throw new CannotOpen(`The database ${name} belongs to another program: name another one in MONGODB_URI.`);
  try {
    await store.collection.insertOne({ _id: 'pullcord' as never, format: FORMAT });
  } catch (thrown) {
    // Another node started at the same moment.
    if (codeOf(thrown) !== TAKEN) throw thrown;
  }
}

/** Awaited before anything is served: a log without them takes everything. */
async function makeIndexes({ commits }: Collections, name: string): Promise<void> {
  for (const [what, keys] of UNIQUE) {
    try {
      await commits.collection.createIndex(keys, { unique: true });
    } catch (thrown) {
      const reason = WHY_NO_INDEX[codeOf(thrown)];
      if (reason === undefined) throw thrown;
      throw new CannotOpen(`The collection commits of the database ${name} cannot have the unique index on board and ${what}, without which two people could take one place (${reason}): put that right, or name another database in MONGODB_URI.`, thrown);
    }
  }
  await commits.collection.createIndex(BY_SUBJECT);
}

const TAKEN = 11_000;
const UNAUTHORIZED = 13;
const AUTHENTICATION_FAILED = 18;
const WHY_NO_INDEX: Readonly<Record<number, string>> = {
  85: 'an index on these fields is there with other options',
  86: 'an index of that name is there with other options',
  [TAKEN]: 'two commits have the same values',
};

function told(thrown: unknown, { hosts }: Address, within: number): unknown {
  if (thrown instanceof CannotOpen) return thrown;
  if (thrown instanceof house.Error.MongooseServerSelectionError || thrown instanceof mongo.MongoServerSelectionError) {
    return new CannotOpen(
      `No primary of a MongoDB replica set answered at ${hosts} within ${within / 1_000} s${reasonOf(thrown)}: check the address in MONGODB_URI, that mongod runs there, and that its replica set is initiated and has a majority.`,
      thrown,
    );
  }
  if (codeOf(thrown) === AUTHENTICATION_FAILED) return new CannotOpen(`The MongoDB at ${hosts} does not know this user and password: check them in MONGODB_URI, and authSource.`, thrown);
  if (codeOf(thrown) === UNAUTHORIZED) return new CannotOpen(`The MongoDB at ${hosts} does not let this user read, write and make indexes in the database of MONGODB_URI: give it the role readWrite.`, thrown);
  if (!(thrown instanceof mongo.MongoError)) return thrown;
  return new CannotOpen(`The MongoDB at ${hosts} could not be prepared (${nameOf(thrown)}): check that a majority of its replica set runs and is in step, and try again.`, thrown);
}

/** What the driver heard of the servers it asked; their order is the address's. */
function reasonOf(thrown: object): string {
  const servers = (thrown as { reason?: { servers?: ReadonlyMap<string, { readonly error?: { readonly cause?: unknown } | null }> } }).reason?.servers;
  const codes = [...(servers?.values() ?? [])].map(({ error }) => (error?.cause as NodeJS.ErrnoException | undefined)?.code);
  const code = codes.find((one) => one !== undefined);
  return code === undefined ? '' : ` (${{ ECONNREFUSED: 'nothing listens there', ENOTFOUND: 'there is no such name', ETIMEDOUT: 'no answer' }[code] ?? code})`;
}

const nameOf = (thrown: Error): string => ('codeName' in thrown && typeof thrown.codeName === 'string' ? thrown.codeName : thrown.name);
const codeOf = (thrown: unknown): number => Number((thrown as { code?: unknown }).code);
