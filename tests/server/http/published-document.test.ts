import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { cardId } from '../../../shared/kernel/ids.ts';
import { COMMAND_TYPES } from '../../../shared/verbs.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { contendedShop, pull } from '../../support/shop/workshop.ts';
import { type Answer, type Door, openDoor } from './door.ts';
import { ShakyLog } from '../room/shaky-log.ts';

type Json = { readonly [key: string]: Json } & { readonly $ref?: string };

const log = new ShakyLog(new MemoryLog());
let door: Door;
let document: Json;

beforeAll(async () => {
  door = await openDoor(log);
  await makeBoard(door.app.rooms, 'shop', contendedShop(4, 2));
  document = (await door.call('GET', '/api/openapi.json')).body as Json;
});
afterAll(() => door.close());

/** The schema as it stands in the document, with its references written out. */
function whole(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(whole);
  if (typeof schema !== 'object' || schema === null) return schema;
  const ref = (schema as Json).$ref;
  if (typeof ref === 'string') {
    return whole(ref.slice(2).split('/').reduce<unknown>((at, part) => (at as Json)[part], document));
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, whole(value)]));
}

const seen = new Set<string>();

/** The answer is one the document promises for this operation and status. */
function asPublished(method: string, path: string, answer: Answer): Answer {
  const operation = (document['paths'] as Json)[path]?.[method.toLowerCase()];
  const response = operation?.['responses']?.[String(answer.status)] as Json | undefined;
  expect(response, `${method} ${path} → ${answer.status} is not published`).toBeDefined();
  const schema = whole(response?.['content']?.['application/json']?.['schema']) as Parameters<typeof z.fromJSONSchema>[0];
  const result = z.fromJSONSchema(schema).safeParse(answer.body);
  expect(result.error?.issues ?? [], `${method} ${path} → ${answer.status}`).toEqual([]);
  seen.add(`${method} ${path} ${answer.status}`);
  return answer;
}

