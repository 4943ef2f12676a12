import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, house } from '../../../server/adapters/mongo/collections.ts';
import type { Command } from '../../../shared/verbs.ts';
import { boardId, laneId } from '../../../shared/kernel/ids.ts';
import { Progress } from '../../../server/backup/progress.ts';
import { openBackup } from '../../../server/backup/read-backup.ts';
import { EVA } from '../../../shared/templates/furniture-people.ts';
import { ByHand } from '../../support/server/by-hand.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { until } from '../../support/until.ts';
import { callAt } from '../http/door.ts';

// What runs here of docker-compose.yml, Dockerfile and server/deploy, as plain processes: every
// service's command and environment, make-secrets.sh, start.sh, set-up-mongo, the nodes' health checks,
// and nginx.conf where there is an nginx. compose-file.test.ts only reads the rest: images, networks,
// limits, rights, volumes, and the health checks of programs that are in the images alone.

const stack = new ByHand();
const BOARD = boardId('by-hand');
const renamed = (name: string): Command => ({ type: 'EditLane', lane: laneId('cut'), name });
const clients: SocketClient[] = [];
/** So few that a test can have too many. */
const FEW_REQUESTS = { COMMANDS_BURST: '300', COMMANDS_PER_SECOND: '100' };

beforeAll(async () => {
  await stack.prepare();
}, 60_000);
afterAll(async () => {
  for (const client of clients) client.close();
  await stack.end();
});

const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => callAt(stack.ports['proxy']!, method, path, body, { 'x-acting-person': EVA, ...headers });
const uri = (): string => readFileSync(join(stack.path('app-secrets'), 'mongodb-uri'), 'utf8');

async function asked<T>(address: string, question: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = house.createConnection(address, { serverSelectionTimeoutMS: 10_000 });
  try {
    await connection.asPromise();
    return await question(connection);
  } finally {
    await connection.close();
  }
}

