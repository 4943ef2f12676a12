import { describe, expect, test } from 'vitest';
import type { Violation } from '../../shared/refusals.ts';
import { cardId, laneId } from '../../shared/kernel/ids.ts';
import { sentenceOf } from '../../shared/words/sentences.ts';
import { languageOf, wordsIn } from '../../shared/words/words.ts';
import { DIRECTORY, block, limit, openShop, pull } from '../support/shop/shop.ts';
import { ENGLISH, GERMAN } from '../support/shop/words.ts';

/** What is read, not said: each language takes words of its own. */
const READ = 'parts.paste.kinds';

/** Every text of a catalogue by its path; what speaks about something is left to the compiler and to the sentences below. */
function textsOf(of: unknown, path = ''): [string, string][] {
  if (typeof of === 'string') return [[path, of]];
  if (typeof of !== 'object' || of === null) return [];
  if (path === READ) return [];
  return Object.entries(of).flatMap(([key, value]) => (key === 'f' ? [] : textsOf(value, path ? `${path}.${key}` : key)));
}

/** What is spelled alike in both languages: one word of both, and what stands on the keys. */
const ALIKE = new Set([
  'labels.categories.material',
  'floor.bars.boards', 'floor.bars.live.live',
  'settings.name', 'app.boards.name', 'order.override.limit',
  'palette.keys.names.enter', 'palette.keys.names.esc', 'palette.keys.names.tab',
]);

describe('the catalogues', () => {
  test('every language has the same texts, and German says each in its own words', () => {
    const [english, german] = [new Map(textsOf(ENGLISH)), new Map(textsOf(GERMAN))];
    expect([...german.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    expect([...english].filter(([path, text]) => german.get(path) === text && !ALIKE.has(path))).toEqual([]);
    expect([...english.values(), ...german.values()].filter((text) => text.trim() === '')).toEqual([]);
  });

  test('numbers, plurals and lists are those of the language', () => {
    const cards = (words: typeof ENGLISH, n: number) => words.refusals.lane_holds_cards({ code: 'lane_holds_cards', lane: laneId('cut'), name: 'Cut', cards: n });
    expect([cards(ENGLISH, 1), cards(ENGLISH, 2)]).toEqual(['Cut holds 1 card. Move it on first.', 'Cut holds 2 cards. Move them on first.']);
    expect([cards(GERMAN, 1), cards(GERMAN, 2)]).toEqual(['In Cut steht 1 Karte. Erst weiterbewegen.', 'In Cut stehen 2 Karten. Erst weiterbewegen.']);
    expect([ENGLISH, GERMAN].map(({ f }) => f.amount(1.5))).toEqual(['1.5', '1,5']);
    expect([ENGLISH, GERMAN].map(({ f }) => [f.and(['a', 'b', 'c']), f.or(['a', 'b'])])).toEqual([['a, b and c', 'a or b'], ['a, b und c', 'a oder b']]);
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22].map(ENGLISH.f.ordinal)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '22nd']);
    expect([ENGLISH, GERMAN].map(({ times }) => times.duration(52 * 3_600_000))).toEqual(['2 d 4 h', '2 T 4 h']);
  });

  test('a day is the day of the shop, in its own time zone', () => {
    const late = Date.UTC(2026, 10, 27, 23, 30);
    expect(['UTC', 'Europe/Berlin', 'America/New_York'].map((zone) => wordsIn('en', zone).f.full(late))).toEqual(['Fri 27 Nov 2026, 23:30', 'Sat 28 Nov 2026, 00:30', 'Fri 27 Nov 2026, 18:30']);
    const early: Violation = { code: 'too_early', order: cardId('1041'), authorisedAt: late };
    expect(sentenceOf(early, wordsIn('en', 'Europe/Berlin'))).toBe('Order 1041 is authorised from Sat 28 Nov 2026. To release it earlier, give a reason.');
    expect(sentenceOf(early, wordsIn('de', 'Europe/Berlin'))).toMatch(/^Auftrag 1041 ist ab Sa\.? 28\.? Nov\.? 2026 dran\. /);
  });

  test('a zone that nobody knows is told in UTC', () => {
    expect(wordsIn('en', 'Nordby/Hall 2').f.clock(0)).toBe('00:00');
  });

  test.each([
    [undefined, 'en'], ['', 'en'], ['*', 'en'], ['de', 'de'], ['de-AT,de;q=0.9,en;q=0.5', 'de'], ['fr,de;q=0.3,en;q=0.8', 'en'], ['en;q=0.1, de;q=0.2', 'de'], ['de;q=0, en', 'en'], ['nonsense;;;q=x', 'en'],
  ] as const)('who asks for %j is answered in %s', (accept, language) => {
    expect(languageOf(accept)).toBe(language);
  });
});

