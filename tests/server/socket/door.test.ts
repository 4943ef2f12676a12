import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { connected, keeper } from '../../support/keep.ts';
import { type LiveServer, makeBoard, startLiveServer } from '../../support/server/live-server.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { until } from '../../support/until.ts';
import { contendedShop, pull } from '../../support/shop/workshop.ts';

const keep = keeper();
const start = async (options?: Parameters<typeof startLiveServer>[0]): Promise<LiveServer> => keep(await startLiveServer(options));
const connect = (...args: ConstructorParameters<typeof SocketClient>): Promise<SocketClient> => connected(keep, ...args);

/** What the server says to a handshake, as a browser on another page would send it. */
function byPolling({ port }: LiveServer, headers: Record<string, string>, path = '/socket.io/?EIO=4&transport=polling'): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, headers: { host: `127.0.0.1:${port}`, ...headers } }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    asking.on('error', reject);
    asking.end();
  });
}

function bySocket({ port }: LiveServer, headers: Record<string, string>): Promise<'let in' | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, { headers });
    socket.on('open', () => (socket.terminate(), resolve('let in')));
    socket.on('unexpected-response', (asking, response) => (asking.destroy(), resolve(response.statusCode ?? 0)));
    socket.on('error', () => {});
  });
}

describe('SEC-9: a page from elsewhere', () => {
  const foreign = (port: number): readonly (readonly [string, Record<string, string>])[] => [
    ['another origin', { origin: 'http://evil.example' }],
    ['the origin of a file or a frame', { origin: 'null' }],
    ['a look-alike', { origin: `http://127.0.0.1.evil.example:${port}` }],
    ['our name as a prefix', { origin: `http://127.0.0.1:${port}.evil.example` }],
    ['another port', { origin: `http://127.0.0.1:${port + 1}` }],
    ['another host name', { host: 'pullcord.evil.example' }],
    ['another host name and its own origin', { host: `rebound.example:${port}`, origin: `http://rebound.example:${port}` }],
  ];

  test('is refused by websocket and by polling, before anything of it is read', async () => {
    const server = await start();
    let seen = 0;
    server.io.on('connection', () => (seen += 1));
    for (const [what, headers] of foreign(server.port)) {
      expect([what, await bySocket(server, headers)]).toEqual([what, expect.any(Number)]);
      const polled = await byPolling(server, headers);
      expect([what, polled.status >= 400 && !polled.body.includes('sid')]).toEqual([what, true]);
    }
    expect(seen).toBe(0);
  });

  test('its own page, and a tool that has no origin, are let in', async () => {
    const server = await start();
    expect(await bySocket(server, { origin: server.url })).toBe('let in');
    expect(await bySocket(server, {})).toBe('let in');
    expect(await byPolling(server, { origin: server.url })).toMatchObject({ status: 200, body: expect.stringContaining('sid') });
  });

  test('is refused on a connection that was opened from here', async () => {
    const server = await start();
    const { body } = await byPolling(server, { origin: server.url });
    const { sid } = JSON.parse(body.slice(1)) as { sid: string };
    const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    expect((await byPolling(server, { origin: 'http://evil.example' }, path)).status).toBeGreaterThanOrEqual(400);
  });

  test('would get in if only `cors.origin` stood in its way: these tests have teeth', async () => {
    const server = await start({ gateway: { originAllowed: () => true } });
    Object.assign((server.io.engine as unknown as { opts: object }).opts, { cors: { origin: server.url } });
    expect(await bySocket(server, { origin: 'http://evil.example' })).toBe('let in');
  });
});

