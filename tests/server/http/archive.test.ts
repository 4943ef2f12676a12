import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import { SCHEDULE } from '../../../shared/kernel/actor.ts';
import { type BoardId, cardId, commandId, laneId, supplierId } from '../../../shared/kernel/ids.ts';
import { blankShop } from '../../../shared/templates/blank.ts';
import type { Command } from '../../../shared/verbs.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { DIRECTORY } from '../../support/shop/shop.ts';
import { until } from '../../support/until.ts';
import { type Answer, type Door, openDoor } from './door.ts';

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 2, 8);
const ADA = { 'x-acting-person': 'ada' };
const VERA = { 'x-acting-person': 'vera' };

let door: Door;
let board: BoardId;
let now = START;

interface Order { readonly title: string; readonly customer: string; readonly parts: readonly string[]; readonly promised?: number; readonly bought?: boolean }

const entered = (number: string, { title, customer, parts, bought }: Order): Command => ({
  type: 'CreateOrder', number, title, customer, quantity: 1,
  bom: parts.map((part) => ({ title: part, quantity: 1, source: bought ? 'buy' as const : 'stock' as const, supplier: bought ? supplierId('hansen') : null, routing: bought ? [{ lane: laneId('make'), hours: null }] : [] })),
});

/** From its entry out of the door, of parts from stock. */
function shipped(number: string, order: Order): readonly Command[] {
  const card = cardId(number);
  const pull = (lane: string): Command => ({ type: 'PullCard', card, lane: laneId(lane) });
  return [
    entered(number, order), { type: 'ConfirmOrder', order: card, promisedAt: order.promised ?? START + 90 * DAY }, { type: 'ReleaseOrder', order: card, earlyReason: 'for the test' },
    pull('assemble'), { type: 'FinishWork', card }, pull('qc'), { type: 'PassInspection', card }, pull('ship'), { type: 'ShipOrder', order: card, carrier: 'Van', reference: `TRACK-${number}` },
  ];
}

beforeEach(async () => {
  now = START;
  const log = new MemoryLog();
  const rooms = new BoardRooms({ log, clock: () => now, directory: () => DIRECTORY });
  board = await makeBoard(rooms, 'archive', [
    { ...blankShop('Solo'), policies: { makerMayInspect: true, timeZone: 'Europe/Berlin' } },
    ...shipped('1041', { title: 'Oak table', customer: 'Müller & Söhne', parts: ['Tabletop LEG-40', 'Drawer'] }),
    ...shipped('1042', { title: 'Bench', customer: 'Larsen', parts: ['Oak seat'] }),
    ...shipped('1043', { title: 'Shelf', customer: 'Oakley', parts: ['Board'] }),
    entered('1044', { title: 'Oak wardrobe', customer: 'Müllerin', parts: ['Door'] }),
  ]);
  const room = (await rooms.open(board))!;
  let n = 0;
  for (const order of ['1041', '1042', '1043']) {
    now += 20 * DAY;
    expect(await room.submit({ id: commandId(`closing-${(n += 1)}`), command: { type: 'CloseOrder', order: cardId(order) }, actor: SCHEDULE })).toMatchObject({ ok: true });
  }
  await rooms.close();
  door = await openDoor(log);
});
afterEach(() => door.close());

const ask = (path: string, query: Record<string, string>, as: Record<string, string> = ADA): Promise<Answer> => door.call('GET', `/api/boards/${board}/${path}?${new URLSearchParams(query).toString()}`, undefined, as);
const ids = async (path: string, query: Record<string, string>, as?: Record<string, string>): Promise<string[]> => (await ask(path, query, as)).body.orders.map(({ id }: { id: string }) => id);

describe('the archive', () => {
  it('lists what is closed, the last closed first, with how it ended', async () => {
    const { status, body } = await ask('archive', {});
    expect(status).toBe(200);
    expect(body).toMatchObject({ board, next: null, behind: 0 });
    expect(body.orders.map(({ id }: { id: string }) => id)).toEqual(['1043', '1042', '1041']);
    expect(body.orders[2]).toMatchObject({
      id: '1041', title: 'Oak table', customer: 'Müller & Söhne', parts: [{ id: '1041.1', title: 'Tabletop LEG-40', supplier: null }, { id: '1041.2', title: 'Drawer' }],
      promised: START + 90 * DAY, promisedFirst: START + 90 * DAY, shippedAt: expect.any(Number), sent: 'Van TRACK-1041', ended: 'shipped', closedAt: START + 20 * DAY,
    });
    expect(body.orders[2].lateBy).toBe(body.orders[2].shippedAt - body.orders[2].promised);
  });

  it('is found by number, customer, part and day, each and together', async () => {
    expect(await ids('archive', { number: '104' })).toEqual(['1043', '1042', '1041']);
    expect(await ids('archive', { number: '1041' })).toEqual(['1041']);
    expect(await ids('archive', { customer: 'muller' })).toEqual(['1041']);
    expect(await ids('archive', { part: 'oak' })).toEqual(['1042']);
    expect(await ids('archive', { part: 'leg' })).toEqual(['1041']);
    expect(await ids('archive', { q: 'oak' })).toEqual(['1043', '1042', '1041']);
    expect(await ids('archive', { q: 'oak', customer: 'lars' })).toEqual(['1042']);
    expect(await ids('archive', { from: '2026-12-12', to: '2026-12-12' })).toEqual(['1042']);
    expect(await ids('archive', { from: '2026-12-13' })).toEqual(['1043']);
    expect(await ids('archive', { to: '2026-12-11' })).toEqual(['1041']);
    expect(await ids('archive', { customer: 'nobody' })).toEqual([]);
  });

  it('comes in pages', async () => {
    const first = await ask('archive', { limit: '2' });
    expect(first.body.orders).toHaveLength(2);
    const rest = await ask('archive', { limit: '2', before: first.body.next });
    expect(rest.body.orders.map(({ id }: { id: string }) => id)).toEqual(['1041']);
    expect(rest.body.next).toBeNull();
  });

  it.each([
    [{ from: '2026-02-30' }, 'from', /day of the calendar like 2026-11-30/],
    [{ from: 'yesterday' }, 'from', /day of the calendar/],
    [{ from: '2026-12-02', to: '2026-12-01' }, 'to', /must not be before the day in "from"/],
    [{ q: 'x'.repeat(101) }, 'q', /at most 100/],
    [{ before: 'now' }, 'before', /"next" of the answer before/],
    [{ limit: '101' }, 'limit', /from 1 to 100/],
    [{ colour: 'red' }, '', /not a field/],
  ])('says what is wrong with %j', async (query, path, says) => {
    const { status, body } = await ask('archive', query as Record<string, string>);
    expect(status).toBe(400);
    expect(body.problems[0].message).toMatch(says);
    if (path) expect(body.problems[0].path).toBe(path);
  });

  it('knows no board that is not there', async () => {
    expect((await door.call('GET', '/api/boards/nowhere/archive')).status).toBe(404);
    expect((await door.call('GET', '/api/boards/nowhere/search?q=a')).status).toBe(404);
  });
});

