const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const weekdayDay = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

const DAY = 86_400_000;

/** Midnight of the shop's day, where this browser stands. */
export function startOfDay(time: number): number {
  const date = new Date(time);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}

/** Of one day, by due date: the cards of an order, and of a screen, are due on few days. */
let known = { today: Number.NaN, words: new Map<number, string>() };

/** `Today`, `Fri 27` when near, else `18 Dec`; `8 Jan 2027` beyond the year's end. */
export function dueWords(due: number, now: number): string {
  const today = startOfDay(now);
  if (known.today !== today) known = { today, words: new Map() };
  const old = known.words.get(due);
  if (old !== undefined) return old;
  const days = Math.round((startOfDay(due) - today) / DAY);
  const year = new Date(due).getFullYear();
  const far = year === new Date(now).getFullYear() ? dayMonth.format(due) : `${dayMonth.format(due)} ${year}`;
  const near = days > 0 && days <= 2 ? weekdayDay.format(due) : far;
  const words = days === 0 ? 'Today' : near;
  known.words.set(due, words);
  return words;
}

export const clockWords = (time: number): string => clock.format(time);
export const nowWords = (time: number): string => full.format(time);

export const ordinal = (n: number): string => {
  const tens = n % 100;
  if (tens >= 11 && tens <= 13) return `${n}th`;
  return `${n}${['th', 'st', 'nd', 'rd'][n % 10] ?? 'th'}`;
};