describe('German refusals', () => {
  test('a full limit names load, cards with their ages, the oldest and what makes room', () => {
    const { shop } = openShop({ parts: 3, limits: [limit('cut', 1.5, { name: 'Zuschnitt', unit: 'hours' })] });
    shop.must(pull('1.1', 'cut', { override: { reason: 'der Kunde wartet hier' } }));
    shop.must(block('1.1', 'kein Draht'));
    const [violation] = shop.violations(pull('1.2', 'cut'));
    expect(sentenceOf(violation as Violation, GERMAN, DIRECTORY)).toBe(
      'Zuschnitt ist 2/1,5 h (0,5 h darüber): 1·1 (2 min). Mit dieser Karte kämen 2 h dazu. Die älteste ist blockiert: kein Draht. Die Karte ist größer als das ganze Limit und kommt hinein, wenn sonst nichts da ist. Blockade von 1·1 lösen: kein Draht.');
  });

  test.each<[Violation, string, string]>([
    [{ code: 'illegal_transition', card: cardId('1041.3'), from: { is: 'kit' }, to: { is: 'lane', name: 'QC' }, expected: null }, '1041·3 cannot go from the kit to QC.', '1041·3 kann nicht aus dem Teilesatz nach QC.'],
    [{ code: 'not_allowed', command: 'ShipOrder', roles: ['shipping', 'manager'] }, 'Only shipping or a manager may ship an order.', 'Nur Versand oder Betriebsleitung darf einen Auftrag versenden.'],
    [{ code: 'reason_required', for: 'override', atLeast: 10 }, 'A reason is required for an override: at least 10 characters.', 'Über das Limit braucht einen Grund: mindestens 10 Zeichen.'],
    [{ code: 'already', what: { is: 'queued', card: cardId('1041.3'), lane: 'Paint' } }, '1041·3 waits at Paint already.', '1041·3 wartet schon bei Paint.'],
    [{ code: 'board_incomplete', why: { is: 'role_count', role: 'pool', has: 2 } }, 'The board cannot be set up like this: it has 2 lanes with the role pool, and one is the most.', 'Das Board geht so nicht. Es hat 2 Spalten für Auftragspool, und eine ist das Höchste.'],
    [{ code: 'stale', card: cardId('1041'), seen: 1, now: 2, by: 'person:Rune', did: { is: 'moved', to: 'Paint' }, age: 180_000, where: { is: 'lane', name: 'Paint', done: false } }, '1041 was not as you saw it: Rune moved it to Paint 3 min ago. It is in Paint now: go on from there.', '1041 war nicht mehr wie gesehen: Rune hat sie vor 3 min nach Paint bewegt. Jetzt steht sie in Paint: von dort weiter.'],
    [{ code: 'kit_incomplete', order: cardId('1041'), done: 1, of: 2, missing: [{ job: cardId('1041.3'), title: 'Leg', state: 'started', lane: 'Cut', blocked: true }] }, 'The kit of 1041 is 1/2. Missing: 1041·3 Leg in Cut, blocked. Assembly starts with the full kit.', 'Der Teilesatz von 1041 ist 1/2. Es fehlt: 1041·3 Leg in Cut, blockiert. Die Montage beginnt mit dem ganzen Satz.'],
  ])('%o', (violation, english, german) => {
    expect([ENGLISH, GERMAN].map((words) => sentenceOf(violation, words))).toEqual([english, german]);
  });
});

describe('the time zone is a policy of the board', () => {
  test('a new board has the zone it is given, else UTC, and it can be changed', () => {
    const { shop } = openShop();
    expect(shop.board.policies.timeZone).toBe('UTC');
    shop.must({ type: 'SetPolicies', policies: { timeZone: 'Europe/Berlin' } });
    expect(shop.board.policies).toMatchObject({ timeZone: 'Europe/Berlin', undoSeconds: 60 });
    expect(openShop({ policies: { timeZone: 'Asia/Tokyo' } }).shop.board.policies.timeZone).toBe('Asia/Tokyo');
  });
});
