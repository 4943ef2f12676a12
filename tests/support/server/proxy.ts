import { type AddressInfo, type Server, type Socket, createServer, connect } from 'node:net';

/** What the wire does to bytes, each way of its own. */
export interface Weather {
  /** Each chunk waits this long, ms; order is kept. */
  delay: number;
  /** Bytes are taken and never passed on, as when a wire is cut without a word (half open). */
  deaf: boolean;
  /** The same for one way alone, while the other way goes on. */
  oneWay: 'to the server' | 'to the client' | null;
  /** Asked for each chunk from the server: true loses it, and the connection goes on. For whole messages only. */
  lose: ((chunk: Buffer) => boolean) | null;
  /** The connection dies after so many bytes more from the server, in the middle of a frame. */
  cutAfter: number | null;
  /** Asked for each chunk from the server: true swallows it and cuts, as a lost packet that is never sent again. */
  swallow: ((chunk: Buffer) => boolean) | null;
}

/** A TCP proxy on loopback, for what `tc` and iptables would do. */
export class Proxy {
  readonly weather: Weather = { delay: 0, deaf: false, oneWay: null, lose: null, cutAfter: null, swallow: null };
  /** Refuses new connections while false. */
  open = true;
  connections = 0;
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private readonly server: Server;
  private stalled = false;
  private readonly lost = new WeakSet<readonly [Socket, Socket]>();

  private constructor(private target: number) {
    this.server = createServer((inner) => this.accept(inner));
  }

  static async before(target: number): Promise<Proxy> {
    const proxy = new Proxy(target);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  /** Without a door of its own: for whoever hands it callers. */
  static to(target: number): Proxy {
    return new Proxy(target);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Stops reading from the server, as a screen that sleeps: the backlog is the server's from then on. */
  stall(): void {
    this.stalled = true;
    for (const [, outer] of this.pairs) outer.pause();
  }

  flow(): void {
    this.stalled = false;
    for (const [, outer] of this.pairs) outer.resume();
  }

  /** Connections that are deaf stay so; new ones hear. */
  mend(): void {
    for (const pair of this.pairs) this.lost.add(pair);
    this.weather.deaf = false;
    this.weather.oneWay = null;
  }

  /** Where new connections go from now on. */
  pointTo(target: number): void {
    this.target = target;
  }

  /** Ends every connection at once, without a farewell. */
  cut(): void {
    for (const [inner, outer] of this.pairs) {
      inner.resetAndDestroy();
      outer.resetAndDestroy();
    }
    this.pairs.clear();
  }

  async close(): Promise<void> {
    this.cut();
    if (this.server.listening) await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** Public for a door that sends each caller through a wire of its own. */
  accept(inner: Socket): void {
    if (!this.open) return void inner.destroy();
    this.connections += 1;
    const outer = connect(this.target, '127.0.0.1');
    const pair = [inner, outer] as const;
    this.pairs.add(pair);
    const end = (): void => {
      this.pairs.delete(pair);
      inner.destroy();
      outer.destroy();
    };
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', end);
    }
    inner.on('data', (chunk: Buffer) => this.lost.has(pair) || this.weather.oneWay === 'to the server' || this.pass(chunk, outer));
    outer.on('data', (chunk: Buffer) => this.lost.has(pair) || this.fromServer(chunk, inner, end));
    if (this.stalled) outer.pause();
  }

  private fromServer(chunk: Buffer, inner: Socket, end: () => void): void {
    if (this.weather.swallow?.(chunk)) return end();
    if (this.weather.oneWay === 'to the client' || this.weather.lose?.(chunk)) return;
    const { cutAfter } = this.weather;
    if (cutAfter === null) return this.pass(chunk, inner);
    if (chunk.length < cutAfter) {
      this.weather.cutAfter = cutAfter - chunk.length;
      return this.pass(chunk, inner);
    }
    this.weather.cutAfter = null;
    inner.write(chunk.subarray(0, cutAfter), () => end());
  }

  private pass(chunk: Buffer, to: Socket): void {
    if (this.weather.deaf) return;
    if (this.weather.delay === 0) return void to.write(chunk);
    setTimeout(() => to.writable && to.write(chunk), this.weather.delay);
  }
}
