import { describe, expect, test } from 'vitest';
import { callsFor } from '../../client/app/called.tsx';
import { whyItIsThere } from '../../client/card/why.ts';
import { FaceCache, ageTone, faceOf } from '../../client/floor/card-face.ts';
import { dropOf, verdictsFor } from '../../client/floor/drop.ts';
import { NO_FILTER, fits } from '../../client/floor/filter.ts';
import { FloorModel } from '../../client/floor/floor-model.ts';
import type { LaneModel } from '../../client/floor/lane-model.ts';
import { meterOf } from '../../client/floor/meter.ts';
import { occupantWords } from '../../client/floor/refusal-panel.tsx';
import { shopLine } from '../../client/floor/shop-line.ts';
import { changedCards } from '../../client/floor/slide.tsx';
import type { Person } from '../../shared/people/directory.ts';
import { cardId, laneId, limitId } from '../../shared/kernel/ids.ts';
import { refusalOf } from '../../shared/moves.ts';
import type { LimitView } from '../../shared/limits/admission.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { DAY, HOUR, Shop, directory, eva, ida, tom } from './floor-shop.tsx';
import { ENGLISH } from '../support/shop/words.ts';

const CUT = laneId('cut');
const FINISH = laneId('finish');

const lanesOf = (shop: Shop, me: Person = eva, model = new FloorModel(), faces = new FaceCache()) =>
  model.of({ board: shop.board, directory, me, now: shop.now, words: ENGLISH, faces }).lanes;
const laneIn = (shop: Shop, id: string, me: Person = eva): LaneModel => lanesOf(shop, me).find(({ lane }) => lane.id === id) as LaneModel;
const rowsIn = (lane: LaneModel, column = 0): string[] =>
  (lane.columns[column]?.rows ?? []).map((row) => (row.kind === 'card' ? row.key : row.kind === 'line' ? row.words : row.kind));
const cardIn = (shop: Shop, id: string) => {
  const card = shop.board.cards.get(id);
  if (!card) throw new Error(id);
  return card;
};
const context = (shop: Shop, actor: Person = eva) => ({ at: shop.now, actor: asPerson(actor), directory });

function fullCut(): Shop {
  const shop = new Shop();
  const number = shop.released('Table', 6);
  for (const n of [1, 2, 3, 4]) shop.does(tom, { type: 'PullCard', card: cardId(`${number}.${n}`), lane: CUT });
  return shop;
}

