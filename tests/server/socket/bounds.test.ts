import { describe, expect, test } from 'vitest';
import type WebSocket from 'ws';
import { connected, keeper } from '../../support/keep.ts';
import { type LiveServer, makeBoard, startLiveServer } from '../../support/server/live-server.ts';
import { ended, rawSocket } from '../../support/server/raw-socket.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { until } from '../../support/until.ts';
import { contendedShop, pull } from '../../support/shop/workshop.ts';
import { callAt } from '../http/door.ts';

const keep = keeper();
const start = async (options?: Parameters<typeof startLiveServer>[0]): Promise<LiveServer> => keep(await startLiveServer(options));
async function raw(server: LiveServer, comes = true): Promise<WebSocket> {
  const socket = await rawSocket(server.port, comes);
  keep({ close: () => socket.terminate() });
  return socket;
}
/** So few that a test can have too many, and none to speak of comes back while it runs. */
const FEW = { burst: 50, perSecond: 0.001 };
const event = (name: string): string => `42["${name}",{}]`;

describe('SEC-15: a connection that looks at no board', () => {
  test.each([
    ['another namespace', '40/other,{}'], ['an event of another namespace', '42/other,["x"]'], ['an answer nobody asked for', '430[]'],
    ['attachments', '451-["join",{"_placeholder":true,"num":0}]'], ['an answer with attachments', '461-0[{"_placeholder":true,"num":0}]'], ['very many attachments', '459999999-["join"]'],
  ])('ends at %s', async (_, frame) => {
    const server = await start();
    const socket = await raw(server);
    socket.send(frame);
    await ended(socket);
  });

  test('ends at bytes', async () => {
    const server = await start();
    const socket = await raw(server);
    socket.send(Buffer.alloc(100));
    await ended(socket);
  });

  test('ends after five seconds in which it does not say who it is, by websocket and by polling', async () => {
    const server = await start();
    const socket = await raw(server, false);
    const { text } = await callAt(server.port, 'GET', '/socket.io/?EIO=4&transport=polling');
    expect(text).toContain('sid');
    const honest = await connected(keep, server.url);
    await ended(socket);
    await until('both are forgotten', () => clientsOf(server) === 1, 4_000);
    expect(honest.socket.connected).toBe(true);
  }, 15_000);

  test.each<[string, (socket: WebSocket) => void]>([
    ['events that do not exist', (socket) => socket.send(event('no-such-event'))], ['pings of the websocket', (socket) => socket.ping('x'.repeat(100))],
    ['pongs nobody asked for', (socket) => socket.pong()], ['pongs of the protocol', (socket) => socket.send('3')],
  ])('ends in a flood of %s, before any more is looked at', async (_, say) => {
    const server = await start({ bounds: { messages: FEW } });
    let looked = 0;
    const socket = await raw(server);
    for (const one of server.io.sockets.sockets.values()) one.conn.on('packet', () => (looked += 1));
    for (let i = 0; i < 5_000; i += 1) say(socket);
    await ended(socket);
    expect(looked).toBeLessThanOrEqual(FEW.burst + 1);
    // It has no more on another connection: the allowance is the address's.
    await expect(rawSocket(server.port)).rejects.toThrow();
  });

  test('has as many commands on many connections as on one', async () => {
    const server = await start({ bounds: { commands: { burst: 20, perSecond: 0.001 } } });
    const board = await makeBoard(server.rooms, 'shop', contendedShop(40, 40));
    const clients = await Promise.all(Array.from({ length: 4 }, () => connected(keep, server.url)));
    const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => clients[at % 4]!.once(board, pull(at + 1))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
    expect(answers.filter((answer) => !answer.ok && answer.why === 'try_again')).toHaveLength(20);
  });

  test('ends when it says as much as fills the wire', async () => {
    const server = await start({ bounds: { commands: { burst: 2, perSecond: 0.001 } } });
    const socket = await raw(server);
    const large = `42["leave",{"board":"${'x'.repeat(60_000)}"}]`;
    for (let i = 0; i < 3; i += 1) socket.send(large);
    await ended(socket);
  });

  test('ends when it leaves too much unread, whatever it is that it asked for', async () => {
    const server = await start();
    let most = 0;
    let asking = true;
    server.io.engine.on('connection', (conn: { writeBuffer: { data?: string }[]; on(event: 'packetCreate', hear: () => void): void; once(event: 'close', hear: () => void): void }) => {
      conn.on('packetCreate', () => (most = Math.max(most, conn.writeBuffer.length)));
      conn.once('close', () => (asking = false));
    });
    const socket = await raw(server);
    socket.pause();
    // There is no such board, and the wire itself holds some megabytes.
    for (let i = 0; asking && i < 400_000; i += 1) {
      socket.send(`42${i}["join",{"board":"nobody-made-it","have":null}]`);
      if (i % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await until('it is gone', () => clientsOf(server) === 0);
    expect(most).toBeGreaterThan(10);
    expect(most).toBeLessThanOrEqual(500);
  }, 60_000);
});

describe('SEC-15: an address', () => {
  test('has no more screens than it may have, connected or on their way', async () => {
    const server = await start({ bounds: { screens: 3 } });
    const silent = await Promise.all([raw(server, false), raw(server, false), raw(server, false)]);
    await expect(rawSocket(server.port)).rejects.toThrow(/403|400/);
    silent[0]?.terminate();
    await until('one has left', () => clientsOf(server) === 2);
    expect(await connected(keep, server.url)).toBeInstanceOf(SocketClient);
  });
});

const clientsOf = ({ io }: LiveServer): number => io.engine.clientsCount;
