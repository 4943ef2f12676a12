import type { Format } from '../format.ts';

/** Bounds of a number as a field takes it. */
export interface NumberBounds { readonly least: number; readonly most: number; readonly above: boolean; readonly whole: boolean }

/** Forms and their fields: what they say whatever they are about. */
export const fields = (f: Format) => {
  /** `order`: in which the reader's figures are read. */
  const dayLike = (order: 'day' | 'month' | null): string => `A day like 15 Dec 2026, ${order === 'month' ? '12/15/2026' : '15.12.2026'}, 2026-12-15 or tomorrow.`;
  return {
    close: 'Close', cancel: 'Cancel', saving: 'Saving…', nothing: 'nothing', nobody: 'nobody and nothing', yes: 'yes', no: 'no',
    typeOn: 'Opening. Type on',
    show: 'Show', undo: 'Undo',
    /** `way`: what the button says; `about`: the note it stands in. */
    wayOf: (way: string, about: string): string => `${way}: ${about}`,
    draft: {
      kept: 'What you filled in is kept as a draft: it is there when you open this again.',
      here: (since: number): string => `Your draft of ${f.full(since)} is here again.`,
      afresh: 'Start afresh', ask: 'Keep what you filled in?', goOn: 'Go on', drop: 'Throw it away', keep: 'Keep as a draft',
    },
    clash: {
      /** The pieces of a sentence, in which the label and what stands there now are drawn apart. */
      changed: <T>(by: string | null, label: T, theirs: T): readonly (string | T)[] => [`${by ?? 'Somebody'} changed `, label, ' meanwhile, to “', theirs, '”. If you save, yours takes its place.'],
      take: 'Take theirs',
    },
    calendar: { open: 'Open the calendar', earlier: 'Month before', later: 'Next month', months: 'Choose the month', years: 'Choose the year' },
    day: {
      like: dayLike,
      none: (like: string): string => `There is no such day. ${like}`,
      tooFar: (year: number, like: string): string => `The year ${year} is too far away. ${like}`,
      passed: 'This day has passed. Choose a later one.',
      yearInFull: (typed: string, like: string): string => `Write the year of ${typed} in full. ${like}`,
      either: (typed: string, one: string, other: string): string => `${typed} may be ${one} or ${other}. Write the month as a word.`,
      passedThisYear: (day: string, like: string): string => `${day} has passed this year. Write the year too. ${like}`,
      yearToo: (day: string, like: string): string => `Write the year of ${day} too. ${like}`,
      todayIsOne: (like: string): string => `Today is one too. ${like}`,
      otherWeekday: (day: string, year: string, weekday: string, like: string): string => `${day} ${year} is no ${weekday}. ${like}`,
    },
    number: {
      takes: ({ least, most, above, whole }: NumberBounds): string => {
        const what = whole ? 'A whole number' : 'A number';
        return above ? `${what} above ${f.grouped(least)}, at most ${f.grouped(most)}.` : `${what} from ${f.grouped(least)} to ${f.grouped(most)}.`;
      },
      either: (typed: string, one: string, other: string): string => `${typed} may mean ${one} or ${other}. Write the one you mean like that.`,
      places: 'At most 3 places behind the point: 0.001 is the smallest.',
    },
  };
};

export type FieldWords = ReturnType<typeof fields>;
