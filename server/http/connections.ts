import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Timers } from '../ports/timers.ts';
import { asker } from './address.ts';
import { type ConnectionQuota, MESSAGE_SIZE } from './connection-quota.ts';

/** Whom a look finds to have taken too much, and of what. */
export interface ConnectionSizes {
  /** How often it is looked, ms. */
  readonly lookEvery: number;
  /** So long somebody may read nothing of what waits for them, ms. */
  readonly stalledFor: number;
  /** What may wait for one address, and for everybody, bytes. */
  readonly unreadOfAddress: number;
  readonly unreadInAll: number;
}

export const CONNECTION_SIZES: ConnectionSizes = { lookEvery: 250, stalledFor: 10_000, unreadOfAddress: 16 * 1024 * 1024, unreadInAll: 128 * 1024 * 1024 };

/** How long a request may take to say what it wants, and to bring all of it, ms (for createServer). */
export const REQUEST_TIMES = { headersTimeout: 5_000, requestTimeout: 15_000, connectionsCheckingInterval: 1_000 };

interface Connection {
  readonly socket: Socket;
  /** Behind a proxy the connection is the proxy's, and says nothing of who asks: null. */
  readonly address: string | null;
  /** Somebody asked something on it. */
  spoken: boolean;
  /** Bytes that had been read by the other side, and since when no more were. */
  read: number;
  stalledSince: number;
  unread: number;
  /** Bytes that had come when it was last looked, and how many of them since the look before. */
  came: number;
  brought: number;
}

/**
 * Every connection there is, whatever is spoken on it: requests, websockets, or nothing at all. Here is
 * bounded what the doors cannot see: silence, answers nobody reads, and bytes that never become a message.
 */
export class Connections {
  private readonly all = new Map<Socket, Connection>();
  private stop: () => void = () => {};

  constructor(private readonly quota: ConnectionQuota, private readonly sizes: ConnectionSizes = CONNECTION_SIZES) {}

  watch(server: Server, timers: Timers): void {
    server.maxConnections = this.quota.bounds.inAll;
    server.on('connection', (socket) => this.take(socket));
    const spoke = ({ socket }: { readonly socket: Socket }): void => {
      const connection = this.all.get(socket);
      if (connection) connection.spoken = true;
    };
    server.on('request', spoke);
    server.on('upgrade', spoke);
    this.stop = timers.every(this.sizes.lookEvery, () => this.look(performance.now()));
  }

  cutAll(): void {
    for (const socket of this.all.keys()) socket.destroy();
  }

  close(): void {
    this.stop();
  }

  private take(socket: Socket): void {
    const address = this.quota.hops === 0 ? asker(socket.remoteAddress ?? '') : null;
    if (address !== null) {
      // Whoever has used up what they may say is not worth a connection either.
      if (this.quota.messages.isEmpty(address)) return void socket.destroy();
      if (this.quota.connections.isFull(address)) this.silent(address)?.destroy();
      if (!this.quota.connections.take(address)) return void socket.destroy();
    }
    this.all.set(socket, { socket, address, spoken: false, read: 0, stalledSince: performance.now(), unread: 0, came: 0, brought: 0 });
    socket.once('close', () => this.forget(socket));
  }

  /** Not when its `close` comes but at once: its room is given away. */
  private silent(address: string): Socket | undefined {
    for (const connection of this.all.values()) {
      if (connection.address !== address || connection.spoken) continue;
      this.forget(connection.socket);
      return connection.socket;
    }
    return undefined;
  }

  private forget(socket: Socket): void {
    const connection = this.all.get(socket);
    if (!connection) return;
    this.all.delete(socket);
    if (connection.address !== null) this.quota.connections.free(connection.address);
  }

  private look(now: number): void {
    const byAddress = new Map<string, Connection[]>();
    for (const connection of this.all.values()) {
      const { socket, address } = connection;
      connection.unread = socket.writableLength;
      const read = socket.bytesWritten - connection.unread - inKernelsHands(socket);
      if (connection.unread === 0 || read !== connection.read) connection.stalledSince = now;
      connection.read = read;
      connection.brought = socket.bytesRead - connection.came;
      connection.came = socket.bytesRead;
      if (now - connection.stalledSince > this.sizes.stalledFor) socket.destroy();
      else if (address !== null) {
        const others = byAddress.get(address);
        if (others) others.push(connection);
        else byAddress.set(address, [connection]);
      }
    }
    for (const all of byAddress.values()) {
      cutLargest(all, ({ unread }) => unread, this.sizes.unreadOfAddress);
      cutLargest(all, ({ brought }) => brought, this.quota.bounds.commands.burst * MESSAGE_SIZE);
    }
    cutLargest([...this.all.values()], ({ unread }) => unread, this.sizes.unreadInAll);
  }
}

/** The largest first, until the others together are no more than `most`. */
function cutLargest(all: readonly Connection[], size: (connection: Connection) => number, most: number): void {
  let sum = 0;
  for (const connection of all) sum += size(connection);
  if (sum <= most) return;
  for (const connection of all.toSorted((a, b) => size(b) - size(a))) {
    if (sum <= most) return;
    sum -= size(connection);
    connection.socket.destroy();
  }
}

/** How much of the write that is under way is not sent yet: else one long write looks like none for as long as it lasts. */
const inKernelsHands = (socket: Socket): number => (socket as unknown as { readonly _handle?: { readonly writeQueueSize?: number } | null })._handle?.writeQueueSize ?? 0;
