import { describe, expect, test } from 'vitest';
import { cardId } from '../../shared/kernel/ids.ts';
import { ENGLISH } from '../support/shop/words.ts';
import { sentence } from '../../shared/words/sentences.ts';
import { apart, asLine, asText, isSeen, isolated, sameName, searchable, wordsOf } from '../../shared/kernel/writing.ts';
import { parseCommand } from '../../shared/protocol/parse.ts';
import { lane, openShop } from '../support/shop/shop.ts';
import { told } from '../support/shop/words.ts';

const finds = (text: string, query: string): boolean => wordsOf(query).every((word) => searchable(text).includes(word));

describe('what passes a door', () => {
  test.each([
    ['a\u202Egnp.exe', 'agnp.exe'], ['\u2066Cut\u2069\u200F', 'Cut'], ['Cut\u00AD\u200B', 'Cut'], ['  Oak \u00A0\n table\u2028top ', 'Oak table top'], ['Ma\u0308rz', 'März'],
    ['می\u200Cخواهم', 'می\u200Cخواهم'], ['👩\u200D🔧 ❤️', '👩\u200D🔧 ❤️'], ['\u{E0041}x', 'x'],
  ])('a line: %j', (given, taken) => expect(asLine(given)).toBe(taken));

  test('a text keeps its lines', () => expect(asText(' one\r\n\ttwo\u2029three\u202E ')).toBe('one\r\n\ttwo\nthree'));

  test.each(['', ' ', '\u200B', '\u00AD', '\u3164', '\u115F\u1160', '\uFFA0', '\u2800', '\u200D', '\uFE0F', '\u{E0020}', '\u00A0\u2003\u3000'])('a name of %j is none', (name) => {
    expect(isSeen(name)).toBe(false);
    expect(parseCommand({ type: 'AddLane', lane: { name, kind: 'work', holds: 'job' } }).ok).toBe(false);
    expect(parseCommand({ type: 'EditCard', card: '1', title: name }).ok).toBe(false);
    expect(parseCommand({ type: 'CommentOnCard', card: '1', text: name }).ok).toBe(false);
  });

  test.each(['\u0000', '\u001B[31m', '\u0085', '\uD800', 'a\uFFFDb'])('%j is refused', (text) => {
    expect(told(parseCommand({ type: 'CommentOnCard', card: '1', text }))).toMatchObject([{ message: expect.stringMatching(/control characters|broken/) }]);
  });

  test('a command is taken without what turns words around', () => {
    expect(parseCommand({ type: 'EditCard', card: '1', title: '\u202EsselchaS\u202C\u200B' })).toEqual({ ok: true, command: { type: 'EditCard', card: '1', title: 'sselchaS' } });
  });

  test('two lanes that look alike are one name; an accent makes another', () => {
    const { shop } = openShop();
    const add = (name: string) => ({ type: 'AddLane', lane: { name, kind: 'work', holds: 'job' } }) as const;
    for (const name of ['CUT', 'Cut\u200B', 'Ｃｕｔ', ' cut ']) expect(shop.codes(add(name))).toEqual(['name_taken']);
    shop.must(add('Säge'));
    shop.must(add('Sage'));
    expect(sameName('Sa\u0308ge', 'SÄGE')).toBe(true);
  });
});

describe('a search', () => {
  test.each([
    ['Große Straße', 'GROSSE strasse'], ['Bügel', 'bugel'], ['Bügel', 'buegel'], ['Blåbær', 'blabaer'], ['Blåbær', 'blaabaer'], ['Ørsted', 'orsted'], ['Ørsted', 'oersted'], ['Łódź', 'lodz'], ['Đặng', 'dang'],
    ['Þórður', 'thordur'], ['IŞIK İstanbul', 'isik istanbul'], ['ışık', 'ISIK'], ['œuvre ﬁne', 'OEUVRE fine'], ['ΟΔΟΣ', 'οδος'], ['οδός', 'ΟΔΟΣ'], ['Ёлка', 'елка'], ['שׁוּלְחָן', 'שולחן'], ['كِتَاب', 'كتاب'], ['أحمد', 'احمد'],
    ['طلب ١٠٤١', '1041'], ['１０４１', '1041'], ['1041.3', '1041·3'], ['2×4', '2x4'], ['T‑nut', 't-nut'], ['カﾞラス', 'ガラス'],
  ])('finds %j by %j', (text, query) => expect(finds(text, query)).toBe(true));

  test.each([['ガラス', 'カラス'], ['Oak', 'oaks'], ['1041', '1042']])('does not find %j by %j', (text, query) => expect(finds(text, query)).toBe(false));

  test('goes through 100 KB of anything in a moment’s work', () => {
    for (const part of ['a\u0301', 'ﷺ', '\u202E', 'ß']) expect(searchable(part.repeat(25_000)).length).toBeLessThan(3_000_000);
  });
});

describe('somebody’s words inside a sentence', () => {
  test('are set apart where they run from right to left, and otherwise as they were', () => {
    expect(isolated('שולחן (1)')).toBe('\u2068שולחן (1)\u2069');
    expect(isolated('Łódź 日本')).toBe('Łódź 日本');
    expect(isolated('a\u202Eb\u2069')).toBe('ab');
    expect(apart({ name: 'קאט', of: [1, 'ab'], none: null })).toEqual({ name: '\u2068קאט\u2069', of: [1, 'ab'], none: null });
  });

  test('of a refusal, whoever asks it', () => {
    const { shop } = openShop();
    shop.must({ type: 'EditLane', lane: lane('cut'), name: 'חיתוך' });
    shop.must({ type: 'PullCard', card: cardId('1.1'), lane: lane('cut') });
    expect(shop.says({ type: 'PullCard', card: cardId('1.1'), lane: lane('weld') })).toContain('in \u2068חיתוך\u2069.');
    expect(sentence({ command: 'AddLane', card: null, violations: [{ code: 'name_taken', name: 'لحام 2' }] }, ENGLISH)).toBe('There is a lane called \u2068لحام 2\u2069 already. Choose another name.');
  });
});
