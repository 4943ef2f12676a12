import WebSocket from 'ws';

/**
 * Just enough of socket.io's protocol (engine.io 4 over one websocket) to load a server without being
 * the bottleneck: a full client in the generator costs more than the server under test.
 */
export class ThinClient {
  /** Called with every event; null: frames are counted and thrown away unread. */
  onEvent: ((name: string, payload: unknown) => void) | null = null;
  onClose: (() => void) | null = null;
  /** Reads what has come only so often, as one read of many messages: then thousands of screens cost next to nothing; ms. */
  restsFor = 0;
  frames = 0;
  bytes = 0;

  private readonly socket: WebSocket;
  private rest: ReturnType<typeof setTimeout> | null = null;
  private nextAck = 0;
  private readonly waiting = new Map<number, (answer: unknown) => void>();
  /** A message whose binary attachments are still on their way. */
  private incomplete: { readonly text: string; readonly left: number; readonly parts: Buffer[] } | null = null;

  private constructor(socket: WebSocket) {
    this.socket = socket;
  }

  static connect(port: number, auth: unknown): Promise<ThinClient> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false });
    const client = new ThinClient(socket);
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', () => {
        reject(new Error('closed while connecting'));
        client.onClose?.();
      });
      socket.on('message', (data: Buffer, binary: boolean) => {
        client.frames += 1;
        client.bytes += data.length;
        if (client.restsFor > 0) client.pause();
        if (binary) return client.attachment(data);
        // 0 open, 2 ping, 40 connected, 44 refused, 42 event, 43 answer, 45 and 46 the same with attachments
        switch (data[0]) {
          case 0x30: return socket.send(`40${JSON.stringify(auth)}`);
          case 0x32: return socket.send('3');
          case 0x34: break;
          default: return;
        }
        switch (data[1]) {
          case 0x30: return resolve(client);
          case 0x34: return reject(new Error(data.toString('utf8', 2)));
          case 0x32: return client.onEvent === null ? undefined : client.event(JSON.parse(data.toString('utf8', 2)) as [string, unknown]);
          case 0x33: return client.answer(data.toString('utf8', 2), []);
          case 0x35: case 0x36: return client.announced(data.toString('utf8', 1));
          default: return;
        }
      });
    });
  }

  /** Sends an event and waits for its answer. */
  ask(event: string, payload: unknown): Promise<unknown> {
    const id = this.nextAck;
    this.nextAck += 1;
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.socket.send(`42${id}${JSON.stringify([event, payload])}`);
    });
  }

  /** Reads again as it comes: also how a connection was ended is only known to who reads. */
  wake(): void {
    this.restsFor = 0;
    if (this.rest === null) return;
    clearTimeout(this.rest);
    this.rest = null;
    this.socket.resume();
  }

  private pause(): void {
    if (this.rest !== null) return;
    // All that came together is taken first.
    this.rest = setTimeout(() => {
      this.socket.pause();
      this.rest = setTimeout(() => {
        this.rest = null;
        this.socket.resume();
      }, this.restsFor);
    }, 10);
  }

  close(): void {
    this.onClose = null;
    if (this.rest !== null) clearTimeout(this.rest);
    this.socket.terminate();
  }

  private event([name, payload]: [string, unknown]): void {
    this.onEvent?.(name, payload);
  }

  private answer(text: string, parts: readonly Buffer[]): void {
    const start = text.indexOf('[');
    const waiter = this.waiting.get(Number(text.slice(0, start)));
    this.waiting.delete(Number(text.slice(0, start)));
    const [payload] = JSON.parse(text.slice(start), (_, value: unknown) =>
      isPlaceholder(value) ? parts[value.num] : value) as [unknown];
    waiter?.(payload);
  }

  private announced(text: string): void {
    const dash = text.indexOf('-');
    this.incomplete = { text: text[0] + text.slice(dash + 1), left: Number(text.slice(1, dash)), parts: [] };
  }

  private attachment(data: Buffer): void {
    const message = this.incomplete;
    if (message === null) return;
    message.parts.push(data);
    if (message.parts.length < message.left) return;
    this.incomplete = null;
    if (message.text.startsWith('6')) this.answer(message.text.slice(1), message.parts);
  }
}

function isPlaceholder(value: unknown): value is { readonly num: number } {
  return typeof value === 'object' && value !== null && '_placeholder' in value && 'num' in value;
}
