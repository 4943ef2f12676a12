import { CannotOpen } from '../cannot-open.ts';
import { mongo } from './collections.ts';

/** A write that has no majority within this time has an unknown outcome, ms. */
export const MAJORITY_WITHIN = 10_000;
/** A member that was elected while another hung on the old primary learned what a majority has only after seconds (REL-32), ms. */
export const IN_STEP_WITHIN = 15_000;

export interface Timing {
  /** How long the start waits for a primary, ms. */
  readonly connectWithin?: number;
  /** How long a running server waits for one, longer than an election takes, ms. */
  readonly primaryWithin?: number;
  readonly majorityWithin?: number;
  /** How long an older log than the one read before is not believed, ms. */
  readonly inStepWithin?: number;
}

export interface Address {
  /** Without user and password: fit for a sentence. */
  readonly hosts: string;
}

/** What the address says, before anything is asked of it. Throws CannotOpen, never with the password in it. */
export function addressOf(uri: string): Address {
  let options: InstanceType<typeof mongo.MongoClient>['options'];
  try {
    ({ options } = new mongo.MongoClient(uri));
  } catch {
    // What the driver says of it may quote a part of the password.
    throw new CannotOpen('MONGODB_URI is no address of a MongoDB: write it like mongodb://user:password@one:27017,two:27017,three:27017/pullcord?replicaSet=rs0, with special characters of the password as %-codes.');
  }
  const hosts = options.srvHost ?? options.hosts.map(String).join(', ');
  const { w, journal } = options.writeConcern ?? {};
  if (w !== undefined && w !== 'majority') throw new CannotOpen(tooWeak(`w=${typeof w === 'object' ? 'tags' : w}`));
  if (journal === false) throw new CannotOpen(tooWeak('journal=false'));
  return { hosts };
}

/** Said once for all: R2 and R4 hold only for what a majority has in its journals. */
export function driverOptions({ primaryWithin = 15_000, majorityWithin = MAJORITY_WITHIN }: Timing) {
  return {
    appName: 'pullcord',
    readPreference: 'primary',
    readConcern: { level: 'majority' },
    writeConcern: { w: 'majority', journal: true, wtimeoutMS: majorityWithin },
    serverSelectionTimeoutMS: primaryWithin,
    // A frozen primary closes no connection: it is found out by what it does not answer.
    connectTimeoutMS: 5_000,
    heartbeatFrequencyMS: 2_000,
    socketTimeoutMS: majorityWithin + 10_000,
    ignoreUndefined: false,
  } as const;
}

const tooWeak = (asked: string): string =>
  `MONGODB_URI asks for ${asked}, with which saved moves could be lost: take it out, because Pullcord always writes to a majority and its journals.`;
