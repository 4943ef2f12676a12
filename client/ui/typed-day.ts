import { endOfWorkingDay, shopDay } from '../words/day-words.ts';
import { currentWords } from '../words/words-now.ts';
import { SPOKEN } from '../words/languages.ts';
import { language, plainDigits } from './language.ts';

export type ReadDay = { readonly ok: true; /** `2026-12-15` */ readonly day: string } | { readonly ok: false; readonly fault: string };

interface Tongue {
  /** The order in which the language writes a day in figures; null where it has no country and English has two. */
  readonly order: 'day' | 'month' | null;
  /** Years first, as in 2026-12-15: then a year behind leaves the order open. */
  readonly yearFirst: boolean;
  readonly months: ReadonlyMap<string, number>;
  readonly weekdays: ReadonlyMap<string, number>;
  /** `tomorrow`, `in 3 days`: days from today. */
  readonly ahead: ReadonlyMap<string, number>;
}

/** The years a shop promises for. Another calendar's year, 2569 or 1405, is none of them. */
const FIRST_YEAR = 1970;
const LAST_YEAR = 2199;
/** A day without its year is one to come; one that has just passed was perhaps meant, so the year is asked for. */
const JUST_PASSED = 335;
const SMALL = new Set(['of', 'the', 'de', 'del', 'den', 'der', 'le', 'el', 'on']);

const fold = (text: string): string => text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/\./g, '').trim();

const tongues = new Map<string, Tongue>();

function tongueOf(lang: string): Tongue {
  const known = tongues.get(lang);
  if (known) return known;
  const months = new Map<string, number>();
  const weekdays = new Map<string, number>();
  const ahead = new Map<string, number>();
  const told = (options: Intl.DateTimeFormatOptions, time: number, type: Intl.DateTimeFormatPartTypes): string =>
    fold(new Intl.DateTimeFormat(lang, { ...options, calendar: 'gregory', timeZone: 'UTC' }).formatToParts(time).find((part) => part.type === type)?.value ?? '');
  for (const style of ['long', 'short'] as const) {
    for (let month = 0; month < 12; month += 1)
      for (const options of [{ month: style }, { month: style, day: 'numeric' }] as const) months.set(told(options, Date.UTC(2026, month, 11), 'month'), month + 1);
    for (let day = 0; day < 7; day += 1) weekdays.set(told({ weekday: style }, Date.UTC(2026, 1, 1 + day), 'weekday'), day);
  }
  for (const numeric of ['auto', 'always'] as const) {
    const relative = new Intl.RelativeTimeFormat(lang, { numeric });
    for (let day = -1; day <= 60; day += 1) ahead.set(fold(relative.format(day, 'day')), day);
    if (numeric === 'always') for (let week = 1; week <= 26; week += 1) ahead.set(fold(relative.format(week, 'week')), week * 7);
  }
  const parts = new Intl.DateTimeFormat(lang, { calendar: 'gregory', year: 'numeric', month: 'numeric', day: 'numeric' }).formatToParts(0).map(({ type }) => type);
  // Bare `en` is as much British as American.
  const order = /^en$/i.test(lang) ? null : parts.indexOf('day') < parts.indexOf('month') ? 'day' : 'month';
  const tongue = { order, yearFirst: parts.indexOf('year') < parts.indexOf('month'), months, weekdays, ahead } as const;
  tongues.set(lang, tongue);
  return tongue;
}

/** Screens write a day in each of these, and a draft outlives a change of language; September is Sept in one country of English and Sep in the other. */
const SCREENS = [...SPOKEN.map(({ locale }) => locale), 'en-US'];

/** The person's own words first. */
const find = (lang: string, of: 'months' | 'weekdays' | 'ahead', word: string): number | undefined =>
  [lang, ...SCREENS].map((one) => tongueOf(one)[of].get(word)).find((found) => found !== undefined);

/** What a field for a day takes. */
export const dayTakes = (lang = language()): string => said().like(tongueOf(lang).order);

const said = () => currentWords().fields.day;

