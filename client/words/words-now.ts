import { LANGUAGES } from '../../shared/words/format.ts';
import type { Language } from '../../shared/words/format.ts';
import { languageOf, wordsIn } from '../../shared/words/words.ts';
import type { Words } from '../../shared/words/words.ts';

/** The words of this browser: its language, in the time zone of the board that is open. */

/** What the browser asks for, the dearest first. */
const asked = (): readonly string[] => (typeof navigator === 'undefined' ? [] : navigator.languages ?? [navigator.language ?? '']);
export const browserLanguage = (): Language => languageOf(asked().map((tag, at) => `${tag};q=${Math.max(0.1, 1 - at / 10)}`).join(','));
export const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

let language: Language = browserLanguage();
/** Before a board is open, days are this browser's. */
let zone = browserZone();
let words: Words = wordsIn(language, zone);
const listeners = new Set<() => void>();

/** For what runs outside of a component; a component asks `useWords`, so that it is drawn again in another language. */
export const currentWords = (): Words => words;

function change(): void {
  words = wordsIn(language, zone);
  if (typeof document !== 'undefined') document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

export function speak(chosen: Language): void {
  if (chosen === language) return;
  language = chosen;
  change();
}

/** Days and hours are the shop's, wherever this browser stands. */
export function inZone(of: string): void {
  if (of === zone) return;
  zone = of;
  change();
}

export function whenWordsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * In which figures and dates are read and written: as the country does where the browser names one for
 * the language of the words, and as the browser's own language does where there are no words in that.
 */
export function localeNow(): string {
  const tags = asked();
  const base = (tag: string): string => tag.toLowerCase().split('-')[0] ?? '';
  const own = tags.find((tag) => base(tag) === language);
  if (own) return own;
  const [first = ''] = tags;
  return language === 'en' && first !== '' && !LANGUAGES.some((known) => known === base(first)) ? first : words.f.locale;
}

if (typeof document !== 'undefined') document.documentElement.lang = language;
