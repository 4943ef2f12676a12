import { civilDay, momentOf } from '../../shared/kernel/calendar.ts';
import type { CivilDay } from '../../shared/kernel/calendar.ts';
import { currentWords } from './words-now.ts';

/** Days and hours as the shop's own clock has them: one date never shows as two, wherever a screen stands. */

const zone = (): string => currentWords().f.zone;

/** `Fri 27 Nov`; `Fri 8 Jan 2027` beyond the year's end. */
export const dayWords = (time: number, now: number): string => currentWords().f.day(time, now);

/** `Fri 27 Nov 2026`. */
export const dayInFull = (time: number): string => currentWords().f.dayInFull(time);

/** `27 Nov`, `8 Jan 2027`. */
export const dayMonthWords = (time: number, now: number): string => currentWords().f.dayMonth(time, now);

/** `10:31` today, `Tue 08:20` within a week, `18 Nov` before that, `18 Nov 2025` in another year. */
export const whenWords = (time: number, now: number): string => currentWords().f.when(time, now);

export const shopDay = (time: number, of = zone()): CivilDay => civilDay(time, of);

export const startOfDay = (time: number, of = zone()): number => momentOf(shopDay(time, of), 0, of);
export function endOfDay(time: number, of = zone()): number {
  const { year, month, day } = shopDay(time, of);
  return momentOf({ year, month, day: day + 1 }, 0, of);
}

/** A day as a form holds it, `2026-11-27`, and the moment the shop means by it: 16:00 of that day there. */
export function dayText(time: number): string {
  const { year, month, day } = shopDay(time);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

const PROMISED_AT = 16;

export function endOfWorkingDay(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (!match) return null;
  const time = momentOf({ year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }, PROMISED_AT, zone());
  return Number.isNaN(time) ? null : time;
}