describe('a lane as a row of places', () => {
  test('an empty lane with work waiting draws the pull slot first, its free places, then the limit', () => {
    const shop = new Shop();
    shop.released('Table', 2);
    const cut = laneIn(shop, 'cut', tom);
    expect(rowsIn(cut)).toEqual(['slot', 'free', 'free', 'limit 4, with done']);
    expect(cut.slot).toMatchObject({ label: 'Pull next', number: '1031·1', may: true });
    expect(cut.words).toBe('4 free');
    expect(cut.tone).toBe('signal');
  });

  test('a full lane has no slot, and its line says full in its colour', () => {
    const cut = laneIn(fullCut(), 'cut');
    expect(rowsIn(cut)).toEqual(['1031.1', '1031.2', '1031.3', '1031.4', 'limit 4, with done']);
    expect(cut.columns[0]?.rows.at(-1)).toMatchObject({ kind: 'line', tone: 'warn' });
    expect([cut.words, cut.tone, cut.slot]).toEqual(['Full', 'warn', null]);
  });

  test('a lane with room in a full group is told like a full one, with the limit in the way and what frees it', () => {
    const shop = new Shop();
    const number = shop.released('Table', 4);
    const hall = (capacity: number) => shop.does(eva, { type: 'SetLimit', limit: { id: limitId('hall'), name: 'Hall', kind: 'job', scope: { lanes: [CUT, FINISH] }, unit: 'count', capacity } });
    hall(2);
    for (const n of [1, 2]) shop.does(tom, { type: 'PullCard', card: cardId(`${number}.${n}`), lane: CUT });
    const cut = laneIn(shop, 'cut', tom);
    expect([cut.words, cut.tone, cut.slot]).toEqual(['Full: Hall 2/2', 'warn', null]);
    expect(rowsIn(cut)).toEqual(['1031.1', '1031.2', 'held', 'limit 4, with done']);
    expect(cut.closed).toEqual({ words: 'Full: Hall 2/2', frees: 'Room comes when 1031·1 has left Hall: it has to be finished in Cut next.' });
    // What stands inside the group comes in: the next lane is open, and nobody is ready for it.
    expect(laneIn(shop, 'finish', tom)).toMatchObject({ closed: null, tone: 'quiet' });
    hall(1);
    expect(laneIn(shop, 'cut', tom).closed).toEqual({ words: 'Over: Hall 2/1', frees: '2 cards have to leave before it comes in. Room comes when 1031·1 has left Hall: it has to be finished in Cut next.' });
    hall(3);
    expect(laneIn(shop, 'cut', tom)).toMatchObject({ closed: null, words: '2 free', slot: { may: true } });
  });

  test('hours that are too few for whoever stands ready, and a full floor, say so too', () => {
    const shop = new Shop();
    const number = shop.released('Table', 3);
    const own = shop.board.limits.find(({ scope }) => scope.lanes?.length === 1 && scope.lanes[0] === CUT);
    if (!own) throw new Error('Cut has no limit');
    shop.does(eva, { type: 'SetLimit', limit: { ...own, unit: 'hours', capacity: 3 } });
    shop.does(tom, { type: 'PullCard', card: cardId(`${number}.1`), lane: CUT });
    expect(laneIn(shop, 'cut', tom)).toMatchObject({ words: 'No room: Cut 2/3 h', tone: 'warn', slot: null, closed: { frees: 'Room comes when 1031·1 is finished and pulled on.' } });
    shop.order('Stool', 1, 2 * DAY);
    shop.does(eva, { type: 'SetLimit', limit: { id: limitId('all'), name: 'All orders', kind: 'order', scope: {}, unit: 'count', capacity: 1 } });
    expect(laneIn(shop, 'pool', eva)).toMatchObject({ words: 'Full: All orders 1/1', tone: 'warn', closed: { frees: '1031 still waits for parts.' } });
  });

  test('WIP-2: a finished card keeps its place: it is in the done column and in the load', () => {
    const shop = fullCut();
    shop.does(tom, { type: 'FinishWork', card: cardId('1031.2') });
    const cut = laneIn(shop, 'cut');
    expect(rowsIn(cut, 1)).toEqual(['1031.2']);
    expect(cut.limit?.load).toBe(4);
    expect(cut.meter?.segments.map(({ mark }) => mark)).toEqual(['work', 'work', 'work', 'done']);
  });

  test('WIP-31: the card that an override let in stands below the line, and is named', () => {
    const shop = fullCut();
    shop.does(eva, { type: 'PullCard', card: cardId('1031.5'), lane: CUT, before: cardId('1031.1'), override: { reason: 'the saw is free today' } });
    const cut = laneIn(shop, 'cut');
    expect(rowsIn(cut)).toEqual(['1031.1', '1031.2', '1031.3', '1031.4', 'limit 4', '1031.5']);
    expect([cut.words, cut.tone]).toEqual(['1 over: override', 'stop']);
    expect(faceOf(shop.board, directory, cardIn(shop, '1031.5'), shop.now, ENGLISH).above).toBe('Above a limit, by override');
  });

  test('WIP-19: a lowered limit puts the last to come below the line', () => {
    const shop = fullCut();
    const limit = shop.board.limits.find(({ id }) => id === limitId('cut'));
    if (!limit) throw new Error('no limit');
    shop.now += HOUR;
    shop.does(eva, { type: 'SetLimit', limit: { ...limit, capacity: 3 }, reason: 'one saw is down' });
    expect(laneIn(shop, 'cut').words).toBe('1 over: limit lowered');
    expect(rowsIn(laneIn(shop, 'cut')).indexOf('limit 3')).toBe(3);
  });

  test('one who may not pull sees who does instead of a button', () => {
    const shop = new Shop();
    shop.released('Table', 1);
    const cut = laneIn(shop, 'cut', ida);
    expect(cut.slot).toMatchObject({ may: false, who: 'operators and leads pull here' });
    expect(cut.tone).not.toBe('signal');
  });

  test('the pool offers the release, with the room on the floor', () => {
    const shop = new Shop();
    shop.order('Table', 2);
    expect(laneIn(shop, 'pool').slot).toMatchObject({ label: 'Release 1031', lead: 'Floor has room for 10 orders' });
  });
});

