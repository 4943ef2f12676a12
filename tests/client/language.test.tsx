import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pagesFor } from '../../client/app/pages.ts';
import { Rail } from '../../client/app/rail.tsx';
import { chooseLanguage, speakTo } from '../../client/ui/language-choice.ts';
import { readDay } from '../../client/ui/typed-day.ts';
import { numberText, readNumber } from '../../client/ui/typed-number.ts';
import { browserLanguage, currentWords, localeNow, speak } from '../../client/words/words-now.ts';

const browser = (languages: readonly string[]): void => void Object.defineProperty(navigator, 'languages', { value: languages, configurable: true });

beforeEach(() => {
  localStorage.clear();
  browser(['en-US', 'en']);
  speak('en');
});
afterEach(() => {
  browser(['en-US', 'en']);
  speak('en');
});

test.each([
  [['de-AT', 'en'], 'de'], [['fr-FR', 'de'], 'de'], [['fr-FR'], 'en'], [['en-GB', 'de'], 'en'], [[], 'en'],
] as const)('a browser that asks for %j is spoken to in %s', (languages, language) => {
  browser(languages);
  expect(browserLanguage()).toBe(language);
});

test('each person has their own language in this browser, and its own where they chose none', () => {
  browser(['de-CH', 'en']);
  speakTo('mara');
  expect(currentWords().f.language).toBe('de');
  chooseLanguage('mara', 'en');
  expect([currentWords().f.language, document.documentElement.lang]).toEqual(['en', 'en']);
  speakTo('paul');
  expect([currentWords().f.language, document.documentElement.lang]).toEqual(['de', 'de']);
  speakTo('mara');
  expect(currentWords().f.language).toBe('en');
});

test('a change in the rail is there at once, without another page', () => {
  render(<Rail pages={pagesFor(null)} screen="floor" onGo={() => {}} onLanguage={(language) => chooseLanguage('mara', language)} />);
  expect(screen.getByRole('navigation', { name: 'Pages' }).textContent).toContain('EN');
  fireEvent.click(screen.getByRole('button', { name: 'Language: English. Change' }));
  const rows = screen.getAllByRole('menuitemradio');
  expect(rows.map((row) => [row.textContent, row.getAttribute('aria-checked')])).toEqual([['English', 'true'], ['Deutsch', 'false']]);
  fireEvent.click(rows[1] as HTMLElement);
  expect(screen.getByRole('navigation', { name: 'Seiten' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Board einstellen' })).toBeTruthy();
});

test('numbers and days are read as the language of the words writes them, with the browser’s country', () => {
  expect([localeNow(), numberText(1.5)]).toEqual(['en-US', '1.5']);
  chooseLanguage('mara', 'de');
  expect([localeNow(), numberText(1.5)]).toEqual(['de-DE', '1,5']);
  expect(readNumber('2.000', { most: 10_000 })).toEqual({ ok: false, fault: '2.000 kann 2000 oder 2 sein. Die gemeinte so schreiben.' });
  expect(readNumber('viel', { most: 10_000, whole: true })).toEqual({ ok: false, fault: 'Eine ganze Zahl von 0 bis 10.000.' });
  const now = Date.UTC(2026, 10, 27, 9);
  expect(readDay('Di. 15. Dez. 2026', now)).toEqual({ ok: true, day: '2026-12-15' });
  expect(readDay('morgen', now)).toEqual({ ok: true, day: '2026-11-28' });
  expect(readDay('31.2.2027', now)).toEqual({ ok: false, fault: 'Diesen Tag gibt es nicht. Ein Tag wie 15. Dez. 2026, 15.12.2026, 2026-12-15 oder morgen.' });
  browser(['de-AT']);
  expect(localeNow()).toBe('de-AT');
  // A draft outlives the change: what stands in it in German is read by an English screen.
  chooseLanguage('mara', 'en');
  expect(readDay('Di. 15. Dez. 2026', now)).toEqual({ ok: true, day: '2026-12-15' });
  // Who is spoken to in English for want of words still writes figures as at home.
  browser(['fr-FR']);
  expect(localeNow()).toBe('fr-FR');
});
