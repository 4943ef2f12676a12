import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IncomingHttpHeaders } from 'node:http';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { PROTOCOL } from '../../../shared/protocol/messages.ts';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { originGuard } from '../../../server/http/origin.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { contendedShop, pull } from '../../support/shop/workshop.ts';
import { type Door, openDoor } from './door.ts';
import { ShakyLog } from '../room/shaky-log.ts';

const folder = mkdtempSync(join(tmpdir(), 'pullcord-client-'));
const log = new ShakyLog(new MemoryLog());
let door: Door;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Pullcord</title>');
  writeFileSync(join(folder, 'assets', 'main-4f2a.js'), `export const x = 1;${' '.repeat(4_000)}`);
  door = await openDoor(log, { clientDir: folder, allowedHosts: ['board.shop.example'] });
  await makeBoard(door.app.rooms, 'shop', contendedShop(3, 3));
});
afterAll(async () => {
  await door.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Every kind of route there is. */
const ROUTES: readonly (readonly [method: string, path: string, body?: unknown])[] = [
  ['GET', '/'], ['GET', '/assets/main-4f2a.js'], ['GET', '/somewhere/deep'], ['GET', '/health/live'], ['GET', '/health/ready'], ['GET', '/metrics'], ['GET', '/api/boards'],
  ['GET', '/api/boards/shop'], ['GET', '/api/boards/shop/commits'], ['GET', '/api/boards/shop/cards/1041/story'], ['GET', '/api/directory'], ['GET', '/api/people'],
  ['GET', '/api/openapi.json'], ['GET', '/api/docs'], ['GET', '/api/docs/start.js'], ['GET', '/api/docs/files/swagger-ui.css'], ['GET', '/api/nothing'],
  ['POST', '/api/boards', { name: 'X', template: 'empty' }], ['POST', '/api/boards/shop/commands', { id: 'command-x1', command: pull(1) }],
  ['POST', '/api/acting-person', { person: 'ada' }], ['DELETE', '/api/boards/shop'], ['GET', '/socket.io/?EIO=4&transport=polling'],
];

describe('SEC-9: who may come in', () => {
  const foreign = (port: number): readonly Record<string, string>[] => [
    { origin: 'https://evil.example' }, { origin: 'null' }, { origin: `http://127.0.0.1.evil.example:${port}` }, { origin: `http://127.0.0.1:${port + 1}` },
    { origin: `http://127.0.0.1:${port}.evil.example` }, { origin: `http://evil.example/127.0.0.1:${port}` }, { origin: '' }, { origin: `file://127.0.0.1:${port}` },
    { host: 'evil.example' }, { host: `127.0.0.1.evil.example:${port}` }, { host: 'localhost.evil.example' }, { host: 'board.shop.example.evil' },
    { host: 'board.shop.example@evil.example' }, { host: '192.0.2.7' }, { host: `evil.example`, origin: 'http://evil.example' },
  ];

  it('refuses every foreign Origin and Host on every route, before anything is looked at', async () => {
    const { seq } = (await door.call('GET', '/api/boards/shop')).body;
    for (const headers of foreign(door.port)) {
      for (const [method, path, body] of ROUTES) {
        const answer = await door.call(method, path, body, { 'x-acting-person': 'ada', ...headers });
        // The socket server refuses with a code of its own.
        const refused = path.startsWith('/socket.io') ? answer.status === 400 && !answer.text.includes('sid') : answer.status === 403;
        expect([method, path, headers, refused]).toEqual([method, path, headers, true]);
      }
    }
    expect((await door.call('GET', '/api/boards/shop')).body.seq).toBe(seq);
  });

  it('lets in its own pages, allowed names, and programs that have no Origin', async () => {
    const good: readonly Record<string, string>[] = [
      {}, { origin: `http://127.0.0.1:${door.port}` }, { host: `localhost:${door.port}`, origin: `http://localhost:${door.port}` }, { host: 'LOCALHOST' }, { host: '[::1]:3000' },
      { host: 'board.shop.example', origin: 'https://board.shop.example' }, { host: 'Board.Shop.Example:8443', origin: 'https://board.shop.example:8443' },
    ];
    for (const headers of good) expect([headers, (await door.call('GET', '/api/boards', undefined, headers)).status]).toEqual([headers, 200]);
  });

  it('refuses a websocket of a foreign page with the same function', async () => {
    const connect = (headers: Record<string, string>): Promise<boolean> =>
      new Promise((resolve) => {
        const socket = io(door.url, { transports: ['websocket'], reconnection: false, forceNew: true, extraHeaders: headers, auth: { person: 'ada', protocol: PROTOCOL } });
        const end = (came: boolean) => (socket.disconnect(), resolve(came));
        socket.on('connect', () => end(true));
        socket.on('connect_error', () => end(false));
      });
    expect(await connect({})).toBe(true);
    expect(await connect({ origin: door.url })).toBe(true);
    for (const headers of foreign(door.port).filter((one) => one['origin'] !== '')) expect([headers, await connect(headers)]).toEqual([headers, false]);
  });

  it('knows the name it was told to listen at, in every spelling', () => {
    const guard = originGuard('::1', ['10.0.0.5']);
    expect(guard({ host: '[::1]:3000' })).toBe(true);
    expect(guard({ host: '10.0.0.5:80' })).toBe(true);
    expect(guard({ host: '10.0.0.6' })).toBe(false);
    expect(guard({})).toBe(false);
    expect(originGuard('0.0.0.0', [])({ host: '0.0.0.0:3000' })).toBe(false);
    expect(originGuard('plant.example', [])({ host: 'plant.example.:80' })).toBe(true);
  });
});

describe('SEC-13: every answer', () => {
  it('carries the headers that keep a browser from being misled', async () => {
    const engine = '/socket.io/?EIO=4&transport=polling';
    for (const [method, path, body] of [...ROUTES, ['GET', `${engine}&sid=nobody`], ['GET', `${engine}&j=0`], ['POST', engine, {}], ['GET', '/socket.io/?EIO=4&transport=carrier-pigeon']] as typeof ROUTES) {
      const { headers } = await door.call(method, path, body);
      const csp = headers['content-security-policy'] ?? '';
      expect(csp).toContain("default-src 'self'");
      expect(csp).toContain("object-src 'none'");
      expect(csp).toContain("base-uri 'none'");
      expect(csp).toContain("frame-ancestors 'none'");
      expect(csp.split(';').find((part) => part.startsWith('script-src'))).toBe("script-src 'self'");
      expect(csp).not.toContain('upgrade-insecure-requests');
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY' });
      expect(headers['x-powered-by']).toBeUndefined();
      if (/^\/(api|health|metrics|socket\.io)/.test(path)) expect([path, headers['cache-control']]).toEqual([path, 'no-store']);
    }
  });

  it('of a websocket does too', async () => {
    const headers = await new Promise<IncomingHttpHeaders>((resolve, reject) => {
      const socket = new WebSocket(`${door.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
      socket.on('upgrade', (response) => (resolve(response.headers), socket.terminate()));
      socket.on('error', reject);
    });
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-security-policy': expect.stringContaining("frame-ancestors 'none'") as string, 'cache-control': 'no-store' });
  });

  it('keeps files with a hash for ever, asks for the page anew, and gives it for any address of the client', async () => {
    expect((await door.call('GET', '/assets/main-4f2a.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    for (const path of ['/', '/nordby', '/nordby/settings/lanes']) {
      expect(await door.call('GET', path)).toMatchObject({ status: 200, text: expect.stringContaining('<title>Pullcord') as string, headers: { 'cache-control': 'no-cache' } });
    }
    expect(await door.call('GET', '/assets/none.js')).toMatchObject({ status: 404, body: { why: 'not_found' } });
    expect(await door.call('GET', '/assets/../../../etc/passwd')).toMatchObject({ status: 404 });
    expect(await door.call('GET', '/assets/%2e%2e/%2e%2e/package.json')).toMatchObject({ status: 404 });
    expect(await door.call('GET', '/%E0%A4%A')).toMatchObject({ status: 400 });
    const gzip = await door.call('GET', '/assets/main-4f2a.js', undefined, { 'accept-encoding': 'gzip' });
    expect(gzip.headers['content-encoding']).toBe('gzip');
  });

  it('SEC-24: of a fault is a sentence and an id, without a word of the inside', async () => {
    log.onRead = () => {
      throw new Error('SQLITE_IOERR: disk I/O error at /var/lib/secret/pullcord.db');
    };
    try {
      const other = await openDoor(log);
      const answer = await other.call('GET', '/api/boards/shop');
      await other.close();
      expect(answer).toMatchObject({ status: 500, body: { ok: false, why: 'fault' } });
      expect(answer.body.id).toBe(answer.headers['x-request-id']);
      expect(answer.text).not.toMatch(/SQLITE|secret|\.ts|at /);
    } finally {
      log.onRead = null;
    }
  });

  it('of a write that could not be saved is 503 with when to try again', async () => {
    log.onAppend = async () => ({ ok: false, why: 'fault', cause: new Error('disk full') });
    try {
      expect(await door.command('shop', 'command-full', pull(3))).toMatchObject({ status: 503, headers: { 'retry-after': '1' }, body: { why: 'try_again' } });
    } finally {
      log.onAppend = null;
    }
    expect((await door.command('shop', 'command-full', pull(3))).status).toBe(200);
  });
});

describe('health', () => {
  it('is ready until it closes', async () => {
    const other = await openDoor(new MemoryLog());
    expect((await other.call('GET', '/health/live')).body).toEqual({ ok: true });
    expect((await other.call('GET', '/health/ready')).status).toBe(200);
    await other.close();
    await expect(other.call('GET', '/health/ready')).rejects.toThrow();
  });
});