describe('the search', () => {
  it('finds on the floor and off it: what fits best first, of that the newest', async () => {
    // 1044 and 1041 by their titles, 1043 by the beginning of its customer, 1042 by a part.
    expect(await ids('search', { q: 'oak' })).toEqual(['1041', '1044', '1043', '1042']);
    expect(await ids('search', { q: '1042' })).toEqual(['1042']);
    expect(await ids('search', { q: 'MULLER' })).toEqual(['1041', '1044']);
    expect(await ids('search', { q: 'mueller' })).toEqual(['1041', '1044']);
    expect(await ids('search', { q: 'oak müller draw' })).toEqual(['1041']);
    expect(await ids('search', { q: 'track-1043' })).toEqual(['1043']);
    expect(await ids('search', { q: '' })).toEqual([]);
    expect(await ids('search', { q: 'zzz' })).toEqual([]);
  });

  it('finds what was just written, and forgets nothing when it is closed', async () => {
    expect((await door.command(board, 'archive-new-1', entered('1050', { title: 'Console', customer: 'Fjell', parts: ['Marble top'], bought: true }))).status).toBe(200);
    expect(await ids('search', { q: 'marb' })).toEqual(['1050']);
    // By its part's title while that is planned, and by who it is bought of, as they are called now.
    expect(await ids('search', { q: 'hansen' })).toEqual(['1050']);
    const { record: hansen, version } = door.app.people.suppliers.get(supplierId('hansen'))!;
    expect(await door.app.people.suppliers.save({ ...hansen, name: 'Glasbyen' }, version, 'person:mona')).toMatchObject({ ok: true });
    expect(await ids('search', { q: 'hansen' })).toEqual([]);
    expect(await ids('search', { q: 'glasb' })).toEqual(['1050']);
    expect((await door.command(board, 'archive-new-2', { type: 'EditCard', card: cardId('1050'), title: 'Console, granite' })).status).toBe(200);
    expect(await ids('search', { q: 'granite' })).toEqual(['1050']);
  });

  it('pages by twenties', async () => {
    for (let n = 0; n < 25; n += 1) await door.command(board, `archive-many-${n}`, entered(String(2_000 + n), { title: 'Stool', customer: 'Berg', parts: ['Leg'] }));
    const first = await ask('search', { q: 'stool' });
    expect(first.body.orders).toHaveLength(20);
    expect(first.body.next).toBe(1);
    const second = await ask('search', { q: 'stool', page: '1' });
    expect(second.body.orders).toHaveLength(5);
    expect(second.body).toMatchObject({ next: null, more: false });
  });
});

describe('who only looks', () => {
  it('is told no customer and no note, and finds nothing by them', async () => {
    for (const reader of [VERA, {}]) {
      const { body } = await ask('archive', {}, reader);
      expect(body.orders.map(({ customer, sent }: { customer: unknown; sent: unknown }) => [customer, sent])).toEqual([[null, null], [null, null], [null, null]]);
      expect(JSON.stringify(body)).not.toMatch(/ller|Larsen|TRACK/);
      expect(await ids('archive', { customer: 'larsen' }, reader)).toEqual([]);
      expect(await ids('archive', { q: 'larsen' }, reader)).toEqual([]);
      expect(await ids('search', { q: 'larsen' }, reader)).toEqual([]);
      expect(await ids('search', { q: 'track-1043' }, reader)).toEqual([]);
      expect(await ids('search', { q: 'oak table' }, reader)).toEqual(['1041']);
    }
  });
});

describe('what was erased', () => {
  it('is found by nobody, and the order is there without it', async () => {
    expect(await ids('search', { q: 'larsen' })).toEqual(['1042']);
    const erased = await door.call('POST', `/api/boards/${board}/erasures`, { order: '1042' }, { 'x-acting-person': 'mona' });
    expect(erased.status).toBe(200);
    expect(await ids('search', { q: 'larsen' })).toEqual([]);
    await until('it is there again', async () => (await ids('search', { q: '1042' })).length === 1);
    expect((await ask('search', { q: '1042' })).body.orders[0]).toMatchObject({ id: '1042', title: 'Bench', customer: '', sent: '' });
    expect(await ids('search', { q: 'track-1042' })).toEqual([]);
  });
});

it('a metric says how far behind the orders are', async () => {
  await ask('archive', {});
  expect((await door.call('GET', '/metrics')).text).toContain('pullcord_projection_lag_commits{projection="orders"} 0');
});
