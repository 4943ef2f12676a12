const shortDay = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const inFull = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });

const DAY = 86_400_000;

const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);

const year = (time: number): number => new Date(time).getFullYear();
/** A day of another year than this one says so. */
const withYear = (words: string, time: number, now: number): string => (year(time) === year(now) ? words : `${words} ${year(time)}`);

/** `Fri 27 Nov`, where this browser stands; `Fri 8 Jan 2027` beyond the year's end. */
export const dayWords = (time: number, now: number): string => withYear(shortDay.format(time).replace(',', ''), time, now);

/** `Fri 27 Nov 2026`. */
export const dayInFull = (time: number): string => inFull.format(time).replace(',', '');

/** `27 Nov`, `8 Jan 2027`. */
export const dayMonthWords = (time: number, now: number): string => withYear(dayMonth.format(time), time, now);

/** `10:31` today, `Tue 08:20` within a week, `18 Nov` before that, `18 Nov 2025` in another year. */
export function whenWords(time: number, now: number): string {
  const days = Math.round((midnight(now) - midnight(time)) / DAY);
  if (days <= 0) return clock.format(time);
  return days < 7 ? `${weekday.format(time)} ${clock.format(time)}` : dayMonthWords(time, now);
}

export const fullWords = (time: number): string => `${dayInFull(time)}, ${clock.format(time)}`;

/** A day as a form holds it, `2026-11-27`, and the moment the shop means by it: 16:00 of that day here. */
export function dayText(time: number): string {
  const date = new Date(time);
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

export function endOfWorkingDay(text: string): number | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (!match) return null;
  const time = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]), 16).getTime();
  return Number.isNaN(time) ? null : time;
}
