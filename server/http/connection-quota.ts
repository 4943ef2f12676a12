import type { IncomingMessage } from 'node:http';
import type { Clock } from '../ports/clock.ts';
import { addressOf } from './address.ts';
import { type Allowance, Buckets } from './allowance.ts';
import { KeyedSemaphore } from './keyed-semaphore.ts';

/** What one address may take of this server, over both doors and all its connections together (SEC-15). */
export interface Bounds {
  /** Commands, and whatever else costs a look into a board. */
  readonly commands: Allowance;
  /** Whatever comes: messages of any kind, requests, also for files. */
  readonly messages: Allowance;
  /** Connections, whether anything was ever said on them or not. */
  readonly connections: number;
  /** Screens that are connected. */
  readonly screens: number;
  /** Requests of scripts that are being answered. */
  readonly answers: number;
  /** Of a person, and not of an address. */
  readonly screensOfPerson: number;
  /** Connections of everybody. */
  readonly inAll: number;
}

export const BOUNDS: Bounds = {
  commands: { burst: 40, perSecond: 20 },
  messages: { burst: 1_000, perSecond: 200 },
  connections: 200,
  screens: 50,
  answers: 20,
  screensOfPerson: 10,
  inAll: 20_000,
};

/** The most that one message may be. */
export const MESSAGE_SIZE = 64 * 1024;
/** What each command or request allows to be sent as a large answer, bytes. */
const ANSWERED = 256 * 1024;
/** Nobody's page sends nonsense; who goes on sending it is cut off. */
const NONSENSE: Allowance = { burst: 100, perSecond: 5 };

/** The accounts of all who ask. */
export class ConnectionQuota {
  readonly commands: Buckets;
  readonly messages: Buckets;
  /** In bytes: a whole message for each command. */
  readonly bytes: Buckets;
  /** In bytes, of answers that may be large. */
  readonly sent: Buckets;
  readonly nonsense: Buckets;
  readonly connections: KeyedSemaphore;
  readonly screens: KeyedSemaphore;
  readonly answers: KeyedSemaphore;
  readonly people: KeyedSemaphore;

  /** `hops`: proxies of one's own in front. */
  constructor(readonly bounds: Bounds, readonly hops: number, clock: Clock) {
    this.commands = new Buckets(bounds.commands, clock);
    this.messages = new Buckets(bounds.messages, clock);
    this.bytes = new Buckets({ burst: bounds.commands.burst * MESSAGE_SIZE, perSecond: bounds.commands.perSecond * MESSAGE_SIZE }, clock);
    this.sent = new Buckets({ burst: bounds.commands.burst * ANSWERED, perSecond: bounds.commands.perSecond * ANSWERED }, clock);
    this.nonsense = new Buckets(NONSENSE, clock);
    this.connections = new KeyedSemaphore(bounds.connections);
    this.screens = new KeyedSemaphore(bounds.screens);
    this.answers = new KeyedSemaphore(bounds.answers);
    this.people = new KeyedSemaphore(bounds.screensOfPerson);
  }

  addressOf({ socket, headers }: Pick<IncomingMessage, 'socket' | 'headers'>): string {
    return addressOf(socket.remoteAddress, headers, this.hops);
  }
}
