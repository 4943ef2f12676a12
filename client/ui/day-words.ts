const shortDay = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short' });

const DAY = 86_400_000;

const midnight = (time: number): number => new Date(time).setHours(0, 0, 0, 0);

/** `Fri 27 Nov`, where this browser stands. */
export const dayWords = (time: number): string => shortDay.format(time).replace(',', '');

/** `27 Nov`. */
export const dayMonthWords = (time: number): string => dayMonth.format(time);

/** `10:31` today, `Tue 08:20` within a week, `18 Nov` before that. */
export function whenWords(time: number, now: number): string {
  const days = Math.round((midnight(now) - midnight(time)) / DAY);
  if (days <= 0) return clock.format(time);
  return days < 7 ? `${weekday.format(time)} ${clock.format(time)}` : dayMonth.format(time);
}

export const fullWords = (time: number): string => `${dayWords(time)}, ${clock.format(time)}`;

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