describe('the meter', () => {
  const view = (capacity: number, unit: 'count' | 'hours' = 'count'): LimitView =>
    ({ limit: { unit } as LimitView['limit'], load: 0, capacity, free: capacity, over: 0, state: 'room' });

  test('up to twelve places are places, more are a bar', () => {
    expect(meterOf(view(3), { work: 1, done: 0, blocked: 1, over: 1 })?.segments.map(({ mark }) => mark)).toEqual(['work', 'blocked', 'free', 'over']);
    expect(meterOf(view(13), { work: 4, done: 0, blocked: 0, over: 0 })).toEqual({ as: 'bar', segments: [{ mark: 'work', size: 4 }, { mark: 'free', size: 9 }] });
  });

  test('hours are a bar', () => {
    expect(meterOf(view(8, 'hours'), { work: 2.5, done: 0, blocked: 0, over: 0 })?.as).toBe('bar');
  });
});

describe('a card in words', () => {
  test('one age, since it came to where it stands, and finishing it there does not start it anew', () => {
    const shop = fullCut();
    shop.now += 5 * HOUR;
    const face = faceOf(shop.board, directory, cardIn(shop, '1031.1'), shop.now, ENGLISH);
    expect(face).toMatchObject({ number: '1031·1', title: 'Part 1', under: 'Table', quantity: '1×', age: '5 h', ageAll: '5 h', ageTone: 'plain' });
    shop.does(tom, { type: 'FinishWork', card: cardId('1031.1') });
    shop.now += 2 * HOUR;
    const done = cardIn(shop, '1031.1');
    expect(faceOf(shop.board, directory, done, shop.now, ENGLISH).age).toBe('7 h');
    // What the panel and a refusal say of it is no other number.
    expect(whyItIsThere(shop.board, done, context(shop, tom)).lead).toBe('Ready: Finish may pull it.');
    const refused = refusalOf(shop.board, { does: 'command', command: { type: 'PullCard', card: cardId('1031.5'), lane: CUT } }, context(shop, tom));
    const limit = refused?.violations.find((violation) => violation.code === 'wip_limit');
    const occupant = limit?.occupants.find(({ card }) => card === '1031.1');
    expect(occupant && occupantWords(occupant, directory.people, ENGLISH)).toBe('done, 7 h here, waits for Finish');
  });

  test('a new board colours no age: not of a few cards, not of seconds, and not where cards wait for their day', () => {
    const shop = fullCut();
    const dwells = (lane: string, ages: readonly number[]) => ({ ...shop.board, dwells: { ...shop.board.dwells, [laneId(lane)]: ages } });
    expect(ageTone(dwells('cut', Array.from({ length: 9 }, () => HOUR)), CUT, 9 * HOUR)).toBe('plain');
    expect(ageTone(dwells('cut', Array.from({ length: 10 }, () => HOUR)), CUT, 9 * HOUR)).toBe('stop');
    expect(ageTone(dwells('cut', Array.from({ length: 10 }, () => 1_000)), CUT, 60_000)).toBe('plain');
    expect(ageTone(dwells('pool', Array.from({ length: 10 }, () => HOUR)), laneId('pool'), 900 * HOUR)).toBe('plain');
  });

  test('the age in the lane turns amber past the 70th percentile of the lane, red past the 95th', () => {
    const shop = fullCut();
    const dwells = { ...shop.board.dwells, [CUT]: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => n * HOUR) };
    const board = { ...shop.board, dwells };
    expect([7 * HOUR, 7 * HOUR + 1, 10 * HOUR + 1].map((age) => ageTone(board, CUT, age))).toEqual(['plain', 'warn', 'stop']);
  });

  test('an order shows its kit, and a blocked part first', () => {
    const shop = fullCut();
    shop.does(tom, { type: 'BlockCard', card: cardId('1031.3'), category: 'material', external: false, text: 'Waiting for glue' });
    const face = faceOf(shop.board, directory, cardIn(shop, '1031'), shop.now, ENGLISH);
    expect([face.kit, face.kitCount, face.kitWords]).toEqual(['booooo', '0/6', 'Missing: 1031·3 at Cut and 5 more']);
    expect(faceOf(shop.board, directory, cardIn(shop, '1031.3'), shop.now, ENGLISH).blocked).toBe('Waiting for glue');
  });

  test('a queued card says its place in the queue', () => {
    const shop = fullCut();
    shop.does(tom, { type: 'QueueCard', card: cardId('1031.6'), lane: CUT });
    const row = laneIn(shop, 'ready').columns[0]?.rows.find(({ key }) => key === '1031.6');
    expect(row?.kind === 'card' && row.face.waits).toBe('1st in line at Cut');
    expect(laneIn(shop, 'cut').inLine).toBe(1);
    // Its place becomes free by a move of another card: the card says so, and who pulls there is told.
    const [model, faces] = [new FloorModel(), new FaceCache()];
    const says = () => {
      const found = lanesOf(shop, eva, model, faces).flatMap(({ columns }) => columns).flatMap(({ rows }) => rows).find(({ key }) => key === '1031.6');
      return found?.kind === 'card' && found.face.waits;
    };
    expect([says(), callsFor(shop.board, tom, ENGLISH)]).toEqual(['1st in line at Cut', []]);
    shop.does(tom, { type: 'FinishWork', card: cardId('1031.1') });
    shop.does(tom, { type: 'PullCard', card: cardId('1031.1'), lane: FINISH });
    expect(says()).toBe('Called: Cut has a place for it');
    expect(callsFor(shop.board, tom, ENGLISH)).toMatchObject([{ card: '1031.6', lane: 'cut', words: '1031·6 Part 6 is called: Cut has a place for it.' }]);
    expect(callsFor(shop.board, ida, ENGLISH)).toEqual([]);
  });

  test('a late order has the mark and the word', () => {
    const shop = new Shop();
    shop.released('Table', 1, 2 * DAY);
    shop.now += 3 * DAY;
    const face = faceOf(shop.board, directory, cardIn(shop, '1031'), shop.now, ENGLISH);
    expect(face.buffer).toBe('black');
    expect(face.due).toMatch(/^Late, /);
  });
});

