import { CannotOpen } from '../cannot-open.ts';
import { type Connection, house, mongo } from './collections.ts';

export interface SetUp {
  /** The address the app will use: its members, replica set, database, user and password are made so. */
  readonly uri: string;
  /** host:port of a member on this machine's own loopback, from where a member without users obeys. */
  readonly member: string;
  readonly rootPassword: string;
  /** How long the members may take to choose a primary, ms. */
  readonly within?: number;
  readonly say: (line: string) => void;
}

const ROOT = 'root';
const ALREADY_INITIATED = 23;
const UNAUTHORIZED = 13;
const AUTHENTICATION_FAILED = 18;
/** A member that is named does not answer. */
const NODE_NOT_FOUND = 74;

/**
 * One replica set of the members that `uri` names, an administrator, and the app's user, who may read
 * and write one database alone. What is there already stays, so it may run at every start, and goes on
 * where an earlier one was cut off. Throws CannotOpen.
 */
export async function setUpReplicaSet({ uri, member, rootPassword, within = 60_000, say }: SetUp): Promise<void> {
  const { options } = new mongo.MongoClient(uri);
  const { username = '', password = '' } = options.credentials ?? {};
  const { replicaSet, dbName } = options;
  // SEC-31: an empty password would be one that everybody knows.
  if (rootPassword.length < 16 || password.length < 16) throw new CannotOpen('The passwords of the administrator and of MONGODB_URI must have 16 characters or more.');
  if (!replicaSet || username === '') throw new CannotOpen('MONGODB_URI must name a user, a password, a database and a replicaSet.');

  const root = { username: ROOT, password: rootPassword };
  if (await passwordFits(member, root)) say('The administrator is there already.');
  else {
    await withMember(member, null, async (connection) => {
      const admin = connection.getClient().db('admin');
      await initiate(admin, replicaSet, options.hosts.map(String), within, say);
      await untilPrimary(admin, member, within);
      // Only while there is no user at all does it obey somebody who is none.
      await admin.command({ createUser: ROOT, pwd: rootPassword, roles: [{ role: 'root', db: 'admin' }] }).catch((error: unknown) => {
        throw new CannotOpen(`The member ${member} has users, and the administrator's password is not the one that was made: put the old password back.`, error);
      });
      say('Made the administrator.');
    });
  }
  await withMember(member, root, async (connection) => {
    await untilAnyPrimary(connection.getClient().db('admin'), within);
  });
  await withSet(options.hosts.map(String), replicaSet, root, async (connection) => {
    const db = connection.getClient().db(dbName);
    const { users } = await db.command({ usersInfo: username });
    const user = { pwd: password, roles: [{ role: 'readWrite', db: dbName }] };
    await db.command((users as unknown[]).length === 0 ? { createUser: username, ...user } : { updateUser: username, ...user });
    say(`The user ${username} may read and write the database ${dbName}, and nothing else.`);
  });
}

type Admin = ReturnType<ReturnType<Connection['getClient']>['db']>;
type Credentials = { readonly username: string; readonly password: string };

async function passwordFits(member: string, root: Credentials): Promise<boolean> {
  try {
    await withMember(member, root, async (connection) => connection.getClient().db('admin').command({ ping: 1 }));
    return true;
  } catch (error) {
    if (codeOf(error) === AUTHENTICATION_FAILED) return false;
    throw error;
  }
}

/**
 * The member with the highest priority is the one that is spoken to: users are made at the primary. A
 * member that has not started yet is waited for.
 */
async function initiate(admin: Admin, replicaSet: string, hosts: readonly string[], within: number, say: SetUp['say']): Promise<void> {
  await patiently(within, `not all of ${hosts.join(', ')} answered`, async () => {
    try {
      await admin.command({ replSetInitiate: { _id: replicaSet, members: hosts.map((host, _id) => ({ _id, host, priority: _id === 0 ? 2 : 1 })) } });
      say(`Made the replica set ${replicaSet} of ${hosts.join(', ')}.`);
      return true;
    } catch (error) {
      const code = codeOf(error);
      if (code === NODE_NOT_FOUND) return false;
      // Unauthorized: there are users, so it was initiated before them; making ours will tell.
      if (code !== ALREADY_INITIATED && code !== UNAUTHORIZED) throw error;
      say(`The replica set ${replicaSet} is there already.`);
      return true;
    }
  });
}

const untilPrimary = (admin: Admin, member: string, within: number): Promise<void> =>
  patiently(within, `${member} did not become primary`, async () => (await admin.command({ hello: 1 }))['isWritablePrimary'] === true);

const untilAnyPrimary = (admin: Admin, within: number): Promise<void> =>
  patiently(within, 'the members did not choose a primary', async () => (await admin.command({ hello: 1 }))['primary'] !== undefined);

async function patiently(within: number, what: string, question: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + within;
  while (!(await question())) {
    if (performance.now() > deadline) throw new CannotOpen(`Within ${within / 1_000} s ${what}: look into the logs of the members.`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const withMember = <T>(member: string, root: Credentials | null, work: (connection: Connection) => Promise<T>): Promise<T> =>
  connected(`mongodb://${member}/?directConnection=true`, root, work);

const withSet = <T>(hosts: readonly string[], replicaSet: string, root: Credentials, work: (connection: Connection) => Promise<T>): Promise<T> =>
  connected(`mongodb://${hosts.join(',')}/?replicaSet=${replicaSet}`, root, work);

async function connected<T>(uri: string, root: Credentials | null, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = house.createConnection(uri, { serverSelectionTimeoutMS: 20_000, ...(root && { auth: root, authSource: 'admin' }) });
  try {
    await connection.asPromise();
    return await work(connection);
  } finally {
    await connection.close().catch(() => {});
  }
}

const codeOf = (thrown: unknown): number => Number((thrown as { code?: unknown }).code);