describe('docker-compose.yml, its services started by hand', () => {
  it('SEC-31 the secrets are made once, are for their owner alone, and are long', async () => {
    expect(await stack.once('secrets')).toBe(0);
    const files = ['mongo-secrets/members-key', 'admin-secrets/root-password', 'app-secrets/mongodb-uri'];
    const made = files.map((file) => readFileSync(join(stack.folder, file), 'utf8'));
    for (const file of files) expect(statSync(join(stack.folder, file)).mode & 0o777).toBe(0o400);
    expect(made[0]).toMatch(/^[0-9a-f]{512}$/);
    expect(made[1]).toMatch(/^[0-9a-f]{64}$/);
    expect(made[2]).toMatch(/^mongodb:\/\/pullcord:[0-9a-f]{64}@127\.0\.0\.1:\d+,127\.0\.0\.1:\d+,127\.0\.0\.1:\d+\/pullcord\?replicaSet=rs0$/);
    expect(await stack.once('secrets')).toBe(0);
    expect(files.map((file) => readFileSync(join(stack.folder, file), 'utf8'))).toEqual(made);
    expect(stack.said('secrets')).not.toContain(made[1]);
  });

  it('three members become a replica set that nobody enters without a password, and the app\'s user has one database', async () => {
    for (const member of ['mongo1', 'mongo2']) stack.start(member);
    const made = stack.once('set-up');
    // One that is slow to start is waited for.
    stack.start('mongo3');
    expect(await made, stack.said('set-up')).toBe(0);
    expect(stack.said('set-up')).toMatch(/^Made the replica set rs0 of .*\nMade the administrator\.\nThe user pullcord may read and write the database pullcord, and nothing else\.\n$/);
    // Again, as at every `docker compose up`.
    expect(await stack.once('set-up')).toBe(0);
    expect(stack.said('set-up')).toContain('The administrator is there already.');

    const nobody = uri().replace(/\/\/.*@/, '//');
    await expect(asked(nobody, (connection) => connection.db!.collection('commits').countDocuments())).rejects.toThrow(/requires authentication/);
    await expect(asked(uri().replace(/:[0-9a-f]{64}@/, ':pullcord@'), async () => undefined)).rejects.toThrow(/Authentication failed/);
    await asked(uri(), async (connection) => {
      expect(await connection.db!.collection('commits').countDocuments()).toBe(0);
      await expect(connection.getClient().db('admin').collection('system.users').countDocuments()).rejects.toThrow(/not authorized/);
      await expect(connection.getClient().db('other').collection('x').insertOne({})).rejects.toThrow(/not authorized/);
      await expect(connection.db!.command({ createUser: 'eve', pwd: 'x', roles: [] })).rejects.toThrow(/not authorized/);
    });
  }, 60_000);

  it('two nodes say that they are ready, and the proxy brings people to them', async () => {
    stack.start('node1', FEW_REQUESTS);
    await until(`node1 is healthy: ${stack.said('node1')}`, () => stack.healthy('node1'), 30_000);
    stack.start('node2', FEW_REQUESTS);
    await until(`node2 is healthy: ${stack.said('node2')}`, () => stack.healthy('node2'), 30_000);
    await stack.startProxy();
    console.log(`In front of the nodes: ${stack.front}.`);
    const page = await call('GET', '/');
    expect(page.status).toBe(200);
    expect(page.text).toContain('<title>Pullcord</title>');
    expect((await call('GET', '/health/live')).status).toBe(200);
    // Figures are for the operator, inside.
    expect((await call('GET', '/metrics')).status).toBe(403);
  }, 60_000);

  it('a board made through the proxy is on both nodes, and a websocket through it hears of a change on either', async () => {
    const made = await call('POST', '/api/boards', { name: 'By hand', template: 'furniture', board: BOARD });
    expect(made.text).toContain(BOARD);
    for (const node of ['node1', 'node2']) {
      await until(`${node} has the board`, async () => (await callAt(stack.ports[node]!, 'GET', `/api/boards/${BOARD}`)).status === 200);
    }
    // So many that both nodes have some.
    for (let at = 0; at < 6; at += 1) clients.push(new SocketClient(stack.url, { person: EVA }));
    clients.push(new SocketClient(stack.url, { person: EVA, transports: ['polling'] }));
    for (const client of clients) {
      await client.connected();
      expect(await client.join(BOARD)).toMatchObject({ ok: true });
    }
    expect(clients[0]!.socket.io.engine.transport.name).toBe('websocket');
    for (const [turn, node] of ['node1', 'node2'].entries()) {
      const heard = clients.map(({ commits }) => commits.length);
      const answer = await callAt(stack.ports[node]!, 'POST', `/api/boards/${BOARD}/commands`, { id: `renaming-number-${turn}`, command: renamed(`Cut ${turn}`) }, { 'x-acting-person': EVA });
      expect(answer.status, answer.text).toBe(200);
      await until(`everybody heard what ${node} took`, () => clients.every(({ commits }, at) => commits.length > heard[at]!), 10_000);
    }
  }, 60_000);

  it('SEC-18 what a caller forges goes through the proxy without effect', async () => {
    // The name that was asked for is compared, not one that a header claims.
    expect((await call('GET', '/api/boards', undefined, { host: 'evil.example' })).status).toBe(403);
    expect((await call('GET', '/api/boards', undefined, { origin: 'http://evil.example' })).status).toBe(403);
    expect((await call('GET', '/api/boards', undefined, { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' })).status).toBe(403);
    // Nobody is somebody else by a header of another name.
    const act = (id: string, headers: Record<string, string>) => callAt(stack.ports['proxy']!, 'POST', `/api/boards/${BOARD}/commands`, { id, command: renamed(`Cut by ${id}`) }, headers);
    for (const name of ['x-user', 'x-forwarded-user', 'x-remote-user', 'remote-user', 'x-real-ip', 'x-original-url']) {
      expect((await act(`forged-${name}`, { [name]: EVA })).status, name).toBe(400);
    }
    expect((await act('forged-beside', { 'x-user': 'nobody', 'x-acting-person': EVA })).status).toBe(200);
    // And nobody has more than his share by another address in each request: only what the proxy wrote counts.
    const statuses: number[] = [];
    for (let round = 0; round < 20 && !statuses.includes(429); round += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => call('GET', '/api/people', undefined, { 'x-forwarded-for': `203.0.113.${round}, 198.51.100.${at}`, 'x-real-ip': `198.51.100.${at}` })));
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(statuses).toContain(429);
    await until('it may ask again', async () => (await call('GET', '/api/people')).status === 200, 10_000);
  }, 60_000);

  it('REL-15 a backup is taken while both serve, with the app\'s own secret', async () => {
    expect(await stack.once('tools', 'backup', '--from', 'mongodb', '--to', '/backups/monday.backup'), stack.said('tools')).toBe(0);
    expect(stack.said('tools')).toMatch(/monday\.backup holds [0-9,]+ commits of 2 boards, verified/);
    expect((await openBackup(join(stack.path('backups'), 'monday.backup'), new Progress(() => undefined))).heads.map(({ board }) => board)).toContain(BOARD);
  }, 30_000);

  it('with one node killed the other serves, and everybody is back', async () => {
    await stack.kill('node1');
    await until('the proxy serves', async () => (await call('GET', `/api/boards/${BOARD}`)).status === 200, 5_000);
    await until('all are back', () => clients.every(({ socket }) => socket.connected), 15_000);
    for (const client of clients) expect(await client.join(BOARD)).toMatchObject({ ok: true });
    const heard = clients.map(({ commits }) => commits.length);
    expect(await clients[0]!.command(BOARD, renamed('Cut by one node'))).toMatchObject({ ok: true });
    await until('everybody heard it', () => clients.every(({ commits }, at) => commits.length > heard[at]!), 10_000);
  }, 60_000);

  it('a node that is told to stop ends by itself', async () => {
    expect(await stack.kill('node2', 'SIGTERM')).toBe(0);
  }, 30_000);
});