describe('malformed messages', () => {
  const nonsense: readonly unknown[] = [
    undefined, null, 0, 'x', [], {}, true, { board: 'shop' }, { board: 'shop', id: 'x', command: null }, { board: 7, id: 'aaaaaaaa', command: pull(1) },
    { board: 'shop', id: 'aaaaaaaa', command: { type: 'DropTable' } }, { board: 'shop', id: 'aaaaaaaa', command: { type: '__proto__' } },
    { board: 'shop', id: 'aaaaaaaa', command: { ...pull(1), actor: 'mona' } }, { board: 'shop', id: 'aaaaaaaa', command: { ...pull(1), card: { $ne: null } } },
    { board: 'shop', id: 'aaaaaaaa', command: pull(1), seq: 1 }, { board: 'shop', id: 'a'.repeat(9_000), command: pull(1) },
    JSON.parse('{"board":"shop","id":"aaaaaaaa","__proto__":{"admin":true},"command":{"type":"PullCard","card":"1041.1","lane":"cut","__proto__":{"x":1}}}'),
  ];

  test('are answered with what is wrong, change nothing and harm nobody', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(4, 2));
    const client = await connect(server.url);
    for (const input of nonsense) {
      const answer = await client.ask('command', input);
      expect(answer).toMatchObject({ ok: false, why: 'invalid' });
      expect((answer as { sentence: string }).sentence.length).toBeGreaterThan(10);
    }
    for (const input of nonsense) {
      if (JSON.stringify(input) !== JSON.stringify({ board: 'shop' })) expect(await client.ask('join', input)).toMatchObject({ ok: false });
      client.say('presence', input);
      client.say('leave', input);
      client.say('no-such-event', input);
    }
    expect((await server.rooms.open(board))?.head.seq).toBe(4);
    expect(({} as { admin?: boolean; x?: number }).admin).toBeUndefined();
    expect(await (await connect(server.url)).command(board, pull(1))).toMatchObject({ ok: true });
    expect(server.faults).toEqual([]);
  });

  test('without a way to answer them are ignored', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(4, 2));
    const client = await connect(server.url);
    client.say('command', { board, id: 'aaaaaaaa', command: pull(1) });
    client.say('command');
    client.say('join', { board, have: null }, 'not a function');
    expect(await client.join(board)).toMatchObject({ ok: true, head: { seq: 4 } });
  });

  test('in a flood end the connection and nobody else\'s', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(4, 2));
    const honest = await connect(server.url);
    const flooder = await connect(server.url, { reconnect: false });
    for (let i = 0; i < 2_000; i += 1) flooder.say('command', { flood: i }, () => {});
    await until('it is cut off', () => !flooder.socket.connected);
    expect(await honest.command(board, pull(1))).toMatchObject({ ok: true });
  });

  test('larger than any command may be end the connection', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(4, 2));
    const client = await connect(server.url, { reconnect: false });
    client.say('command', { board, id: 'aaaaaaaa', command: { ...pull(1), text: 'x'.repeat(100_000) } }, () => {});
    await until('it is cut off', () => !client.socket.connected);
  });

  test('raw bytes that are no protocol at all harm nobody', async () => {
    const server = await start();
    const board = await makeBoard(server.rooms, 'shop', contendedShop(4, 2));
    const frames = ['', '4', '40{', '42["command"', '42["command",{}]x', '49', '451-["join",{"_placeholder":true,"num":0}]', '42'.repeat(500), '\u0000', '40/other,{}'];
    for (const frame of frames) {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/socket.io/?EIO=4&transport=websocket`);
      await new Promise<void>((resolve) => socket.on('open', () => (socket.send('40{"person":"ada","protocol":1}'), socket.send(frame), resolve())));
      socket.on('error', () => {});
      socket.terminate();
    }
    expect(await (await connect(server.url)).command(board, pull(1))).toMatchObject({ ok: true });
  });
});

describe('too much at once', () => {
  test('is told to come again, and is done when it does', async () => {
    const server = await start({ bounds: { commands: { burst: 20, perSecond: 50 } } });
    const board = await makeBoard(server.rooms, 'shop', contendedShop(60, 60));
    const client = await connect(server.url);
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => client.once(board, pull(i + 1))));
    expect(answers.filter((answer) => answer.ok).length).toBeGreaterThanOrEqual(20);
    const later = answers.filter((answer) => !answer.ok);
    expect(later.length).toBeGreaterThan(20);
    for (const answer of later) expect(answer).toMatchObject({ why: 'try_again' });
    const [undone] = answers.flatMap((answer, i) => (answer.ok ? [] : [i]));
    expect(await client.command(board, pull((undone ?? 0) + 1))).toMatchObject({ ok: true });
  });
});
