import { type ClientRequest, createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** Routes as server/deploy/nginx.conf does, where there is no nginx: what it denies, whom it asks next, and who goes where. */
export class RoutingProxy {
  private turn = 0;
  private readonly server: Server;

  private constructor(private readonly nodes: readonly number[]) {
    this.server = createServer((incoming, response) => void this.http(incoming, response));
    this.server.on('upgrade', (incoming, socket, head) => this.websocket(incoming, socket as Socket, head, this.order(incoming)));
  }

  static async before(nodes: readonly number[]): Promise<RoutingProxy> {
    const proxy = new RoutingProxy(nodes);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** All of one board to the same node. Of the rest a new websocket may go to any, and all else of one address to the same. */
  private order({ headers, url = '' }: IncomingMessage): readonly number[] {
    const board = /[?&]board=([^&]*)/.exec(url)?.[1] ?? /^\/api\/boards\/([^/?]+)/.exec(url)?.[1];
    const free = headers.upgrade !== undefined && !url.includes('sid=');
    const route = board === undefined ? (free ? (this.turn += 1) : 0) : Buffer.from(board).reduce((sum, byte) => sum + byte, 0);
    const first = route % this.nodes.length;
    return [...this.nodes.slice(first), ...this.nodes.slice(0, first)];
  }

  private ask(incoming: IncomingMessage, port: number): ClientRequest {
    const heard = incoming.headers['x-forwarded-for'];
    // A connection of its own each time: one that is kept may be dead already.
    const from = [...(heard === undefined ? [] : [heard]), incoming.socket.remoteAddress].join(', ');
    return request({ host: '127.0.0.1', port, agent: false, method: incoming.method, path: incoming.url, headers: { ...incoming.headers, 'x-forwarded-for': from } });
  }

  /** A body is taken whole before anybody is asked, so that the next can be asked with it. */
  private async http(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    if (incoming.url === '/metrics') return void response.writeHead(403).end();
    try {
      this.pass(incoming, Buffer.concat(await chunksOf(incoming)), response, this.order(incoming));
    } catch {
      response.destroy();
    }
  }

  private pass(incoming: IncomingMessage, body: Buffer, response: ServerResponse, [port, ...others]: readonly number[]): void {
    if (port === undefined) return void response.writeHead(502).end();
    const outgoing = this.ask(incoming, port);
    const next = (): void => this.pass(incoming, body, response, others);
    outgoing.once('response', (answer) => {
      if (answer.statusCode === 503 && others.length > 0 && incoming.method === 'GET') {
        answer.resume();
        return next();
      }
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => response.destroy());
      return void answer.pipe(response);
    });
    // What was sent may have been done: only what never arrived is asked of the next, or what changes nothing.
    outgoing.once('error', ({ code }: NodeJS.ErrnoException) => {
      if (response.headersSent) return void response.destroy();
      if (code === 'ECONNREFUSED' || incoming.method === 'GET') return next();
      return void response.writeHead(502).end();
    });
    outgoing.end(body);
  }

  private websocket(incoming: IncomingMessage, socket: Socket, head: Buffer, [port, ...others]: readonly number[]): void {
    if (port === undefined) return void socket.destroy();
    const outgoing = this.ask(incoming, port);
    outgoing.once('upgrade', (answer, inner: Socket, first) => {
      const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}`);
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
      // Either side's first words may have come with the handshake.
      socket.write(first);
      inner.write(head);
      socket.on('error', () => inner.destroy()).on('close', () => inner.destroy());
      inner.on('error', () => socket.destroy()).on('close', () => socket.destroy());
      inner.pipe(socket).pipe(inner);
    });
    outgoing.once('response', () => socket.destroy());
    outgoing.once('error', () => this.websocket(incoming, socket, head, others));
    outgoing.end();
  }
}

async function chunksOf(incoming: IncomingMessage): Promise<Buffer[]> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return chunks;
}