const written = ({ year, month, day }: Day): string => `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

interface Day { readonly year: number; readonly month: number; readonly day: number }

const isDay = ({ year, month, day }: Day): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

const dayOf = (date: Date): Day => ({ year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() });

/**
 * A day somebody typed, in the person's language. Only what has one meaning is read; everything else
 * is refused with the reason, for a promise is kept on the day that was meant.
 */
export function readDay(text: string, now: number, lang = language()): ReadDay {
  const no = (fault: string): ReadDay => ({ ok: false, fault });
  const yes = (day: Day): ReadDay => {
    if (!isDay(day)) return no(said().none(dayTakes(lang)));
    return day.year < FIRST_YEAR || day.year > LAST_YEAR ? no(said().tooFar(day.year, dayTakes(lang))) : { ok: true, day: written(day) };
  };
  const typed = plainDigits(text, lang).trim().replace(/\s+/g, ' ');
  const days = find(lang, 'ahead', fold(typed));
  const { year: y, month: m, day: d } = shopDay(now);
  // The shop's day in this browser's own fields, at noon, which every zone has.
  const today = new Date(y, m - 1, d, 12);
  if (days !== undefined) return yes(dayOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() + days)));

  const iso = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})\.?$/.exec(typed) ?? /^(\d{4})([年년]) ?(\d{1,2})[月월] ?(\d{1,2})[日일]?$/.exec(typed);
  if (iso) return yes({ year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]) });

  const figures = /^(\d{1,2})([./-]) ?(\d{1,2})(?:\2 ?(\d{4}|\d{2})?)?$/.exec(typed);
  if (figures) return inFigures(figures, lang, today, yes, no);
  return inWords(typed, lang, today, yes, no);
}

/** The moment of a day to come: what a promise or a wish may be. */
export function readMoment(text: string, now: number, lang = language()): { readonly ok: true; readonly at: number } | { readonly ok: false; readonly fault: string } {
  const read = readDay(text, now, lang);
  if (!read.ok) return read;
  const at = endOfWorkingDay(read.day);
  return at === null || at <= now ? { ok: false, fault: said().passed } : { ok: true, at };
}

type Yes = (day: Day) => ReadDay;
type No = (fault: string) => ReadDay;

function inFigures([typed = '', a = '', mark = '', b = '', end]: readonly (string | undefined)[], lang: string, today: Date, yes: Yes, no: No): ReadDay {
  const { order, yearFirst } = tongueOf(lang);
  if (end?.length === 2 && (yearFirst || mark === '-')) return no(said().yearInFull(typed, dayTakes(lang)));
  const year = end === undefined ? null : Number(end.length === 2 ? `20${end}` : end);
  const ways = [{ day: Number(a), month: Number(b) }, { day: Number(b), month: Number(a) }];
  const sound = ways.filter((way) => isDay({ year: year ?? 2_024, ...way }));
  const [first, second] = sound;
  if (!first) return no(said().none(dayTakes(lang)));
  // Points are written day first wherever they are written; whoever writes the month first may have meant that with points too.
  const known = year !== null && yearFirst ? null : order;
  const chosen = !second || (first.day === second.day && first.month === second.month) ? first : known === 'day' ? ways[0] : known === 'month' && mark === '/' ? ways[1] : undefined;
  if (!chosen) return no(said().either(typed, monthWords(ways[0]), monthWords(ways[1])));
  return year === null ? toCome(chosen, lang, today, yes, no) : yes({ year, ...chosen });
}

const monthWords = (way: { readonly day: number; readonly month: number } | undefined): string =>
  way === undefined ? '' : currentWords().f.dayOfMonth(way.month, way.day);

function toCome(way: { readonly day: number; readonly month: number }, lang: string, today: Date, yes: Yes, no: No): ReadDay {
  const start = Date.UTC(today.getFullYear(), today.getMonth(), today.getDate());
  for (const year of [today.getFullYear(), today.getFullYear() + 1]) {
    const days = (Date.UTC(year, way.month - 1, way.day) - start) / 86_400_000;
    if (!isDay({ year, ...way }) || days < 0) continue;
    return days > JUST_PASSED ? no(said().passedThisYear(monthWords(way), dayTakes(lang))) : yes({ year, ...way });
  }
  return no(said().yearToo(monthWords(way), dayTakes(lang)));
}

/** `Tue 15 Dec 2026`, `15. Dezember`, `December 15th, 2026`, `Friday`. */
function inWords(typed: string, lang: string, today: Date, yes: Yes, no: No): ReadDay {
  let weekday: number | null = null;
  let month: number | null = null;
  let day: number | null = null;
  let year: number | null = null;
  const unread = no(dayTakes(lang));
  for (const token of typed.split(/[\s,]+/).filter(Boolean)) {
    const word = fold(token);
    const figure = /^(\d{1,2})(?:st|nd|rd|th|er|e|º|ª)?$/.exec(word);
    const named = find(lang, 'months', word);
    const ofWeek = find(lang, 'weekdays', word);
    if (SMALL.has(word)) continue;
    if (figure && day === null) day = Number(figure[1]);
    else if (/^\d{4}$/.test(word) && year === null) year = Number(word);
    else if (ofWeek !== undefined && weekday === null && (named === undefined || day === null)) weekday = ofWeek;
    else if (named !== undefined && month === null) month = named;
    else return unread;
  }
  if (weekday !== null && month === null && day === null && year === null) {
    const ahead = (weekday - today.getDay() + 7) % 7;
    if (ahead === 0) return no(said().todayIsOne(dayTakes(lang)));
    return yes(dayOf(new Date(today.getFullYear(), today.getMonth(), today.getDate() + ahead)));
  }
  if (month === null || day === null) return unread;
  const read = year === null ? toCome({ day, month }, lang, today, yes, no) : yes({ year, month, day });
  if (!read.ok || weekday === null || new Date(`${read.day}T12:00:00Z`).getUTCDay() === weekday) return read;
  return no(said().otherWeekday(monthWords({ day, month }), read.day.slice(0, 4), typed.split(/[\s,]+/)[0] ?? '', dayTakes(lang)));
}