describe('what is drawn again', () => {
  test('after a move, only the lanes it touched are new, and in them only the cards that changed', () => {
    const shop = fullCut();
    const model = new FloorModel();
    const faces = new FaceCache();
    const before = lanesOf(shop, eva, model, faces);
    shop.does(tom, { type: 'FinishWork', card: cardId('1031.1') });
    const after = lanesOf(shop, eva, model, faces);
    const fresh = after.filter((lane, index) => lane !== before[index]).map(({ lane }) => lane.id);
    // Finish may pull now. Kits hold the order that looks at its jobs: its words are the old ones, so they are the old lane.
    expect(fresh.toSorted()).toEqual(['cut', 'finish']);
    const cut = (lanes: readonly LaneModel[]) => lanes.find(({ lane }) => lane.id === CUT)?.columns.flatMap(({ rows }) => rows) ?? [];
    expect([...changedCards(cut(before), cut(after))]).toEqual(['1031.1']);
    const kept = cut(after).filter((row) => row.kind === 'card' && cut(before).includes(row));
    expect(kept.map(({ key }) => key)).toEqual(['1031.2', '1031.3', '1031.4']);
  });

  test('an order that is named anew is named anew on its jobs', () => {
    const shop = fullCut();
    const model = new FloorModel();
    const faces = new FaceCache();
    lanesOf(shop, eva, model, faces);
    shop.does(eva, { type: 'EditCard', card: cardId('1031'), title: 'Long table' });
    const [first] = lanesOf(shop, eva, model, faces).find(({ lane }) => lane.id === CUT)?.columns[0]?.rows ?? [];
    expect(first).toMatchObject({ key: '1031.1', face: { under: 'Long table' } });
  });

  test('a minute that changes no word changes no card', () => {
    const shop = fullCut();
    shop.now += 3 * HOUR;
    const model = new FloorModel();
    const faces = new FaceCache();
    const column = () => lanesOf(shop, eva, model, faces).find(({ lane }) => lane.id === CUT)?.columns[0];
    const before = column();
    shop.now += 60_000;
    expect(column()).toBe(before);
  });
});

