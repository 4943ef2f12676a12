import { civilDay, dayNumber, isZone } from '../kernel/calendar.ts';
import type { Language } from '../kernel/language.ts';
import { rounded } from '../kernel/quantity.ts';
import type { Time } from '../kernel/time.ts';

export { LANGUAGES } from '../kernel/language.ts';
export type { Language };

export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };
/** Each in its own words: whoever looks for it may read no other. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/** The forms a language may need; `other` always. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** Numbers, days and lists as one language writes them in one time zone. */
export interface Format {
  readonly language: Language;
  /** `en-GB`, `de-DE`. */
  readonly locale: string;
  readonly zone: string;
  /** `3`, `7.5`, `0.004`; never `0.30000000000000004`, and never `0` for what is more than nothing. */
  readonly amount: (n: number) => string;
  /** `1,000,000`: a bound, which is read and not typed. */
  readonly grouped: (n: number) => string;
  /** The form of `n`, in which `#` is the number: `plural(2, { one: '# card', other: '# cards' })`. */
  readonly plural: (n: number, forms: Forms) => string;
  /** `1st`, `2.`: a place in a line. */
  readonly ordinal: (n: number) => string;
  readonly and: (words: readonly string[]) => string;
  readonly or: (words: readonly string[]) => string;
  /** `10:31`. */
  readonly clock: (at: Time) => string;
  /** `Fri 27 Nov`; `Fri 8 Jan 2027` in another year than `now`. */
  readonly day: (at: Time, now: Time) => string;
  /** `27 Nov`; `8 Jan 2027` in another year than `now`. */
  readonly dayMonth: (at: Time, now: Time) => string;
  /** `27 November`: of any year; `month` from 1. */
  readonly dayOfMonth: (month: number, day: number) => string;
  /** `Fri 27`. */
  readonly weekdayDay: (at: Time) => string;
  /** `Fri 27 Nov 2026`. */
  readonly dayInFull: (at: Time) => string;
  /** `Fri 27 Nov 2026, 10:31`. */
  readonly full: (at: Time) => string;
  /** `10:31` today, `Tue 08:20` within a week, `18 Nov` before that. */
  readonly when: (at: Time, now: Time) => string;
  /** Civil days from `from` to `to`; 0 on the same day. */
  readonly daysBetween: (from: Time, to: Time) => number;
}

const ENGLISH_ORDINALS: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = { one: 'st', two: 'nd', few: 'rd' };

/** A zone this platform does not know (another node may be newer) is told in UTC: a board must open all the same. */
export function formatOf(language: Language, named: string): Format {
  const zone = isZone(named) ? named : 'UTC';
  const locale = LOCALES[language];
  const dates = (options: Intl.DateTimeFormatOptions): ((at: Time) => string) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    return (at) => format.format(at).replaceAll(',', '');
  };
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 3, useGrouping: false });
  const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 9, useGrouping: false });
  const groups = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const anyYear = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'long' });
  const plurals = new Intl.PluralRules(locale);
  const ordinals = new Intl.PluralRules(locale, { type: 'ordinal' });
  const ands = new Intl.ListFormat(locale, { type: 'conjunction' });
  const ors = new Intl.ListFormat(locale, { type: 'disjunction' });
  const clock = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const shortDay = dates({ weekday: 'short', day: 'numeric', month: 'short' });
  const dayInFull = dates({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  const dayMonth = dates({ day: 'numeric', month: 'short' });
  const dayMonthOfYear = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const weekday = dates({ weekday: 'short' });
  const isSameYear = (a: Time, b: Time): boolean => civilDay(a, zone).year === civilDay(b, zone).year;
  const daysBetween = (from: Time, to: Time): number => dayNumber(to, zone) - dayNumber(from, zone);
  const amount = (n: number): string => {
    const near = rounded(n) + 0; // No minus before a zero.
    if (Math.abs(n - near) >= 1e-9) return fine.format(n);
    return Number.isInteger(near) ? String(near) : numbers.format(near);
  };
  const dayMonthAt = (at: Time, now: Time): string => (isSameYear(at, now) ? dayMonth(at) : dayMonthOfYear(at));
  return {
    language, locale, zone, amount, clock, dayInFull, daysBetween,
    grouped: (n) => groups.format(n),
    // A leap year, so that every day is one.
    dayOfMonth: (month, day) => anyYear.format(Date.UTC(2024, month - 1, day)),
    plural: (n, forms) => (forms[plurals.select(n)] ?? forms.other).replace('#', amount(n)),
    ordinal: (n) => (language === 'en' ? `${n}${ENGLISH_ORDINALS[ordinals.select(n)] ?? 'th'}` : `${n}.`),
    and: (words) => ands.format(words),
    or: (words) => ors.format(words),
    day: (at, now) => (isSameYear(at, now) ? shortDay(at) : dayInFull(at)),
    dayMonth: dayMonthAt,
    weekdayDay: dates({ weekday: 'short', day: 'numeric' }),
    full: (at) => `${dayInFull(at)}, ${clock(at)}`,
    when: (at, now) => {
      const days = daysBetween(at, now);
      if (days <= 0) return clock(at);
      return days < 7 ? `${weekday(at)} ${clock(at)}` : dayMonthAt(at, now);
    },
  };
}
