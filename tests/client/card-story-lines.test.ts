import { describe, expect, test } from 'vitest';
import * as told from '../../client/card/story-lines.ts';
import type { Event, EventType } from '../../shared/events.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import { boardId, cardId, commandId, laneId, limitId, personId } from '../../shared/kernel/ids.ts';
import type { Names } from '../../shared/words/story.ts';
import { furnitureShop } from '../../shared/templates/furniture.ts';
import { type Board, emptyBoard } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import { Table } from '../../shared/kernel/table.ts';
import { Ids } from '../../shared/kernel/given-ids.ts';
import { newLane } from '../../shared/board/lane-fields.ts';
import { newLimit } from '../../shared/limits/limit-fields.ts';
import { DEFAULT_POLICIES } from '../../shared/board/policies.ts';
import { decodeCommit } from '../../server/log/encode-commit.ts';
import { namesFor } from '../../client/card/story.tsx';
import type { Person } from '../../shared/people/directory.ts';
import { former } from '../../shared/people/former.ts';
import { calledIn } from '../../shared/words/actor-name.ts';
import { randomLog } from '../support/shop/random-log.ts';
import { ENGLISH, GERMAN } from '../support/shop/words.ts';

const lineOf = (event: Event, texts: Readonly<Record<string, string>>, called: Names) => told.lineOf(event, texts, called, ENGLISH);
const linesOf = (board: Board, commit: WireCommit, card: CardId, called: Names) => told.linesOf(board, commit, card, called, ENGLISH);

const order = cardId('1041');
const job = cardId('1041.3');
const cut = laneId('cut');
const shop = furnitureShop();
const lanes = shop.lanes.map((lane) => newLane(lane, new Ids()));
const limits = shop.limits.map((limit) => newLimit(limit, new Ids()));
const lane = lanes.find(({ id }) => id === cut) as (typeof lanes)[number];
const limit = limits.find(({ id }) => id === 'cut') as (typeof limits)[number];
const above = [{ limit: limitId('cut'), kind: 'override' as const }];

const names: Names = {
  person: (id) => (id === 'rune' ? 'Rune' : id), supplier: (id) => id, lane: (id) => lanes.find((one) => one.id === id)?.name ?? id, step: (_, step) => ['Cut', 'Finish'][step] ?? '',
  limit: (id) => limits.find((one) => one.id === id)?.name ?? id, item: (id) => id, of: order,
};

/** One of each: the compiler asks for the event that is missing here. */
const ONE_OF_EACH: { readonly [T in EventType]: Extract<Event, { type: T }> } = {
  BoardCreated: { type: 'BoardCreated', name: 'Nordby', lanes, limits, policies: DEFAULT_POLICIES, firstNumber: 1031 },
  LaneAdded: { type: 'LaneAdded', lane, before: null },
  LaneEdited: { type: 'LaneEdited', lane: cut, changes: { name: 'Saw' } },
  LaneMoved: { type: 'LaneMoved', lane: cut, before: laneId('finish') },
  LaneRemoved: { type: 'LaneRemoved', lane: cut, limits: [] },
  LimitSet: { type: 'LimitSet', limit, reason: 'words' },
  LimitRemoved: { type: 'LimitRemoved', limit: limitId('cut'), reason: null },
  PoliciesSet: { type: 'PoliciesSet', policies: { undoSeconds: 30 } },
  OrderCreated: { type: 'OrderCreated', order, title: 'Table', customer: 'words', quantity: 1, unit: '×', class: 'standard', requestedAt: null, routing: [], lane: laneId('enquiries'), jobs: [] },
  BomRevised: { type: 'BomRevised', order, class: 'standard', jobs: [], dropped: [] },
  OrderConfirmed: { type: 'OrderConfirmed', order, promisedAt: 1_770_000_000_000, lane: laneId('pool') },
  PlanChanged: { type: 'PlanChanged', order, plan: { titles: [], loads: [] } },
  OrderReleased: { type: 'OrderReleased', order, jobs: [{ id: job, title: 'Leg', quantity: 4, unit: '×', source: 'make', supplier: null, routing: [], class: 'standard', version: 1 }], lane: laneId('kits'), jobsLane: laneId('ready'), before: null, early: 'words', exceptions: [] },
  OrderClosed: { type: 'OrderClosed', order, jobs: [job] },
  CardPulled: { type: 'CardPulled', card: job, step: 0, before: null, exceptions: above },
  WorkFinished: { type: 'WorkFinished', card: job },
  InspectionPassed: { type: 'InspectionPassed', card: job },
  ConcessionGranted: { type: 'ConcessionGranted', card: order, reason: 'words' },
  JobCompleted: { type: 'JobCompleted', card: job, order, quantity: 2 },
  OrderKitted: { type: 'OrderKitted', order },
  CardReturned: { type: 'CardReturned', card: job, from: 1, step: 0, category: 'quality', reason: 'words', exceptions: [] },
  OrderShipped: { type: 'OrderShipped', order, lane: laneId('shipped'), carrier: 'words', reference: null },
  CardBlocked: { type: 'CardBlocked', card: job, blocker: 1, category: 'material', external: true, text: 'words' },
  CardUnblocked: { type: 'CardUnblocked', card: job, blocker: 1, resolution: 'words' },
  CardReordered: { type: 'CardReordered', card: job, before: null },
  CardQueued: { type: 'CardQueued', card: job, lane: cut },
  CardLeftQueue: { type: 'CardLeftQueue', card: job },
  CommentAdded: { type: 'CommentAdded', card: job, text: 'words' },
  CardAssigned: { type: 'CardAssigned', card: job, assignees: [personId('rune')], exceptions: [] },
  ClassSet: { type: 'ClassSet', card: job, class: 'expedite', reason: 'words', exceptions: [] },
  CardEdited: { type: 'CardEdited', card: job, quantity: 3, routing: [{ lane: cut, hours: 2 }], exceptions: [] },
  CheckTicked: { type: 'CheckTicked', card: job, item: 'measured', done: true },
  MoveUndone: { type: 'MoveUndone', card: job, undoes: 7, cards: [{ card: job, version: 3, place: { lane: cut, sub: 'doing' }, step: 0, above: null, ahead: null }], exceptions: [] },
  WipOverridden: { type: 'WipOverridden', card: job, lane: cut, limits: [{ limit: limitId('cut'), before: 4, after: 5, capacity: 4 }], reason: 'words' },
  PullSignalled: { type: 'PullSignalled', signals: [{ limit: limitId('cut'), load: 3, capacity: 4, called: job }] },
};
const TEXTS = { words: 'no stain until Friday' };

