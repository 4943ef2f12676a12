import { endOfDay, startOfDay } from '../words/day-words.ts';
import { currentWords } from '../words/words-now.ts';

/** Of one day in one language, by due date: the cards of an order, and of a screen, are due on few days. */
let known = { said: currentWords(), from: Number.NaN, to: Number.NaN, words: new Map<number, string>() };

/** `Today`, `Fri 27` when near, else `18 Dec`; `8 Jan 2027` beyond the year's end. */
export function dueWords(due: number, now: number): string {
  const said = currentWords();
  if (known.said !== said || !(now >= known.from && now < known.to)) known = { said, from: startOfDay(now), to: endOfDay(now), words: new Map() };
  const old = known.words.get(due);
  if (old !== undefined) return old;
  const days = said.f.daysBetween(now, due);
  const words = days === 0 ? 'Today' : days > 0 && days <= 2 ? said.f.weekdayDay(due) : said.f.dayMonth(due, now);
  known.words.set(due, words);
  return words;
}

export const clockWords = (time: number): string => currentWords().f.clock(time);
export const nowWords = (time: number): string => `${currentWords().f.day(time, time)}, ${clockWords(time)}`;
export const ordinal = (n: number): string => currentWords().f.ordinal(n);