describe('the published document', () => {
  const ada = { 'x-acting-person': 'ada' };

  it('keeps its word for every operation and answer', async () => {
    const commands = '/api/boards/{board}/commands';
    const send = (id: string, command: unknown, headers: Record<string, string> = ada, board = 'shop') => door.call('POST', `/api/boards/${board}/commands`, { id, command }, headers);
    asPublished('POST', '/api/boards', await door.call('POST', '/api/boards', { name: 'Nordby', template: 'furniture' }, ada));
    asPublished('POST', '/api/boards', await door.call('POST', '/api/boards', { name: 'Nordby' }, ada));
    asPublished('POST', '/api/boards', await door.call('POST', '/api/boards', { name: 'Nordby', board: 'nordby', template: 'empty' }, ada));
    asPublished('POST', commands, await send('published-1', pull(1)));
    asPublished('POST', commands, await send('published-2', { type: 'CommentOnCard', card: cardId('1041.1'), text: 'hello' }));
    asPublished('POST', commands, await send('published-3', pull(2)));
    asPublished('POST', commands, await send('published-4', pull(3)));
    asPublished('POST', commands, await send('published-1', pull(3)));
    asPublished('POST', commands, await send('published-5', { type: 'Nothing' }));
    asPublished('POST', commands, await send('published-6', pull(1), {}));
    asPublished('POST', commands, await send('published-7', pull(1), ada, 'nowhere'));
    asPublished('POST', commands, await send('published-8', { type: 'CommentOnCard', card: '1', text: 'x'.repeat(80_000) }));
    asPublished('POST', commands, await send('published-9', pull(1), { ...ada, origin: 'http://evil.example' }));
    asPublished('POST', commands, await door.call('POST', '/api/boards/shop/commands', 'x', { ...ada, 'content-type': 'text/plain' }));
    log.onAppend = async () => ({ ok: false, why: 'fault', cause: new Error('full') });
    const unsaved = asPublished('POST', commands, await send('published-10', { type: 'CommentOnCard', card: '1041', text: 'x' }));
    log.onAppend = null;
    expect(unsaved.status).toBe(503);

    asPublished('GET', '/api/boards', await door.call('GET', '/api/boards'));
    asPublished('GET', '/api/boards/{board}', await door.call('GET', '/api/boards/shop'));
    asPublished('GET', '/api/boards/{board}', await door.call('GET', '/api/boards/nowhere'));
    asPublished('GET', '/api/boards/{board}/commits', await door.call('GET', '/api/boards/shop/commits?after=2&limit=3'));
    asPublished('GET', '/api/boards/{board}/commits', await door.call('GET', '/api/boards/shop/commits?limit=x'));
    asPublished('GET', '/api/boards/{board}/commits', await door.call('GET', '/api/boards/nowhere/commits'));
    asPublished('GET', '/api/boards/{board}/cards/{card}/story', await door.call('GET', '/api/boards/shop/cards/1041.1/story'));
    asPublished('GET', '/api/boards/{board}/cards/{card}/story', await door.call('GET', '/api/boards/shop/cards/7/story'));
    asPublished('GET', '/api/boards/{board}/cards/{card}/story', await door.call('GET', '/api/boards/shop/cards/7/story?before=0'));
    asPublished('GET', '/api/boards/{board}/orders/{order}', await door.call('GET', '/api/boards/shop/orders/1041', undefined, ada));
    asPublished('GET', '/api/boards/{board}/orders/{order}', await door.call('GET', '/api/boards/shop/orders/7'));
    for (const query of ['q=table&from=2026-01-01&limit=2', 'from=2026-13-01', 'before=x']) asPublished('GET', '/api/boards/{board}/archive', await door.call('GET', `/api/boards/shop/archive?${query}`, undefined, ada));
    asPublished('GET', '/api/boards/{board}/archive', await door.call('GET', '/api/boards/nowhere/archive'));
    for (const query of ['q=1041', 'q=1041&page=-1']) asPublished('GET', '/api/boards/{board}/search', await door.call('GET', `/api/boards/shop/search?${query}`));
    asPublished('GET', '/api/boards/{board}/search', await door.call('GET', '/api/boards/nowhere/search'));
    asPublished('GET', '/api/directory', await door.call('GET', '/api/directory'));
    asPublished('GET', '/api/people', await door.call('GET', '/api/people', undefined, ada));
    for (const [path, at, change] of [['/api/people/{id}', '/api/people/olaf', { name: 'Olaf', initials: 'OL', colour: 0, roles: ['operator'] }], ['/api/suppliers/{id}', '/api/suppliers/hansen', { name: 'Hansen' }]] as const) {
      const mona = { 'x-acting-person': 'mona' };
      for (const who of [mona, { 'x-acting-person': 'olaf' }]) asPublished('GET', path, await door.call('GET', at, undefined, who));
      asPublished('GET', path, await door.call('GET', path.replace('{id}', 'nobody'), undefined, mona));
      for (const version of [1, 1, -1]) asPublished('PUT', path, await door.call('PUT', at, { version, ...change }, mona));
    }
    asPublished('POST', '/api/acting-person', await door.call('POST', '/api/acting-person', { person: 'mona' }));
    asPublished('POST', '/api/acting-person', await door.call('POST', '/api/acting-person', { person: 'nobody' }));
    asPublished('GET', '/health/live', await door.call('GET', '/health/live'));
    asPublished('GET', '/health/ready', await door.call('GET', '/health/ready'));
    const erasures = '/api/boards/{board}/erasures';
    const erase = (body: unknown, headers: Record<string, string> = { 'x-acting-person': 'mona' }, board = 'shop') => door.call('POST', `/api/boards/${board}/erasures`, body, headers);
    asPublished('POST', erasures, await erase({ order: '1041' }));
    asPublished('POST', erasures, await erase({ order: '7' }));
    asPublished('POST', erasures, await erase({}));
    asPublished('POST', erasures, await erase({ order: '1041' }, { 'x-acting-person': 'olaf' }));
    asPublished('POST', erasures, await erase({ order: '1041' }, undefined, 'nowhere'));
    for (const status of [200, 400, 403, 404, 409, 413, 415, 503]) expect(seen).toContain(`POST ${commands} ${status}`);
    for (const [path, operations] of Object.entries(document['paths'] as Json)) {
      for (const method of Object.keys(operations as Json)) expect([...seen].some((one) => one.startsWith(`${method.toUpperCase()} ${path} 200`)), `${method} ${path} was never tried`).toBe(true);
    }
  });

  it('shows every command with its fields, and takes none besides', () => {
    const schema = whole((document['paths'] as Json)['/api/boards/{board}/commands']?.['post']?.['requestBody']?.['content']?.['application/json']?.['schema']) as {
      additionalProperties: boolean; properties: { command: { oneOf?: unknown[]; anyOf?: unknown[] } };
    };
    expect(schema.additionalProperties).toBe(false);
    const commands = (schema.properties.command.oneOf ?? schema.properties.command.anyOf ?? []) as { additionalProperties: boolean; properties: { type: { const: string } } }[];
    expect(commands.map((command) => command.properties.type.const).sort()).toEqual([...COMMAND_TYPES].sort());
    expect(commands.every((command) => command.additionalProperties === false)).toBe(true);
  });

  it('has a page to read it, with nothing from elsewhere and no inline script', async () => {
    const page = await door.call('GET', '/api/docs');
    expect(page.status).toBe(200);
    const links = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] as string);
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) expect([link, (await door.call('GET', link)).status]).toEqual([link, 200]);
    expect(page.text).not.toMatch(/<script(?![^>]*src=)/);
    expect((await door.call('GET', '/api/docs/start.js')).headers['content-type']).toContain('javascript');
  });
});