describe('a story in sentences', () => {
  test.each(Object.values(ONE_OF_EACH))('$type has its line, without ids, references or holes', (event) => {
    const { text } = lineOf(event, TEXTS, names);
    expect(text.length).toBeGreaterThan(3);
    expect(text).not.toMatch(/undefined|null|NaN|\bwords\b|1041\.3|\[object/);
    expect(text).not.toMatch(/[.\s]$/);
  });

  test('what a person wrote is in it, and so is what stands above a limit', () => {
    expect(lineOf(ONE_OF_EACH.CardBlocked, TEXTS, names).text).toBe('blocked 1041·3 (material, from outside): no stain until Friday');
    expect(lineOf(ONE_OF_EACH.CardPulled, TEXTS, names)).toEqual({ text: 'pulled 1041·3 into Cut, above the limit of Cut', tone: 'warn' });
    expect(lineOf(ONE_OF_EACH.CardReturned, TEXTS, names).text).toBe('returned 1041·3 from Finish to Cut (quality): no stain until Friday');
    expect(lineOf(ONE_OF_EACH.WipOverridden, TEXTS, names).text).toBe('overrode Cut (4 to 5, limit 4): no stain until Friday');
  });

  test('in its own story a card is not named again', () => {
    expect(lineOf(ONE_OF_EACH.WorkFinished, TEXTS, { ...names, of: job }).text).toBe('finished it');
    expect(lineOf(ONE_OF_EACH.CommentAdded, TEXTS, { ...names, of: job }).text).toBe('said: no stain until Friday');
  });

  test("erased words leave a sentence that is whole", () => {
    expect(lineOf(ONE_OF_EACH.CardBlocked, {}, names).text).toBe('blocked 1041·3 (material, from outside)');
    const gone = { words: '' };
    expect(lineOf(ONE_OF_EACH.CardBlocked, gone, names).text).toBe('blocked 1041·3 (material, from outside): (erased)');
    expect(lineOf(ONE_OF_EACH.CommentAdded, gone, { ...names, of: job }).text).toBe('said: (erased)');
    expect(lineOf(ONE_OF_EACH.OrderCreated, gone, names).text).toMatch(/^entered the order for \(erased\),/);
    expect(lineOf(ONE_OF_EACH.OrderShipped, gone, names).text).toBe('shipped the order with (erased)');
  });

  test("a job's story leaves out its sisters, an order's has them all", () => {
    const jobs = [job, cardId('1041.1')].map((id) => ({ id, kind: 'job', order }));
    const board = { ...emptyBoard(boardId('nordby')), cards: Table.of([{ id: order, kind: 'order' }, ...jobs, { id: cardId('1042.1'), kind: 'job', order: cardId('1042') }] as Card[]) };
    const commit = {
      seq: 9, at: 1, actor: 'person:rune' as const, command: commandId('command-9'), kind: 'PullCard' as const, texts: TEXTS,
      events: [ONE_OF_EACH.WorkFinished, { ...ONE_OF_EACH.WorkFinished, card: cardId('1041.1') }, { ...ONE_OF_EACH.WorkFinished, card: cardId('1042.1') }, ONE_OF_EACH.OrderKitted, ONE_OF_EACH.PullSignalled],
    };
    expect(linesOf(board, commit, job, { ...names, of: job }).map(({ who, text }) => `${who} ${text}`)).toEqual(['Rune finished it', 'Rune made the kit complete']);
    expect(linesOf(board, commit, order, names).map(({ text }) => text)).toEqual(['finished 1041·3', 'finished 1041·1', 'made the kit complete']);
  });
});

/** Little words that English sentences cannot do without and German ones do not know. */
const ENGLISH_WORDS = /\b(the|of|to|it|into|from|with|above|put|made|took|and|changed|returned|order|lane)\b/i;

describe('a story in German', () => {
  const german = (event: Event, texts: Readonly<Record<string, string>>, called: Names) => told.lineOf(event, texts, called, GERMAN).text;

  test.each(Object.values(ONE_OF_EACH))('$type has its line, without ids, references, holes or English', (event) => {
    const text = german(event, { words: 'bis Freitag keine Beize' }, { ...names, limit: () => 'Zuschnitt', lane: () => 'Zuschnitt', step: () => 'Zuschnitt' });
    expect(text.length).toBeGreaterThan(3);
    expect(text).not.toMatch(/undefined|null|NaN|\bwords\b|1041\.3|\[object/);
    expect(text).not.toMatch(/[.\s]$/);
    expect(text).not.toMatch(ENGLISH_WORDS);
  });

  test('words stand where German has them, and days and numbers as it writes them', () => {
    expect(german(ONE_OF_EACH.CardPulled, TEXTS, names)).toBe('hat 1041·3 nach Cut gezogen, über dem Limit von Cut');
    expect(german(ONE_OF_EACH.CardReturned, TEXTS, { ...names, of: job })).toBe('hat die Karte von Finish nach Cut zurückgegeben (Qualität): no stain until Friday');
    expect(german(ONE_OF_EACH.OrderConfirmed, TEXTS, names)).toBe('hat den Auftrag zum Mo. 2. Feb. 2026 bestätigt');
    expect(german({ ...ONE_OF_EACH.CardEdited, quantity: 1.5 }, TEXTS, names)).toBe('hat bei 1041·3 die Menge auf 1,5 und die Stunden (Cut 2) geändert');
    expect(german(ONE_OF_EACH.CommentAdded, { words: '' }, names)).toBe('zu 1041·3: (gelöscht)');
  });

  test('a whole log is told: no line has a hole or says in German what it says in English', () => {
    const { commits } = randomLog(16, 400);
    const plain: Names = { person: () => 'Otto', supplier: () => 'Hansen', lane: () => 'Zuschnitt', step: () => 'Zuschnitt', limit: () => 'Zuschnitt', item: () => 'gemessen', of: null };
    const types = new Set<string>();
    for (const { events, texts } of commits.map(decodeCommit)) {
      for (const event of events) {
        types.add(event.type);
        const text = german(event, texts, plain);
        expect(text, event.type).not.toMatch(/undefined|null|NaN|\[object/);
        expect(text, event.type).not.toBe(told.lineOf(event, texts, plain, ENGLISH).text);
      }
    }
    expect(types.size).toBeGreaterThan(20);
  });
});

test('whoever was erased is named in the language of the reader', () => {
  const ada: Person = { id: personId('ada'), name: 'Ada Berg', initials: 'AB', colour: 1, roles: ['operator'] };
  const directory = (person: Person) => ({ people: { [person.id]: person }, suppliers: {} });
  const board = emptyBoard(boardId('nordby'));
  expect(namesFor(board, directory(ada), null, ENGLISH).person(ada.id)).toBe('Ada');
  expect(namesFor(board, directory(former(ada)), null, ENGLISH).person(ada.id)).toBe('Former colleague');
  expect(namesFor(board, directory(former(ada)), null, GERMAN).person(ada.id)).toBe('Jemand von früher');
  expect(calledIn(GERMAN, directory(former(ada))).person(ada.id)).toBe('Jemand von früher');
});
