import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { contendedShop } from '../../support/shop/workshop.ts';
import { type Door, openDoor } from './door.ts';
import { ShakyLog } from '../room/shaky-log.ts';

let door: Door;
afterEach(() => door.close());

describe('a body that does not unpack', () => {
  it('is a 400 with a sentence, however it is encoded and wherever it breaks, and no fault', async () => {
    door = await openDoor(new MemoryLog());
    await makeBoard(door.app.rooms, 'shop', contendedShop(3, 1));
    const body = JSON.stringify({ id: 'packed-command', command: { type: 'CommentOnCard', card: '1041', text: 'x'.repeat(500) } });
    const cut = (packed: Buffer): Buffer => packed.subarray(0, packed.length - 6);
    const spoilt = (packed: Buffer): Buffer => Buffer.concat([Buffer.from('no'), packed]);
    const send = async (encoding: string, bytes: Buffer) => {
      const answer = await fetch(`${door.url}/api/boards/shop/commands`, { method: 'POST', body: new Uint8Array(bytes), headers: { 'content-type': 'application/json', 'content-encoding': encoding, 'x-acting-person': 'ada' } });
      return { status: answer.status, body: (await answer.json()) as { why?: string; sentence?: string } };
    };
    for (const [encoding, pack] of [['gzip', gzipSync], ['deflate', deflateSync], ['br', brotliCompressSync]] as const) {
      for (const bytes of [spoilt(pack(body)), cut(pack(body)), Buffer.from(body)]) {
        expect([encoding, await send(encoding, bytes)]).toMatchObject([encoding, { status: 400, body: { why: 'invalid', sentence: expect.stringContaining('cannot be unpacked') as string } }]);
      }
    }
    expect((await send('gzip', gzipSync(JSON.stringify({ id: 'a-bomb-of-1-mb', text: 'x'.repeat(1 << 20) })))).status).toBe(413);
    expect((await send('gzip', gzipSync(body))).status).toBe(200);
    expect(door.app.counts.faults.size).toBe(0);
  });
});

describe('what a proxy keeps to itself', () => {
  it.each(['/metrics/', '/METRICS', '/Metrics/', '/metrics/x', '/HEALTH/live', '/health/live/', '/health/LIVE', '/Health/ready', '/health', '/health/', '//metrics'])('answers nothing at %s, which no proxy guards', async (path) => {
    door = await openDoor(new MemoryLog());
    const { status, text } = await door.call('GET', path);
    expect(status).toBe(404);
    expect(text).not.toMatch(/pullcord_|"store"|"ok":true/);
    for (const plain of ['/metrics', '/health/live', '/health/ready']) expect((await door.call('GET', plain)).status).toBe(200);
  });
});

describe('boards have a quota', () => {
  it('refuses one too many with a sentence, also of two that come together, and still knows those that are there', async () => {
    door = await openDoor(new MemoryLog(), { rooms: { mostBoards: 3 } });
    const make = (name: string, more: object = {}) => door.call('POST', '/api/boards', { name, template: 'empty', ...more }, { 'x-acting-person': 'ada' });
    expect((await make('One', { board: 'one', id: 'the-first-board' })).status).toBe(200);
    expect((await make('Two')).status).toBe(200);
    const both = await Promise.all([make('Three'), make('Four')]);
    expect(both.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    while ((await door.call('GET', '/api/boards')).body.boards.length < 3) await make('Filling');
    expect(await make('Another')).toMatchObject({ status: 409, body: { why: 'refused', refusal: { violations: [{ code: 'too_many_boards', most: 3 }] }, sentence: expect.stringMatching(/^There are 3 boards, .*MAX_BOARDS\.$/) as string } });
    // The same id again has its first answer.
    expect((await make('One', { board: 'one', id: 'the-first-board' })).status).toBe(200);
    expect((await door.call('GET', '/api/boards')).body.boards).toHaveLength(3);
  });

  it('and the list opens none of them', async () => {
    const log = new ShakyLog(new MemoryLog());
    // A board's name stands in its first commit; whatever folds the log behind everybody's back reads pages of it.
    let looks = 0;
    const read = log.read.bind(log);
    log.read = (board, after, limit) => {
      if (after === 0 && limit === 1) looks += 1;
      return read(board, after, limit);
    };
    door = await openDoor(log);
    for (const name of ['one', 'two', 'three']) await makeBoard(door.app.rooms, name, contendedShop(1, 1));
    await door.close();
    door = await openDoor(log);
    expect((await door.call('GET', '/api/boards')).body.boards.map(({ name }: { name: string }) => name)).toEqual(['Contended', 'Contended', 'Contended']);
    expect(looks).toBe(3);
    await door.call('GET', '/api/boards');
    expect(looks).toBe(3);
    expect(door.app.rooms.size).toBe(0);
  });
});

it('a story is read in bounded pieces: a job of which a long order says nothing costs five pages, and the rest is asked for', async () => {
  const log = new MemoryLog();
  door = await openDoor(log);
  const board = await makeBoard(door.app.rooms, 'shop', [
    ...contendedShop(2, 2),
    ...Array.from({ length: 1_500 }, () => ({ type: 'CommentOnCard', card: '1041.1', text: 'x' }) as never),
  ]);
  let pages = 0;
  const story = log.story.bind(log);
  log.story = (...asked) => {
    pages += 1;
    return story(...asked);
  };
  const first = (await door.call('GET', `/api/boards/${board}/cards/1041.2/story?limit=50`)).body;
  expect(pages).toBe(5);
  expect(first.commits).toEqual([]);
  const seqs: number[] = [];
  for (let { next } = first; next !== null; ) {
    const page = (await door.call('GET', `/api/boards/${board}/cards/1041.2/story?limit=50&before=${next}`)).body;
    seqs.push(...page.commits.map(({ seq }: { seq: number }) => seq));
    next = page.next;
  }
  expect(seqs).toEqual([4, 3, 2]);
}, 60_000);