describe('what a drop means', () => {
  test('every lane answers before the card is let go', () => {
    const shop = fullCut();
    shop.does(tom, { type: 'FinishWork', card: cardId('1031.1') });
    const verdicts = verdictsFor(shop.board, cardIn(shop, '1031.1'), context(shop, tom), ENGLISH);
    expect(verdicts.get(CUT)).toEqual({ says: 'home' });
    expect(verdicts.get(FINISH)).toMatchObject({ says: 'yes', words: 'Pull here' });
    expect(verdicts.get(laneId('check'))).toMatchObject({ says: 'no', words: 'Next step is Finish' });
    expect(verdictsFor(shop.board, cardIn(shop, '1031.5'), context(shop, tom), ENGLISH).get(CUT)).toMatchObject({ says: 'no', words: 'Cut is full: 4 of 4' });
  });

  test.each([
    ['onto its next lane: pulls, above the card it was let go on', '1031.1', { lane: FINISH, sub: 'doing' as const, before: null }, { type: 'PullCard', card: '1031.1', lane: FINISH, before: null }],
    ['onto done of its lane: finishes', '1031.2', { lane: CUT, sub: 'done' as const, before: null }, { type: 'FinishWork', card: '1031.2' }],
    ['inside its column: reorders', '1031.4', { lane: CUT, sub: 'doing' as const, before: cardId('1031.2') }, { type: 'ReorderCard', card: '1031.4', before: '1031.2' }],
  ])('%s', (_, card, spot, command) => {
    const shop = fullCut();
    shop.does(tom, { type: 'FinishWork', card: cardId('1031.1') });
    expect(dropOf(shop.board, cardIn(shop, card), spot, context(shop, tom))).toMatchObject({ do: 'issue', command });
  });

  test('let go where it stands: nothing', () => {
    const shop = fullCut();
    expect(dropOf(shop.board, cardIn(shop, '1031.2'), { lane: CUT, sub: 'doing', before: cardId('1031.3') }, context(shop))).toEqual({ do: 'nothing' });
  });

  test('an unconfirmed order on the pool asks for its date; one that may not confirm is told so', () => {
    const shop = new Shop();
    shop.does(eva, { type: 'CreateOrder', title: 'Desk', customer: 'Berg', quantity: 1, bom: [{ title: 'Top', quantity: 1, source: 'make', routing: [{ lane: CUT, hours: 1 }] }] });
    const spot = { lane: laneId('pool'), sub: 'queue' as const, before: null };
    expect(dropOf(shop.board, cardIn(shop, '1031'), spot, context(shop))).toEqual({ do: 'ask', request: { kind: 'confirm', card: '1031' } });
    expect(dropOf(shop.board, cardIn(shop, '1031'), spot, context(shop, tom))).toMatchObject({ do: 'refuse' });
  });
});

describe('filter and search', () => {
  const found = (query: string, shop: Shop) =>
    [...shop.board.cards.values()].filter((card) => fits({ ...NO_FILTER, query }, shop.board, directory, eva.id, shop.now, card)).map(({ id }) => id).toSorted();

  test('number, part, order, customer and person, in any case and order of words', () => {
    const shop = fullCut();
    shop.does(tom, { type: 'AssignCard', card: cardId('1031.2'), assignees: [ida.id] });
    expect(found('1031.3', shop)).toEqual(['1031.3']);
    expect(found('1031·3', shop)).toEqual(['1031.3']);
    expect(found('ida', shop)).toEqual(['1031.2']);
    expect(found('5 PART', shop)).toEqual(['1031.5']);
    expect(found('customer of table', shop)).toHaveLength(7);
    expect(found('walnut', shop)).toEqual([]);
  });

  test('mine, one order, blocked', () => {
    const shop = fullCut();
    shop.released('Bench', 1);
    const count = (filter: Partial<typeof NO_FILTER>) => [...shop.board.cards.values()].filter((card) => fits({ ...NO_FILTER, ...filter }, shop.board, directory, tom.id, shop.now, card)).length;
    shop.does(tom, { type: 'BlockCard', card: cardId('1031.1'), category: 'machine', external: false, text: 'Saw' });
    expect(count({ order: cardId('1032') })).toBe(2);
    expect(count({ flag: 'blocked' })).toBe(1);
    const mine = [...shop.board.cards.values()].filter((card) => card.assignees.includes(tom.id)).length;
    expect(count({ mine: true })).toBe(mine);
  });

  test('the shop in one line', () => {
    const shop = fullCut();
    shop.does(tom, { type: 'BlockCard', card: cardId('1031.1'), category: 'machine', external: false, text: 'Saw' });
    shop.now += 2 * HOUR;
    const line = shopLine(shop.board, lanesOf(shop), shop.now);
    expect(line).toMatchObject({ blocked: 1, oldestBlock: 2 * HOUR, shippedToday: 0 });
    expect([line.orders?.load, line.orders?.capacity, line.jobs?.load, line.jobs?.capacity]).toEqual([1, 10, 4, 24]);
  });

  test('the line of a move that changes nothing of it is the line of before', () => {
    const shop = fullCut();
    const model = new FloorModel();
    const faces = new FaceCache();
    const line = () => model.of({ board: shop.board, directory, me: ida, now: shop.now, words: ENGLISH, faces }).line;
    const before = line();
    shop.does(eva, { type: 'CommentOnCard', card: cardId('1031.1'), text: 'Grain along the edge' });
    expect(line()).toBe(before);
    shop.does(tom, { type: 'BlockCard', card: cardId('1031.1'), category: 'machine', external: false, text: 'Saw' });
    expect(line()).toMatchObject({ blocked: 1 });
    expect(line().slots).toBe(before.slots);
  });
});
