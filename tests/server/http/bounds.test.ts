import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { realTimers } from '../../../server/ports/timers.ts';
import { asker } from '../../../server/http/address.ts';
import { ConnectionQuota, BOUNDS, type Bounds } from '../../../server/http/connection-quota.ts';
import { boardState } from '../../../server/http/board-state.ts';
import { largeTo } from '../../../server/http/large.ts';
import { fitting, sendSlowly } from '../../../server/http/replies.ts';
import { CONNECTION_SIZES, type ConnectionSizes, Connections } from '../../../server/http/connections.ts';
import type { Commit } from '../../../shared/log/commit.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { ROOMY } from '../../support/server/roomy.ts';
import { until } from '../../support/until.ts';
import { contendedShop, pull } from '../../support/shop/workshop.ts';
import { callAt, type Door, openDoor } from './door.ts';
import { ShakyLog } from '../room/shaky-log.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function serve(bounds: Partial<Bounds>, log = new ShakyLog(new MemoryLog())): Promise<Door> {
  const door = await openDoor(log, { bounds: { ...ROOMY, ...bounds } });
  ends.push(() => door.close());
  await makeBoard(door.app.rooms, 'shop', contendedShop(3, 3));
  return door;
}

/** A connection by hand. `ended`: when the other side had enough. */
function wire(port: number, says = ''): { readonly socket: Socket; readonly ended: Promise<void>; readonly heard: () => string } {
  const socket = connect(port, '127.0.0.1', () => socket.write(says));
  let heard = '';
  socket.on('error', () => {});
  socket.on('data', (data: Buffer) => (heard += data.toString('latin1').slice(0, 20_000)));
  ends.push(() => socket.destroy());
  return { socket, heard: () => heard, ended: new Promise((resolve) => void socket.once('close', () => resolve())) };
}
const GET = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`;

describe('SEC-15: the figures', () => {
  it('are those of a server that nobody has set otherwise', () => {
    expect(BOUNDS).toMatchObject({ commands: { burst: 40, perSecond: 20 }, screens: 50, screensOfPerson: 10 });
  });
});

describe('who counts as one asker', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'], ['::ffff:203.0.113.9', '203.0.113.9'], ['::FFFF:cb00:7109', '203.0.113.9'], ['203.0.113.9:4711', '203.0.113.9'],
    ['2001:db8:1:2::7', '2001:db8:1:2::/64'], ['2001:DB8:0001:0002:ffff:eeee:dddd:cccc', '2001:db8:1:2::/64'], ['[2001:db8:1:2:aaaa::1]:4711', '2001:db8:1:2::/64'],
    ['2001:db8::5', '2001:db8:0:0::/64'], ['fe80::1%eth0', 'fe80:0:0:0::/64'], ['::1', '0:0:0:0::/64'], ['unknown', 'unknown'], ['', ''],
  ])('%s is %s', (address, who) => {
    expect(asker(address)).toBe(who);
  });
});

describe('SEC-15: connections', () => {
  it('that are silent make room for one that asks, and those that asked keep theirs', async () => {
    const { port } = await serve({ connections: 3 });
    const silent = [wire(port), wire(port), wire(port)];
    await Promise.all(silent.map(({ socket }) => new Promise((resolve) => (socket.connecting ? socket.once('connect', resolve) : resolve(null)))));
    expect((await callAt(port, 'GET', '/health/live')).status).toBe(200);
    await silent[0]?.ended;

    const asking = [wire(port, GET('/health/live')), wire(port, GET('/health/live')), wire(port, GET('/health/live'))];
    await until('all three are answered', () => asking.every(({ heard }) => heard().includes('200 OK')));
    await expect(callAt(port, 'GET', '/health/live')).rejects.toThrow();
    asking[1]?.socket.destroy();
    await until('there is room', () => callAt(port, 'GET', '/health/live').then(({ status }) => status === 200, () => false));
  });

  it('that bring no whole head of a request within five seconds end', async () => {
    const { port, app } = await serve({});
    const half = wire(port, 'GET /health/live HTTP/1.1\r\nhost: 127.0');
    const silent = wire(port);
    await Promise.all([half.ended, silent.ended]);
    expect(app.httpServer.requestTimeout).toBe(15_000);
    expect(app.httpServer.maxConnections).toBe(ROOMY.inAll);
  }, 15_000);

  it('are not even taken from an address that has used up what it may say', async () => {
    const { port } = await serve({ messages: { burst: 100, perSecond: 0.001 } });
    for (let i = 0; i < 100; i += 1) expect((await callAt(port, 'GET', '/health/live')).status).toBe(200);
    // The first that comes too late may have been let in just before.
    await expect(callAt(port, 'GET', '/health/live')).rejects.toThrow();
  });
});

describe('SEC-15: requests', () => {
  it('on a connection that was there before are told so, with the headers of every answer, and the connection ends', async () => {
    const { port } = await serve({ messages: { burst: 3, perSecond: 0.001 } });
    const { heard, ended } = wire(port, GET('/health/live').repeat(5));
    await ended;
    expect(heard().match(/HTTP\/1\.1 200/g)).toHaveLength(3);
    // Once, however much came behind it.
    expect(heard().match(/HTTP\/1\.1 429/g)).toHaveLength(1);
    expect(heard()).toMatch(/HTTP\/1\.1 429[\s\S]*Content-Security-Policy/i);
  });

  it('for data that come in one piece are refused once behind the last answer, and the connection ends', async () => {
    const { port } = await serve({ commands: { burst: 3, perSecond: 0.001 } });
    const { heard, ended } = wire(port, GET('/api/directory').repeat(200));
    await ended;
    expect(heard().match(/HTTP\/1\.1 200/g)).toHaveLength(3);
    expect(heard().match(/HTTP\/1\.1 429/g)).toHaveLength(1);
    expect(heard()).toMatch(/HTTP\/1\.1 429[\s\S]*Content-Security-Policy/i);
  });

  it('that are refused one by one leave the connection to whoever waits as asked', async () => {
    const { port } = await serve({ commands: { burst: 1, perSecond: 0.001 } });
    const { socket, heard } = wire(port, GET('/api/directory'));
    for (let asked = 1; asked <= 3; asked += 1) {
      await until('it is answered', () => heard().match(/HTTP\/1\.1 \d+/g)?.length === asked);
      socket.write(GET('/api/directory'));
    }
    await until('all are answered', () => heard().match(/HTTP\/1\.1 429/g)?.length === 3);
    expect(heard()).not.toMatch(/connection: close/i);
  });

  it('of one address are answered so many at once', async () => {
    const log = new ShakyLog(new MemoryLog());
    const door = await serve({ answers: 2 }, log);
    let go = (): void => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    log.onAppend = async (write) => (await gate, write());
    const slow = [door.command('shop', 'slow-command-1', pull(1)), door.command('shop', 'slow-command-2', pull(2))];
    await until('both are begun', async () => (await door.call('GET', '/api/people')).status === 429);
    log.onAppend = null;
    go();
    await Promise.all(slow);
    await until('both are over', async () => (await door.call('GET', '/api/people')).status === 200);
  });

  it('for many commits are answered with as many as fit, and where to go on', async () => {
    const commit = (seq: number, size: number): Commit => ({ seq, events: [], texts: { text: 'x'.repeat(size) } }) as unknown as Commit;
    const seqs = (commits: readonly Commit[]): number[] => fitting(commits).map(({ seq }) => seq);
    expect(seqs([commit(1, 400_000), commit(2, 400_000), commit(3, 400_000), commit(4, 1)])).toEqual([1, 2]);
    expect(seqs([commit(1, 3_000_000), commit(2, 1)])).toEqual([1]);
    expect(seqs([commit(1, 10), commit(2, 10)])).toEqual([1, 2]);
  });
});

describe('SEC-15: answers nobody reads', () => {
  async function plain(answer: express.RequestHandler, sizes: Partial<ConnectionSizes> = {}): Promise<{ readonly port: number; readonly sockets: Set<Socket> }> {
    const server: Server = createServer(express().use(answer));
    const sockets = new Set<Socket>();
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    const wires = new Connections(new ConnectionQuota(ROOMY, 0, Date.now), { ...CONNECTION_SIZES, lookEvery: 20, ...sizes });
    wires.watch(server, realTimers);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    ends.push(() => {
      wires.close();
      wires.cutAll();
      server.close();
    });
    return { port: (server.address() as AddressInfo).port, sockets };
  }
  const BIG = Buffer.alloc(48 * 1024 * 1024, 'x');
  const deaf = (port: number): ReturnType<typeof wire> => {
    const one = wire(port, GET('/'));
    one.socket.pause();
    return one;
  };

  it('of a big board wait in no memory of their own', async () => {
    const { port, sockets } = await plain((_, response) => sendSlowly(response, BIG));
    for (let i = 0; i < 15; i += 1) deaf(port);
    await until('none of them is sent any more', () => sockets.size === 15 && [...sockets].every(({ writableNeedDrain }) => writableNeedDrain));
    for (const { writableLength } of sockets) expect(writableLength).toBeLessThan(512 * 1024);
  });

  it('are one text for everybody who asks for the same board', async () => {
    const { app } = await serve({});
    const room = (await app.rooms.open('shop' as never))!;
    expect(boardState(room.board, room.head)).toBe(boardState(room.board, room.head));
  });

  it('are charged by their bytes: whoever has just taken a large one is not made a second one', async () => {
    const sendLarge = largeTo(new ConnectionQuota({ ...ROOMY, commands: { burst: 1, perSecond: 0.001 } }, 0, Date.now));
    let made = 0;
    const { port } = await plain((request, response) => sendLarge(request, response, () => (made += 1, Buffer.alloc(300_000, ' '))));
    expect((await callAt(port, 'GET', '/')).text).toHaveLength(300_000);
    expect(await callAt(port, 'GET', '/')).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    expect(made).toBe(1);
  });

  it('end when none of them is read for a while, and those that are read slowly do not', async () => {
    const { port, sockets } = await plain((_, response) => void response.end(BIG), { stalledFor: 500, unreadOfAddress: Infinity, unreadInAll: Infinity });
    const slow = wire(port, GET('/'));
    const reads = setInterval(() => (slow.socket.isPaused() ? slow.socket.resume() : slow.socket.pause()), 10);
    ends.push(() => clearInterval(reads));
    deaf(port);
    await until('both are being answered', () => [...sockets].filter(({ bytesWritten }) => bytesWritten > 0).length === 2);
    await until('the deaf one is gone', () => sockets.size === 1);
    expect(slow.socket.destroyed).toBe(false);
  });

  it('of one address are so much together, and the largest go first', async () => {
    const { port, sockets } = await plain((_, response) => void response.end(BIG), { unreadOfAddress: 100 * 1024 * 1024, unreadInAll: Infinity });
    for (let i = 0; i < 5; i += 1) deaf(port);
    await until('there are as many as may be', () => sockets.size === 2);
  });

  it('of everybody are so much together', async () => {
    const { port, sockets } = await plain((_, response) => void response.end(BIG), { unreadInAll: 100 * 1024 * 1024, unreadOfAddress: Infinity });
    for (let i = 0; i < 5; i += 1) deaf(port);
    await until('there are as many as may be', () => sockets.size === 2);
  });

  it('to bytes that never become a request end too', async () => {
    const server = await serve({ commands: { burst: 2, perSecond: 1 } });
    const { socket, ended } = wire(server.port, 'POST /api/boards HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: text/plain\r\ncontent-length: 900000000\r\n\r\n');
    const goesOn = (): void => void (socket.destroyed || socket.write(Buffer.alloc(64 * 1024), () => setImmediate(goesOn)));
    goesOn();
    await ended;
  });
});
