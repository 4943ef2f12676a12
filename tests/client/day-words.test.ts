import { afterEach, describe, expect, test } from 'vitest';
import { dueWords } from '../../client/floor/dates.ts';
import { dayInFull, dayMonthWords, dayWords, endOfWorkingDay, whenWords } from '../../client/words/day-words.ts';
import { browserZone, inZone } from '../../client/words/words-now.ts';
import { readDay } from '../../client/ui/typed-day.ts';

const at = (year: number, month: number, day: number, hour = 16): number => new Date(year, month - 1, day, hour).getTime();
const NOW = at(2026, 11, 30, 9);

describe('a day of another year says so', () => {
  test('on a card, in its panel, in a story', () => {
    expect([dueWords(at(2026, 12, 18), NOW), dueWords(at(2027, 1, 8), NOW), dueWords(at(2025, 12, 18), NOW)]).toEqual(['18 Dec', '8 Jan 2027', '18 Dec 2025']);
    expect([dayWords(at(2026, 12, 18), NOW), dayWords(at(2027, 1, 8), NOW)]).toEqual(['Fri 18 Dec', 'Fri 8 Jan 2027']);
    expect([dayMonthWords(at(2026, 12, 18), NOW), dayMonthWords(at(2027, 1, 8), NOW)]).toEqual(['18 Dec', '8 Jan 2027']);
    expect([whenWords(at(2026, 11, 18), NOW), whenWords(at(2025, 11, 18), NOW)]).toEqual(['18 Nov', '18 Nov 2025']);
  });

  test('on the last days of a year the next days have their weekday, and no year is needed', () => {
    expect(dueWords(at(2027, 1, 1), at(2026, 12, 31, 9))).toBe('Fri 1');
  });

  test('what a field shows is read again as the same day, in every language', () => {
    for (let n = 0; n < 800; n += 1) {
      const text = dayInFull(at(2026, 12, 1 + n));
      for (const lang of ['en', 'en-US', 'de', 'fr', 'tr', 'ja', 'ar-EG']) {
        const read = readDay(text, NOW, lang);
        expect(read.ok && endOfWorkingDay(read.day), `${text} in ${lang}`).toBe(at(2026, 12, 1 + n));
      }
    }
  });
});

describe('a shop in another time zone than this browser', () => {
  afterEach(() => inZone(browserZone()));

  test.each([
    ['Asia/Tokyo', Date.UTC(2026, 10, 27, 7), 'Sat 28 Nov 2026', '2026-11-28'],
    ['America/Los_Angeles', Date.UTC(2026, 10, 28, 0), 'Fri 27 Nov 2026', '2026-11-27'],
  ])('%s: a typed day is 16:00 there, and every word for it is that day', (zone, promised, inTheNight, today) => {
    inZone(zone);
    expect(endOfWorkingDay('2026-11-27')).toBe(promised);
    expect([dayInFull(promised), dayWords(promised, promised), dueWords(promised, promised)]).toEqual(['Fri 27 Nov 2026', 'Fri 27 Nov', 'Today']);
    const night = Date.UTC(2026, 10, 27, 20);
    expect(dayInFull(night)).toBe(inTheNight);
    expect(readDay('today', night, 'en')).toEqual({ ok: true, day: today });
  });
});
