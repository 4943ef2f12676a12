import type { Words } from '../../shared/words/words.ts';
import { endOfDay, startOfDay } from '../words/day-words.ts';
import { currentWords } from '../words/words-now.ts';

/** Of one day in one language, by due date: the cards of an order, and of a screen, are due on few days. */
let known = { words: currentWords(), from: Number.NaN, to: Number.NaN, said: new Map<number, string>() };

/** `Today`, `Fri 27` when near, else `18 Dec`; `8 Jan 2027` beyond the year's end. */
export function dueWords(due: number, now: number, words: Words = currentWords()): string {
  const { f } = words;
  if (known.words !== words || !(now >= known.from && now < known.to)) known = { words, from: startOfDay(now, f.zone), to: endOfDay(now, f.zone), said: new Map() };
  const old = known.said.get(due);
  if (old !== undefined) return old;
  const days = f.daysBetween(now, due);
  const said = days === 0 ? words.floor.face.today : days > 0 && days <= 2 ? f.weekdayDay(due) : f.dayMonth(due, now);
  known.said.set(due, said);
  return said;
}
