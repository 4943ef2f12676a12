import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Timers } from '../board/room-parts.ts';
import { asker } from './address.ts';
import { type Askers, MESSAGE_SIZE } from './askers.ts';

/** Whom a look finds to have taken too much, and of what. */
export interface WireSizes {
  /** How often it is looked, ms. */
  readonly lookEvery: number;
  /** So long somebody may read nothing of what waits for them, ms. */
  readonly stalledFor: number;
  /** What may wait for one address, and for everybody, bytes. */
  readonly unreadOfAddress: number;
  readonly unreadInAll: number;
}

export const WIRE_SIZES: WireSizes = { lookEvery: 250, stalledFor: 10_000, unreadOfAddress: 16 * 1024 * 1024, unreadInAll: 128 * 1024 * 1024 };

/** How long a request may take to say what it wants, and to bring all of it, ms (for createServer). */
export const REQUEST_TIMES = { headersTimeout: 5_000, requestTimeout: 15_000, connectionsCheckingInterval: 1_000 };

interface Wire {
  readonly socket: Socket;
  /** Behind a proxy the wire is the proxy's, and says nothing of who asks: null. */
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
export class Wires {
  private readonly wires = new Map<Socket, Wire>();
  private stop: () => void = () => {};

  constructor(private readonly askers: Askers, private readonly sizes: WireSizes = WIRE_SIZES) {}

  watch(server: Server, timers: Timers): void {
    server.maxConnections = this.askers.bounds.inAll;
    server.on('connection', (socket) => this.take(socket));
    const spoke = ({ socket }: { readonly socket: Socket }): void => {
      const wire = this.wires.get(socket);
      if (wire) wire.spoken = true;
    };
    server.on('request', spoke);
    server.on('upgrade', spoke);
    this.stop = timers.every(this.sizes.lookEvery, () => this.look(performance.now()));
  }

  cutAll(): void {
    for (const socket of this.wires.keys()) socket.destroy();
  }

  close(): void {
    this.stop();
  }

  private take(socket: Socket): void {
    const address = this.askers.hops === 0 ? asker(socket.remoteAddress ?? '') : null;
    if (address !== null) {
      // Whoever has used up what they may say is not worth a connection either.
      if (this.askers.messages.isEmpty(address)) return void socket.destroy();
      if (this.askers.connections.isFull(address)) this.silent(address)?.destroy();
      if (!this.askers.connections.take(address)) return void socket.destroy();
    }
    this.wires.set(socket, { socket, address, spoken: false, read: 0, stalledSince: performance.now(), unread: 0, came: 0, brought: 0 });
    socket.once('close', () => this.forget(socket));
  }

  /** Not when its `close` comes but at once: its place is given away. */
  private silent(address: string): Socket | undefined {
    for (const wire of this.wires.values()) {
      if (wire.address !== address || wire.spoken) continue;
      this.forget(wire.socket);
      return wire.socket;
    }
    return undefined;
  }

  private forget(socket: Socket): void {
    const wire = this.wires.get(socket);
    if (!wire) return;
    this.wires.delete(socket);
    if (wire.address !== null) this.askers.connections.free(wire.address);
  }

  private look(now: number): void {
    const byAddress = new Map<string, Wire[]>();
    for (const wire of this.wires.values()) {
      const { socket, address } = wire;
      wire.unread = socket.writableLength;
      const read = socket.bytesWritten - wire.unread - inKernelsHands(socket);
      if (wire.unread === 0 || read !== wire.read) wire.stalledSince = now;
      wire.read = read;
      wire.brought = socket.bytesRead - wire.came;
      wire.came = socket.bytesRead;
      if (now - wire.stalledSince > this.sizes.stalledFor) socket.destroy();
      else if (address !== null) {
        const others = byAddress.get(address);
        if (others) others.push(wire);
        else byAddress.set(address, [wire]);
      }
    }
    for (const wires of byAddress.values()) {
      cutLargest(wires, ({ unread }) => unread, this.sizes.unreadOfAddress);
      cutLargest(wires, ({ brought }) => brought, this.askers.bounds.commands.burst * MESSAGE_SIZE);
    }
    cutLargest([...this.wires.values()], ({ unread }) => unread, this.sizes.unreadInAll);
  }
}

/** The largest first, until the others together are no more than `most`. */
function cutLargest(wires: readonly Wire[], size: (wire: Wire) => number, most: number): void {
  let sum = 0;
  for (const wire of wires) sum += size(wire);
  if (sum <= most) return;
  for (const wire of wires.toSorted((a, b) => size(b) - size(a))) {
    if (sum <= most) return;
    sum -= size(wire);
    wire.socket.destroy();
  }
}

/** How much of the write that is under way is not sent yet: else one long write looks like none for as long as it lasts. */
const inKernelsHands = (socket: Socket): number => (socket as unknown as { readonly _handle?: { readonly writeQueueSize?: number } | null })._handle?.writeQueueSize ?? 0;
