import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberText, readNumber, readOptional } from '../../client/ui/typed-number.ts';

const QUANTITY = { least: 0, above: true, most: 1_000_000 } as const;
const read = (text: string, lang: string) => {
  const got = readNumber(text, QUANTITY, lang);
  return got.ok ? got.value : got.fault;
};
const TAKES = 'A number above 0, at most 1,000,000.';

describe('a number somebody types', () => {
  test.each<[string, string, number]>([
    ['2,5', 'en-US', 2.5], ['2.5', 'en-US', 2.5], ['2,5', 'de', 2.5], ['2.5', 'de', 2.5], [' 3 ', 'en', 3], ['0.004', 'en', 0.004], ['0,004', 'en', 0.004], ['0,004', 'de', 0.004],
    ['1.255', 'en-GB', 1.255], ['1,255', 'de-DE', 1.255], ['1,255', 'fr', 1.255], ['1,000.5', 'en', 1000.5], ['1,000.5', 'de', 1000.5], ['1.000,5', 'en', 1000.5], ['1,000,000', 'de', 1_000_000],
    ['1.000.000', 'en', 1_000_000], ['1 000', 'fr', 1000], ['1\u202f000,25', 'fr', 1000.25], ["1'000", 'de-CH', 1000], ['10,00,000', 'en-IN', 1_000_000], ['1234,567', 'en', 1234.567],
    ['2.50', 'en', 2.5], ['1.5000', 'en', 1.5], ['١٢٫٥', 'ar-EG', 12.5], ['१२', 'hi-u-nu-deva', 12], ['１２', 'ja', 12],
  ])('%s in %s is %d', (text, lang, value) => {
    expect(read(text, lang)).toBe(value);
  });

  test.each<[string, string, string]>([
    ['1,000', 'en-US', '1,000 may mean 1000 or 1. Write the one you mean like that.'],
    ['1,000', 'de', '1,000 may mean 1000 or 1. Write the one you mean like that.'],
    ['1.000', 'en', '1.000 may mean 1000 or 1. Write the one you mean like that.'],
    ['1,255', 'en', '1,255 may mean 1255 or 1.255. Write the one you mean like that.'],
    ['1.255', 'de', '1.255 may mean 1255 or 1,255. Write the one you mean like that.'],
    ['2.500', 'en', '2.500 may mean 2500 or 2.5. Write the one you mean like that.'],
  ])('%s in %s is asked for', (text, lang, fault) => {
    expect(read(text, lang)).toBe(fault);
    for (const way of /mean (\S+) or ([\d.,]*\d)\./.exec(fault)?.slice(1) ?? []) expect(typeof read(way, lang), way).toBe('number');
  });

  test.each(['', ' ', '-1', '+1', '1e3', '.5', '5.', '1,000,5', '1.2.3', '1 00', '½', '2²', 'four', '0', '0.000', '1000001', '1e9', '1000000000', '999,999,999', '0x10', '1_000', 'Infinity', '--'])('%j is refused, with what the field takes', (text) => {
    expect(read(text, 'en')).toBe(TAKES);
  });

  test('finer than the board counts is refused, and never becomes nothing', () => {
    expect(read('0.0000004', 'en')).toBe('At most 3 places behind the point: 0.001 is the smallest.');
    expect(read('1,2345', 'de')).toBe('At most 3 places behind the point: 0.001 is the smallest.');
  });

  test('whole numbers and empty fields', () => {
    const cards = { most: 1_000_000, whole: true } as const;
    expect(readOptional(' ', cards, 'en')).toEqual({ ok: true, value: null });
    expect(readOptional('2.5', cards, 'en')).toEqual({ ok: false, fault: 'A whole number from 0 to 1,000,000.' });
    expect(readOptional('0', cards, 'en')).toEqual({ ok: true, value: 0 });
    expect(readOptional('12', cards, 'en')).toEqual({ ok: true, value: 12 });
  });

  test('whatever is shown in a field is read again as itself, in every language', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000_000 }), fc.constantFrom('en', 'de', 'fr', 'de-CH', 'ar-EG', 'fa', 'hi', 'ja', 'pl', 'pt-BR'), (n, lang) => {
      expect(read(numberText(n / 1_000, lang), lang)).toBe(n / 1_000);
    }));
  });

  test('whatever is typed is refused or has the digits that were typed', () => {
    fc.assert(fc.property(fc.stringMatching(/^[0-9.,' ]{1,12}$/), fc.constantFrom('en', 'de', 'fr'), (text, lang) => {
      const got = readNumber(text, QUANTITY, lang);
      if (got.ok) expect(text.replace(/\D/g, '').replace(/^0+|0+$/g, '')).toContain(String(got.value).replace('.', '').replace(/^0+|0+$/g, ''));
    }));
  });
});
