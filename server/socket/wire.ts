import type { IncomingMessage } from 'node:http';
import type { ConnectionQuota } from '../http/connection-quota.ts';

/** What may wait for one connection to read it. */
export interface Backlog { readonly packets: number; readonly bytes: number }

/** The part of engine.io's connection that its types keep to themselves. */
interface Connection {
  readonly request: IncomingMessage;
  readonly writeBuffer: readonly { readonly data?: string | Uint8Array }[];
  readonly transport: { readonly socket?: WebSocketLike };
  on(event: 'packet', hear: (packet: { readonly type: string; readonly data?: unknown }) => void): void;
  on(event: 'packetCreate' | 'upgrade', hear: () => void): void;
  once(event: 'close', hear: () => void): void;
  close(discard?: boolean): void;
}

interface WebSocketLike {
  readonly bufferedAmount: number;
  terminate?(): void;
  on?(event: 'ping' | 'pong', hear: (data: Uint8Array) => void): void;
}

/** What a client may say: that it comes or goes, and events, in the one namespace there is and without attachments. */
const SAID = /^[012](?!\d*\/)/;
const COMES = /^0/;
/** Who has connected says within so long who they are; ms. */
const COMES_WITHIN = 5_000;

/** One connection, from its handshake to its end, with or without somebody who looks at a board. */
export class Wire {
  private static readonly all = new WeakMap<object, Wire>();
  /** Whom it counts for. */
  address = '';
  /** A board that is on its way: it may be larger than all else that may wait. */
  private large = 0;

  static of(conn: unknown): Wire {
    const connection = conn as Connection;
    const known = Wire.all.get(connection) ?? new Wire(connection);
    Wire.all.set(connection, known);
    return known;
  }

  private constructor(private readonly conn: Connection) {}

  /** What engine.io holds for it, and what its websocket has taken and the network has not. */
  backlog(): Backlog {
    const { writeBuffer, transport } = this.conn;
    let bytes = transport.socket?.bufferedAmount ?? 0;
    for (const { data } of writeBuffer) bytes += data?.length ?? 0;
    if (bytes === 0) this.large = 0;
    return { packets: writeBuffer.length, bytes: Math.max(0, bytes - this.large) };
  }

  /** Before it is sent. Only the largest counts: nobody is sent a second board who has not read the first. */
  expect(bytes: number): void {
    this.large = Math.max(this.large, bytes);
  }

  /** Not closed but cut: a farewell would only wait behind the backlog. Nothing of it is heard after this. */
  cut(): void {
    const { socket } = this.conn.transport;
    this.conn.close(true);
    socket?.terminate?.();
  }
}

/** Bounds what a connection says, before anything is done with it, and what it leaves unread (R9, SEC-15). */
export function guardWires(engine: { on(event: 'connection', hear: (conn: unknown) => void): unknown }, quota: ConnectionQuota, most: Backlog): void {
  engine.on('connection', (opened) => {
    const conn = opened as Connection;
    const wire = Wire.of(conn);
    // Now: of a request that is over nobody knows any more from where it came.
    const address = quota.addressOf(conn.request);
    wire.address = address;
    if (!quota.screens.take(address)) return wire.cut();
    const silent = setTimeout(() => wire.cut(), COMES_WITHIN);
    conn.once('close', () => {
      clearTimeout(silent);
      quota.screens.free(address);
    });

    const mayStay = (): void => {
      const { packets, bytes } = wire.backlog();
      if (packets >= most.packets || bytes >= most.bytes) wire.cut();
    };
    const heard = (data: unknown): boolean => {
      const size = typeof data === 'string' || data instanceof Uint8Array ? data.length : 0;
      if (quota.messages.take(address) && quota.bytes.take(address, size)) return true;
      wire.cut();
      return false;
    };
    conn.on('packetCreate', mayStay);
    conn.on('packet', ({ type, data }) => {
      if (!heard(data) || type !== 'message') return;
      if (typeof data !== 'string' || !SAID.test(data)) return wire.cut();
      if (COMES.test(data)) clearTimeout(silent);
    });
    // A websocket answers pings by itself, and nobody above it hears of them.
    const listen = (): void => {
      for (const event of ['ping', 'pong'] as const) conn.transport.socket?.on?.(event, (data) => void (heard(data) && mayStay()));
    };
    listen();
    conn.on('upgrade', listen);
  });
}
