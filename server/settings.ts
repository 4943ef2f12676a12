import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AUDIENCE_SIZES } from './socket/audience.ts';
import { MOST_BOARDS } from './room/board-rooms.ts';
import { DEFAULT_SIZES, type Sizes } from './room/room-parts.ts';
import { type Bounds, BOUNDS } from './http/connection-quota.ts';

/** What the person at the terminal can do something about: one sentence, exit code 1, no stack. */
export class CannotStart extends Error {}

export type Environment = Readonly<Record<string, string | undefined>>;

/** What an operator decides. OPERATIONS.md says it in words; a test holds the two together. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** The database of a MongoDB replica set in place of a file in the folder; it may hold a password. */
  readonly mongoUri: string | null;
  readonly logLevel: string;
  readonly allowedHosts: readonly string[];
  /** Proxies of one's own in front of this server. */
  readonly hops: number;
  /** How long it goes on serving after SIGTERM while it says that it is not ready, ms. */
  readonly drainPause: number;
  /** How long closing may take after that, ms. */
  readonly drainTime: number;
  readonly sizes: Pick<Sizes, 'waiting' | 'group' | 'snapshotEvery'>;
  readonly idleAfter: number;
  /** Boards there may be in all. */
  readonly mostBoards: number;
  readonly bounds: Bounds;
  readonly slow: { readonly packets: number; readonly bytes: number };
  readonly empty: boolean;
  readonly clientDir: string | null;
}

const LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/** main.ts alone reads the environment and hands it in. A variable that is empty counts as not there. */
export function settingsOf(env: Environment, args: readonly string[]): Settings {
  const text = (name: string): string | null => {
    const given = env[name]?.trim();
    return given === undefined || given === '' ? null : given;
  };
  const whole = (name: string, otherwise: number, from: number, to: number): number => {
    const given = text(name);
    if (given === null) return otherwise;
    if (!/^[0-9]{1,12}$/.test(given) || Number(given) < from || Number(given) > to) throw new CannotStart(`${name} must be a number from ${from} to ${to}, and it is ${JSON.stringify(given)}.`);
    return Number(given);
  };
  const logLevel = text('LOG_LEVEL') ?? 'info';
  if (!LEVELS.includes(logLevel)) throw new CannotStart(`LOG_LEVEL must be one of ${LEVELS.join(', ')}, and it is ${JSON.stringify(logLevel)}.`);
  return {
    port: whole('PORT', 3_000, 0, 65_535),
    host: text('HOST') ?? '127.0.0.1',
    dataDir: resolve(text('DATA_DIR') ?? 'data'),
    mongoUri: text('MONGODB_URI'),
    logLevel,
    allowedHosts: (text('ALLOWED_HOSTS') ?? '').split(',').map((name) => name.trim()).filter((name) => name !== ''),
    hops: whole('TRUST_PROXY', 0, 0, 10),
    drainPause: whole('DRAIN_PAUSE_MS', 500, 0, 60_000),
    drainTime: whole('DRAIN_TIME_MS', 8_000, 500, 120_000),
    sizes: {
      waiting: whole('WAITING_COMMANDS', DEFAULT_SIZES.waiting, 10, 1_000_000),
      group: whole('GROUP_COMMANDS', DEFAULT_SIZES.group, 1, 10_000),
      snapshotEvery: whole('SNAPSHOT_EVERY', DEFAULT_SIZES.snapshotEvery, 100, 1_000_000),
    },
    idleAfter: whole('IDLE_BOARD_MS', 300_000, 1_000, 86_400_000),
    mostBoards: whole('MAX_BOARDS', MOST_BOARDS, 1, 10_000),
    bounds: {
      commands: {
        perSecond: whole('COMMANDS_PER_SECOND', BOUNDS.commands.perSecond, 1, 1_000_000),
        burst: whole('COMMANDS_BURST', BOUNDS.commands.burst, 1, 1_000_000),
      },
      messages: {
        perSecond: whole('MESSAGES_PER_SECOND', BOUNDS.messages.perSecond, 1, 1_000_000),
        burst: whole('MESSAGES_BURST', BOUNDS.messages.burst, 100, 1_000_000),
      },
      connections: whole('CONNECTIONS_PER_ADDRESS', BOUNDS.connections, 1, 1_000_000),
      screens: whole('SOCKETS_PER_ADDRESS', BOUNDS.screens, 1, 1_000_000),
      answers: whole('ANSWERS_PER_ADDRESS', BOUNDS.answers, 1, 1_000_000),
      screensOfPerson: whole('SOCKETS_PER_PERSON', BOUNDS.screensOfPerson, 1, 1_000_000),
      inAll: whole('CONNECTIONS', BOUNDS.inAll, 10, 1_000_000),
    },
    slow: {
      packets: whole('SLOW_SCREEN_PACKETS', AUDIENCE_SIZES.packets, 10, 100_000),
      bytes: whole('SLOW_SCREEN_BYTES', AUDIENCE_SIZES.bytes, 65_536, 1_073_741_824),
    },
    ...argumentsOf(args),
  };
}

function argumentsOf(args: readonly string[]): Pick<Settings, 'empty' | 'clientDir'> {
  let values: { empty?: boolean; 'client-dir'?: string };
  try {
    values = parseArgs({ args: [...args], options: { empty: { type: 'boolean' }, 'client-dir': { type: 'string' } } }).values;
  } catch {
    throw new CannotStart(`The possible arguments are --empty and --client-dir <folder>, and not: ${args.join(' ')}.`);
  }
  return { empty: values.empty ?? false, clientDir: values['client-dir'] === undefined ? null : resolve(values['client-dir']) };
}
