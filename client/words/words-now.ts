import type { Language } from '../../shared/words/format.ts';
import { wordsIn } from '../../shared/words/words.ts';
import type { Words } from '../../shared/words/words.ts';

/** The words of this browser: its language, in the time zone of the board that is open. */

// English until every screen speaks another language too: half a screen of each helps nobody.
let language: Language = 'en';
export const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Before a board is open, days are this browser's. */
let zone = browserZone();
const listeners = new Set<() => void>();

/** For what runs outside of a component; a component asks `useWords`, so that it is drawn again in another language. */
export const currentWords = (): Words => wordsIn(language, zone);

export function speak(chosen: Language): void {
  if (chosen === language) return;
  language = chosen;
  for (const listener of listeners) listener();
}

/** Days and hours are the shop's, wherever this browser stands. */
export function inZone(of: string): void {
  if (of === zone) return;
  zone = of;
  for (const listener of listeners) listener();
}

export function whenWordsChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
