import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDay } from '../../client/ui/typed-day.ts';

/** A Monday. */
const NOW = new Date(2026, 10, 30, 9).getTime();
const read = (text: string, lang: string, now = NOW) => {
  const got = readDay(text, now, lang);
  return got.ok ? got.day : got.fault;
};

describe('a day somebody types', () => {
  test.each<[string, string, string]>([
    ['15.12.2026', 'en-US', '2026-12-15'], ['15.12.2026', 'de', '2026-12-15'], ['15.12.26', 'de', '2026-12-15'], ['15.12.', 'de', '2026-12-15'], ['15. 12. 2026', 'cs', '2026-12-15'],
    ['20.12', 'en', '2026-12-20'], ['20.12', 'de', '2026-12-20'], ['2.1.', 'de', '2027-01-02'], ['15/12/2026', 'en-US', '2026-12-15'], ['12/15/2026', 'de', '2026-12-15'],
    ['3/4/2027', 'en-US', '2027-03-04'], ['3/4/2027', 'en-GB', '2027-04-03'], ['3/4/2027', 'de-DE', '2027-04-03'], ['3/4/2027', 'fr', '2027-04-03'], ['3.4.2027', 'de', '2027-04-03'], ['3-4-2027', 'nl', '2027-04-03'],
    ['5/5/2027', 'en', '2027-05-05'], ['2026-12-15', 'en', '2026-12-15'], ['2026/12/15', 'ja', '2026-12-15'], ['2026.12.15.', 'hu', '2026-12-15'], ['2026年12月15日', 'ja', '2026-12-15'], ['2026년 12월 15일', 'ko', '2026-12-15'],
    ['today', 'en', '2026-11-30'], ['Tomorrow', 'en', '2026-12-01'], ['morgen', 'de', '2026-12-01'], ['Heute', 'de', '2026-11-30'], ['übermorgen', 'de', '2026-12-02'], ['demain', 'fr', '2026-12-01'], ['mañana', 'es', '2026-12-01'],
    ['tomorrow', 'de', '2026-12-01'], ['in 3 days', 'en', '2026-12-03'], ['in 2 Wochen', 'de', '2026-12-14'], ['Tue 15 Dec 2026', 'fr', '2026-12-15'], ['15. Dezember 2026', 'de', '2026-12-15'], ['Dec 15, 2026', 'en', '2026-12-15'],
    ['December 15th', 'en', '2026-12-15'], ['15 de diciembre de 2026', 'es', '2026-12-15'], ['15 déc. 2026', 'fr', '2026-12-15'], ['15 dec 2026', 'de', '2026-12-15'], ['mardi 15 décembre', 'fr', '2026-12-15'],
    ['Friday', 'en', '2026-12-04'], ['Freitag', 'de', '2026-12-04'], ['Sun', 'en', '2026-12-06'], ['29.2.2028', 'de', '2028-02-29'], ['١٥/١٢/٢٠٢٦', 'ar-EG', '2026-12-15'],
  ])('%s in %s is %s', (text, lang, day) => {
    expect(read(text, lang)).toBe(day);
  });

  test.each<[string, string, string]>([
    ['3/4/2027', 'en', '3/4/2027 may be 3 April or 4 March. Write the month as a word.'],
    ['3.4.2027', 'en-US', '3.4.2027 may be 3 April or 4 March. Write the month as a word.'],
    ['3/4/2027', 'sv', '3/4/2027 may be 3 April or 4 March. Write the month as a word.'],
    ['3/4', 'en', '3/4 may be 3 April or 4 March. Write the month as a word.'],
    ['31.2.2027', 'de', 'There is no such day. A day like 15 Dec 2026, 15.12.2026, 2026-12-15 or tomorrow.'],
    ['2027-02-29', 'en-US', 'There is no such day. A day like 15 Dec 2026, 12/15/2026, 2026-12-15 or tomorrow.'],
    ['15.12.2569', 'th', 'The year 2569 is too far away. A day like 15 Dec 2026, 15.12.2026, 2026-12-15 or tomorrow.'],
    ['20.11.', 'de', '20 November has passed this year. Write the year too. A day like 15 Dec 2026, 15.12.2026, 2026-12-15 or tomorrow.'],
    ['Mon 15 Dec 2026', 'en', '15 December 2026 is no Mon. A day like 15 Dec 2026, 15.12.2026, 2026-12-15 or tomorrow.'],
    ['Monday', 'en-GB', 'Today is one too. A day like 15 Dec 2026, 15.12.2026, 2026-12-15 or tomorrow.'],
    ['26-12-15', 'en-GB', 'Write the year of 26-12-15 in full. A day like 15 Dec 2026, 15.12.2026, 2026-12-15 or tomorrow.'],
    ['29.2.', 'de', 'Write the year of 29 February too. A day like 15 Dec 2026, 15.12.2026, 2026-12-15 or tomorrow.'],
  ])('%s in %s is refused, with the reason', (text, lang, fault) => {
    expect(read(text, lang)).toBe(fault);
  });

  test.each(['', '12', '2026', 'December', 'next Friday', 'soon', '15 Dec 26', '15.12.20261', '1.2.3.4', '15 16 Dec', '20261215', '15:12', 'Dec', 'in a while', '0.0.2026', '2026-13-01'])('%j is no day', (text) => {
    expect(readDay(text, NOW, 'en-GB')).toMatchObject({ ok: false, fault: expect.stringContaining('A day like 15 Dec 2026') as string });
  });

  test('a day that is read is the one in the figures, whatever the language', () => {
    const langs = ['en', 'en-US', 'en-GB', 'de', 'fr', 'sv', 'ja', 'ar-EG', 'th', 'fa', 'hu'];
    fc.assert(fc.property(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2027, max: 2099 }), fc.constantFrom(...langs), fc.constantFrom('.', '/', '-'), (day, month, year, lang, mark) => {
      const got = readDay(`${day}${mark}${month}${mark}${year}`, NOW, lang);
      if (!got.ok) return;
      const [y, ...rest] = got.day.split('-').map(Number);
      expect(y).toBe(year);
      expect(rest.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([day, month].toSorted((a, b) => a - b));
      if (day !== month && day <= 12) expect(rest, lang).toEqual(lang === 'en-US' ? [day, month] : [month, day]);
    }));
  });
});
