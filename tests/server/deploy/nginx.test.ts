import { createServer, type IncomingHttpHeaders, type IncomingMessage, request as ask } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it, type TestContext } from 'vitest';
import { ROOT } from '../../support/server/compose.ts';
import { freePorts } from '../../support/server/free-ports.ts';
import { type Changed, nginxPath, startNginx } from '../../support/server/nginx.ts';
import { until } from '../../support/until.ts';
import { callAt } from '../http/door.ts';

// nginx.conf with the nginx of this machine, as far as its version understands it: Debian's has no `resolve`.

/** Of nobody: it was made for these tests and is known to everybody. */
const CERTIFICATES = join(ROOT, 'tests/fixtures/tls');
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A node that says who it is and what it was asked, once it is let go. */
async function node(name: number, gate: Promise<void> = Promise.resolve(), at = 0): Promise<{ readonly port: number; end(): Promise<void> }> {
  const said = (asked: IncomingMessage): string => JSON.stringify({ node: name, url: asked.url, headers: asked.headers });
  const server = createServer((asked, answer) => void (asked.url === '/health/live' ? Promise.resolve() : gate).then(() => answer.end(said(asked))));
  server.on('upgrade', (_, socket) => socket.end(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Node: ${name}\r\n\r\n`));
  await new Promise<void>((resolve) => void server.listen(at, '127.0.0.1', resolve));
  const end = (): Promise<void> => new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  ends.push(end);
  return { port: (server.address() as AddressInfo).port, end };
}

async function before({ skip }: TestContext, changed: Changed, gate: Promise<void> = Promise.resolve()): Promise<number> {
  if (nginxPath() === null) skip('There is no nginx on this machine.');
  const nginx = await startNginx([(await node(1, gate)).port, (await node(2, gate)).port], changed);
  ends.push(() => nginx?.stop());
  return nginx?.port ?? 0;
}

/** Which node a websocket that begins at this address comes to. */
function websocket(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asking = ask({ host: '127.0.0.1', port, path, agent: false, headers: { connection: 'Upgrade', upgrade: 'websocket' } });
    asking.on('upgrade', ({ headers }, socket) => {
      socket.destroy();
      resolve(Number(headers['x-node']));
    });
    asking.on('response', ({ statusCode }) => reject(new Error(`it was answered ${statusCode}`)));
    asking.on('error', reject);
    asking.end();
  });
}

const times = <T>(count: number, ask: (at: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, (_, at) => ask(at)));

function byTls(port: number, path: string): Promise<{ readonly status: number; readonly url: string; readonly headers: IncomingHttpHeaders; readonly protocol: string | null }> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, rejectUnauthorized: false, agent: false, headers: { host: 'shop.example' } }, (answer) => {
      const { socket } = answer;
      let text = '';
      answer.on('data', (part: Buffer) => (text += part.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, protocol: 'getProtocol' in socket ? (socket as { getProtocol(): string | null }).getProtocol() : null, ...(JSON.parse(text) as { url: string; headers: IncomingHttpHeaders }) }));
    });
    asking.on('error', reject);
    asking.end();
  });
}

describe('nginx.conf', () => {
  it('SEC-32 with certificates sends everybody to TLS but the health check, and speaks it', async (context) => {
    const [tls] = await freePorts(1) as [number];
    const port = await before(context, { tls: { port: tls, folder: CERTIFICATES } });
    expect(await callAt(port, 'GET', '/nordby?card=1031.1', undefined, { host: 'shop.example' })).toMatchObject({ status: 301, headers: { location: 'https://shop.example/nordby?card=1031.1' } });
    expect((await callAt(port, 'POST', '/api/boards', {}, { host: 'shop.example' })).status).toBe(301);
    expect((await callAt(port, 'GET', '/health/live')).status).toBe(200);
    const { status, url, headers, protocol } = await byTls(tls, '/nordby?card=1031.1');
    expect({ status, url, protocol }).toEqual({ status: 200, url: '/nordby?card=1031.1', protocol: 'TLSv1.3' });
    expect(headers).toMatchObject({ host: 'shop.example', 'x-forwarded-proto': 'https', 'x-forwarded-for': '127.0.0.1' });
  });

  it('brings all who work on one board to one node, by socket, polling or script, and the boards to both', async (context) => {
    const port = await before(context, { roomy: true });
    const asked = async (path: string): Promise<number> => (JSON.parse((await callAt(port, 'GET', path)).text) as { node: number }).node;
    const nodes = await times(20, async (at) => {
      const board = `board-${at}`;
      const all = [
        ...(await times(5, () => websocket(port, `/socket.io/?board=${board}&EIO=4&transport=websocket`))),
        ...(await times(5, () => asked(`/socket.io/?board=${board}&EIO=4&transport=polling&sid=${at}`))),
        ...(await times(5, () => asked(`/api/boards/${board}/commands`))),
        await asked(`/api/boards/${board}`),
      ];
      expect(new Set(all).size).toBe(1);
      return all[0];
    });
    expect(new Set(nodes)).toEqual(new Set([1, 2]));
  });

  it('brings who names no board to any node, and what belongs to one session to one', async (context) => {
    const port = await before(context, { roomy: true });
    expect(new Set(await times(40, () => websocket(port, '/socket.io/?EIO=4&transport=websocket')))).toEqual(new Set([1, 2]));
    const polls = await times(20, () => callAt(port, 'GET', '/socket.io/?EIO=4&transport=polling&sid=one'));
    expect(new Set(polls.map(({ text }) => (JSON.parse(text) as { node: number }).node)).size).toBe(1);
  });

  it('brings everybody to a node that has just come back when the other one goes', async ({ skip }) => {
    if (nginxPath() === null) skip('There is no nginx on this machine.');
    const [one, two] = [await node(1), await node(2)];
    const nginx = await startNginx([one.port, two.port]);
    ends.push(() => nginx?.stop());
    const boards = (): Promise<number[]> => times(10, (at) => websocket(nginx?.port ?? 0, `/socket.io/?board=board-${at}&EIO=4&transport=websocket`));
    await one.end();
    expect(new Set(await boards())).toEqual(new Set([2]));
    await node(1, undefined, one.port);
    await two.end();
    expect(new Set(await boards())).toEqual(new Set([1]));
  });

  it('SEC-15 has so many connections of one address, and the next when one has ended', async (context) => {
    let go = (): void => {};
    const port = await before(context, {}, new Promise((resolve) => (go = resolve)));
    const statuses: number[] = [];
    const asked = Array.from({ length: 230 }, async () => void statuses.push((await callAt(port, 'GET', '/')).status));
    await until('some are turned away', () => statuses.length === 30);
    expect(new Set(statuses)).toEqual(new Set([429]));
    go();
    await Promise.all(asked);
    expect(statuses.filter((status) => status === 200)).toHaveLength(200);
    expect((await callAt(port, 'GET', '/')).status).toBe(200);
  });

  it('SEC-15 takes so many requests of one address at once', async (context) => {
    const port = await before(context, {});
    const statuses: number[] = [];
    for (let round = 0; round < 100 && !statuses.includes(429); round += 1) statuses.push(...(await Promise.all(Array.from({ length: 100 }, () => callAt(port, 'GET', '/')))).map(({ status }) => status));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(1_000);
    expect(statuses).toContain(429);
  }, 30_000);
});
