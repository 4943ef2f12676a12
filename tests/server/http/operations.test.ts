import { PassThrough } from 'node:stream';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { MemoryRecords } from '../../../server/adapters/memory/memory-records.ts';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { type App, type AppParts, createApp } from '../../../server/app.ts';
import { addressOf } from '../../../server/http/address.ts';
import { Buckets } from '../../../server/http/allowance.ts';
import { KeyedSemaphore } from '../../../server/http/keyed-semaphore.ts';
import { cardId } from '../../../shared/kernel/ids.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { ROOMY } from '../../support/server/roomy.ts';
import { DIRECTORY } from '../../support/shop/shop.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { until } from '../../support/until.ts';
import { contendedShop, pull } from '../../support/shop/workshop.ts';
import { recordsOf } from '../../../server/people/directory-records.ts';
import { type Answer, callAt } from './door.ts';
import { ShakyLog } from '../room/shaky-log.ts';

interface Server {
  readonly app: App;
  readonly port: number;
  readonly log: ShakyLog;
  readonly lines: Record<string, unknown>[];
  readonly logged: () => string;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

const opened: App[] = [];
const clients: SocketClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const app of opened.splice(0)) await app.close();
});

async function serve(options: Partial<AppParts> & { readonly level?: string; readonly warnings?: readonly string[] } = {}): Promise<Server> {
  const { level = 'trace', warnings, ...parts } = options;
  const log = Object.assign(new ShakyLog(new MemoryLog()), warnings && { warnings });
  const out = new PassThrough();
  let logged = '';
  out.on('data', (part: Buffer) => (logged += part.toString()));
  const app = await createApp({ log, records: new MemoryRecords(recordsOf(DIRECTORY)), clock: Date.now, logger: pino({ level, base: null }, out), ...parts, bounds: { ...ROOMY, ...parts.bounds } });
  opened.push(app);
  await makeBoard(app.rooms, 'shop', contendedShop(5, 2));
  await new Promise<void>((resolve) => app.httpServer.listen(0, '127.0.0.1', resolve));
  const { port } = app.httpServer.address() as { port: number };
  return {
    app, port, log, logged: () => logged,
    get lines() {
      return logged.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    call: (method, path, body, headers) => callAt(port, method, path, body, headers),
  };
}

function connect(port: number, options: ConstructorParameters<typeof SocketClient>[1] = {}): SocketClient {
  const client = new SocketClient(`http://127.0.0.1:${port}`, { reconnect: false, ...options });
  clients.push(client);
  return client;
}

const ada = { 'x-acting-person': 'ada' };
const COMMANDS = '/api/boards/shop/commands';

describe('/health/ready', () => {
  it('tells how the store is, and what the store wants an operator to know', async () => {
    const server = await serve({ warnings: ['The database is older than it should be.'] });
    expect(await server.call('GET', '/health/ready')).toMatchObject({ status: 200, body: { ok: true, store: 'ok', draining: false, warnings: ['The database is older than it should be.'] } });
  });

  it('says no within a second or so of a store that fails, and yes again after it', async () => {
    const server = await serve();
    expect((await server.call('GET', '/health/ready')).status).toBe(200);
    server.log.onRead = () => {
      throw new Error('disk');
    };
    await until('it is not ready', async () => (await server.call('GET', '/health/ready')).status === 503, 3_000);
    expect((await server.call('GET', '/health/ready')).body).toEqual({ ok: false, store: 'no answer', draining: false, warnings: [] });
    expect((await server.call('GET', '/health/live')).status).toBe(200);
    server.log.onRead = null;
    await until('it is ready', async () => (await server.call('GET', '/health/ready')).status === 200, 3_000);
  });

  it('asks the store at most once a second, however often it is asked', async () => {
    const server = await serve();
    let looks = 0;
    const head = server.log.head.bind(server.log);
    // Others look at boards that are there.
    server.log.head = (board, sure) => {
      if (board === 'health') looks += 1;
      return head(board, sure);
    };
    const from = performance.now();
    for (let i = 0; i < 50; i += 1) await server.call('GET', '/health/ready');
    expect(looks).toBeGreaterThan(0);
    expect(looks).toBeLessThanOrEqual(2 + (performance.now() - from) / 1_000);
  });

  it('REL-34: is no as soon as the server drains, while everything else goes on', async () => {
    const server = await serve();
    server.app.drain();
    expect(await server.call('GET', '/health/ready')).toMatchObject({ status: 503, headers: { connection: 'close' }, body: { ok: false, store: 'ok', draining: true } });
    expect((await server.call('POST', COMMANDS, { id: 'while-draining', command: pull(1) }, ada)).status).toBe(200);
    const client = connect(server.port);
    await client.connected();
    expect((await client.join('shop' as never)).ok).toBe(true);
  });
});

describe('/metrics', () => {
  const value = (text: string, line: string): number => Number(new RegExp(`^${line.replace(/[{}+]/g, '\\$&')} (\\S+)$`, 'm').exec(text)?.[1]);

  it('counts from the start what both doors did, in the form Prometheus reads', async () => {
    const server = await serve();
    const before = server.app.counts.commits;
    const client = connect(server.port);
    await client.connected();
    await client.join('shop' as never);
    expect((await client.once('shop' as never, pull(1))).ok).toBe(true);
    expect((await server.call('POST', COMMANDS, { id: 'metrics-1', command: pull(2) }, ada)).status).toBe(200);
    expect((await server.call('POST', COMMANDS, { id: 'metrics-2', command: pull(3) }, ada)).status).toBe(409);
    expect((await client.once('shop' as never, pull(4))).ok).toBe(false);
    server.log.onAppend = async () => ({ ok: false, why: 'fault', cause: new Error('disk full') });
    expect((await server.call('POST', COMMANDS, { id: 'metrics-3', command: { type: 'CommentOnCard', card: '1041', text: 'secret recipe' } }, ada)).status).toBe(503);
    server.log.onAppend = null;
    await until('the screen is told of both', () => client.commits.flatMap(({ commits }) => commits).length === 2);

    const { status, text, headers } = await server.call('GET', '/metrics');
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(value(text, 'pullcord_commits_total')).toBe(before + 2);
    expect(value(text, 'pullcord_refusals_total{code="wip_limit"}')).toBe(2);
    expect(value(text, 'pullcord_refusals_total{code="could_not_save"}')).toBe(1);
    expect(value(text, 'pullcord_appends_total{outcome="fault"}')).toBe(1);
    expect(value(text, 'pullcord_faults_total{what="append"}')).toBe(1);
    expect(value(text, 'pullcord_sockets')).toBe(1);
    expect(value(text, 'pullcord_boards_open')).toBe(1);
    expect(value(text, 'pullcord_answer_seconds_count')).toBe(before + 2);
    expect(value(text, 'pullcord_answer_seconds_bucket{le="+Inf"}')).toBe(before + 2);
    expect(value(text, 'pullcord_fan_out_seconds_count')).toBe(2);
    expect(value(text, 'pullcord_store_append_seconds_count')).toBeGreaterThan(0);
    expect(value(text, 'pullcord_answer_seconds_sum')).toBeGreaterThan(0);
    for (const family of ['process_resident_memory_bytes', 'nodejs_eventloop_lag_p99_seconds', 'process_cpu_seconds_total']) expect(text).toContain(`\n${family} `);
    // Buckets rise.
    const buckets = [...text.matchAll(/^pullcord_store_append_seconds_bucket\{le="[^"]+"\} (\d+)$/gm)].map(([, count]) => Number(count));
    expect(buckets).toEqual([...buckets].sort((a, b) => a - b));
    expect(buckets.length).toBeGreaterThan(5);
    // No board, no person, no text.
    expect(text).not.toMatch(/shop|ada|1041|secret/);
  });

  it('is for allowed names alone, as everything is', async () => {
    const server = await serve({ allowedHosts: ['prometheus.plant'] });
    expect((await server.call('GET', '/metrics', undefined, { host: 'prometheus.plant:3000' })).status).toBe(200);
    for (const path of ['/metrics', '/health/ready', '/health/live']) expect((await server.call('GET', path, undefined, { host: 'evil.example' })).status).toBe(403);
  });
});

describe('the log', () => {
  it('has each command of either door once, with its id, its board and what became of it', async () => {
    const server = await serve({ level: 'debug' });
    const client = connect(server.port);
    await client.connected();
    await client.join('shop' as never);
    await client.once('shop' as never, pull(1), 'logged-socket' as never);
    await server.call('POST', COMMANDS, { id: 'logged-script', command: pull(2) }, { ...ada, 'x-request-id': 'proxy-7f3a.0001' });
    await server.call('POST', COMMANDS, { id: 'logged-refused', command: pull(3) }, ada);
    const of = (command: string): Record<string, unknown>[] => server.lines.filter((line) => line['command'] === command);
    expect(of('logged-socket')).toMatchObject([{ level: 20, board: 'shop', outcome: 'ok', seq: expect.any(Number) as number }]);
    expect(of('logged-script')).toMatchObject([{ level: 20, board: 'shop', outcome: 'ok', id: 'proxy-7f3a.0001' }]);
    expect(of('logged-refused')).toMatchObject([{ level: 20, board: 'shop', outcome: 'wip_limit', id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string }]);
  });

  it('has at info only what went wrong here, under the same ids', async () => {
    const server = await serve({ level: 'info' });
    await server.call('POST', COMMANDS, { id: 'quiet-done', command: pull(1) }, ada);
    await server.call('POST', COMMANDS, { id: 'quiet-refused', command: pull(1) }, ada);
    expect(server.logged()).toBe('');
    server.log.onAppend = async () => ({ ok: false, why: 'fault', cause: new Error('disk full') });
    const answer = await server.call('POST', COMMANDS, { id: 'not-quiet-1', command: { type: 'CommentOnCard', card: cardId('1041'), text: 'x' } }, ada);
    const line = server.lines.find(({ command }) => command === 'not-quiet-1');
    expect(line).toMatchObject({ level: 30, outcome: 'could_not_save', id: answer.headers['x-request-id'] });
  });

  it('takes over a request id that is one, and no other', async () => {
    const server = await serve();
    for (const good of ['0af7651916cd43dd8448eb211c80319c', 'req-1.2:3_4']) expect((await server.call('GET', '/health/live', undefined, { 'x-request-id': good })).headers['x-request-id']).toBe(good);
    for (const bad of ['short', 'x'.repeat(65), 'with space in it', '"quoted-here"', '<script>alert</script>']) {
      expect((await server.call('GET', '/health/live', undefined, { 'x-request-id': bad })).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('SEC-23: has none of thirty secrets that were sent in every way, and no line that somebody else wrote', async () => {
    const server = await serve();
    const secrets = Array.from({ length: 30 }, (_, index) => `s3cr3t-${index}-${'abcdefgh'[index % 8]}`);
    const forged = '\r\n{"level":60,"msg":"forged"}\u001b[31m';
    const client = connect(server.port, { headers: { cookie: `session=${secrets[0]}`, authorization: `Bearer ${secrets[1]}`, 'x-forwarded-for': secrets[2] ?? '' } });
    await client.connected();
    await client.join('shop' as never);
    for (const [index, secret] of secrets.entries()) {
      switch (index % 6) {
        case 0: await server.call('GET', '/api/boards', undefined, { cookie: `pullcord_person=ada; session=${secret}`, authorization: `Basic ${secret}` }); break;
        case 1: await server.call('GET', `/api/boards/shop/commits?token=${secret}&limit=5`); break;
        case 2: await server.call('POST', COMMANDS, { id: `secret-${index}-aa`, command: { type: 'CommentOnCard', card: '1041', text: `${secret}${forged}` } }, ada); break;
        case 3: await server.call('POST', COMMANDS, { id: `secret-${index}-aa`, command: { type: 'CommentOnCard', card: '1041', text: 'x', password: secret } }, ada); break;
        case 4: await server.call('POST', COMMANDS, { id: `secret-${index}-aa`, command: pull(1) }, { 'x-acting-person': secret, 'x-api-key': secret, 'user-agent': secret, referer: `http://x/${secret}` }); break;
        default: await client.ask('command', { board: 'shop', id: `secret-${index}-aa`, command: { type: 'CommentOnCard', card: '1041', text: `${secret}${forged}` } });
      }
    }
    // A fault on the way, which logs more than usual.
    server.log.onAppend = async () => ({ ok: false, why: 'fault', cause: new Error('disk full') });
    await server.call('POST', COMMANDS, { id: 'secret-fault', command: { type: 'CommentOnCard', card: '1041', text: secrets[29] } }, { ...ada, cookie: `session=${secrets[28]}` });
    server.log.onAppend = null;
    await server.call('GET', '/api/boards/%0d%0a%7b%22level%22:60,%22msg%22:%22forged%22%7d');

    expect(server.lines.length).toBeGreaterThan(20);
    expect(secrets.filter((secret) => server.logged().includes(secret))).toEqual([]);
    expect(server.lines.filter(({ msg }) => msg === 'forged')).toEqual([]);
    for (const control of ['\r', '\u001b']) expect(server.logged()).not.toContain(control);
    for (const person of Object.values(DIRECTORY.people)) expect(server.logged()).not.toContain(person.name);
  });
});

describe('SEC-24: a person who met a fault', () => {
  it('can name it: the answer has the id under which the log has it', async () => {
    const server = await serve({ level: 'info' });
    server.log.onFind = () => {
      throw new Error('ECONNREFUSED mongodb://root:hunter2@db.inside:27017');
    };
    const broken = await server.call('POST', COMMANDS, { id: 'faulty-1234', command: pull(99) }, { ...ada, 'x-request-id': 'from-the-proxy-1' });
    expect(broken.status).toBeGreaterThanOrEqual(400);
    expect(broken.text).not.toMatch(/ECONN|hunter2|mongodb|inside/);
    expect(broken.headers['x-request-id']).toBe('from-the-proxy-1');
  });
});

describe('limits', () => {
  it('says to a script that asks too often when it may ask again, and does nothing', async () => {
    const server = await serve({ bounds: { commands: { burst: 5, perSecond: 1 } } });
    const answers = [];
    for (let i = 0; i < 8; i += 1) answers.push(await server.call('POST', COMMANDS, { id: `too-often-${i}`, command: { type: 'CommentOnCard', card: '1041', text: 'x' } }, ada));
    expect(answers.slice(0, 5).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(answers.at(-1)).toMatchObject({ status: 429, headers: { 'retry-after': '1' }, body: { ok: false, why: 'try_again', sentence: expect.stringMatching(/Too many requests .* nothing was changed/) as string } });
    // Whoever watches over the server is not held up by it.
    expect((await server.call('GET', '/health/ready')).status).toBe(200);
    await until('it may ask again', async () => (await server.call('POST', COMMANDS, { id: 'too-often-7', command: { type: 'CommentOnCard', card: '1041', text: 'x' } }, ada)).status === 200, 5_000);
  });

  it('SEC-18: believes as many entries of X-Forwarded-For as there are proxies of its own', async () => {
    const from = (said: string, hops: number): string => addressOf('10.0.0.1', { 'x-forwarded-for': said }, hops);
    expect(from('6.6.6.6', 0)).toBe('10.0.0.1');
    expect(from('6.6.6.6, 203.0.113.9', 1)).toBe('203.0.113.9');
    expect(from('6.6.6.6, 203.0.113.9, 10.0.0.2', 2)).toBe('203.0.113.9');
    expect(from('203.0.113.9', 2)).toBe('203.0.113.9');
    expect(from('', 1)).toBe('10.0.0.1');
    expect(addressOf('10.0.0.1', {}, 1)).toBe('10.0.0.1');

    const direct = await serve({ bounds: { commands: { burst: 3, perSecond: 0.001 } } });
    const statuses = [];
    for (let i = 0; i < 5; i += 1) statuses.push((await direct.call('GET', '/api/people', undefined, { 'x-forwarded-for': `203.0.113.${i}` })).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    const proxied = await serve({ bounds: { commands: { burst: 3, perSecond: 0.001 } }, hops: 1 });
    for (let i = 0; i < 5; i += 1) expect((await proxied.call('GET', '/api/people', undefined, { 'x-forwarded-for': `forged, 203.0.113.${i}` })).status).toBe(200);
  });

  it('lets in so many screens of one person and of one address, and the next when one has left', async () => {
    const server = await serve({ bounds: { screensOfPerson: 2, screens: 3 } });
    const stays = async (client: SocketClient): Promise<boolean> => {
      // Who has no place for an address is not even let in.
      if (!(await new Promise((resolve) => void client.socket.once('connect', () => resolve(true)).once('connect_error', () => resolve(false))))) return false;
      const gone = new Promise<false>((resolve) => client.socket.once('disconnect', () => resolve(false)));
      return client.socket.connected && Promise.race([gone, client.join('shop' as never).then(() => true)]);
    };
    const first = connect(server.port);
    expect(await stays(first)).toBe(true);
    expect(await stays(connect(server.port))).toBe(true);
    expect(await stays(connect(server.port))).toBe(false);
    await until('the one that was turned away has gone', () => server.app.io.engine.clientsCount === 2);
    expect((await connect(server.port).refused()).data?.sentence).toBe('2 screens of Ada are open, and no more are let in. Close one that nobody looks at: this one comes back by itself.');
    await until('this one too', () => server.app.io.engine.clientsCount === 2);
    expect(await stays(connect(server.port, { person: 'mona' as never }))).toBe(true);
    expect(await stays(connect(server.port, { person: 'mona' as never }))).toBe(false);
    first.close();
    await until('a place is free', () => server.app.io.engine.clientsCount === 2);
    expect(await stays(connect(server.port))).toBe(true);
  });

  it('forgets those who do not ask any more', () => {
    let now = 0;
    const buckets = new Buckets({ burst: 2, perSecond: 1 }, () => now);
    for (let i = 0; i < 5_000; i += 1) {
      now += 10_000;
      expect(buckets.take(`address ${i}`)).toBe(true);
    }
    expect(buckets.size).toBeLessThanOrEqual(1_000);
    const semaphore = new KeyedSemaphore(1);
    expect([semaphore.take('a'), semaphore.take('a'), semaphore.take('b')]).toEqual([true, false, true]);
    semaphore.free('a');
    expect(semaphore.take('a')).toBe(true);
  });
});
