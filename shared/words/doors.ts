import type { Fault } from '../kernel/input-fault.ts';
import { doors as de } from './de/doors.ts';
import { doors as en } from './en/doors.ts';
import type { Doors } from './en/doors.ts';
import type { Language } from './format.ts';

/** Apart from the other words: no screen says them, so no browser loads them. */
const ALL: Readonly<Record<Language, Doors>> = { en: en(), de: de() };

export const doorsIn = (language: Language): Doors => ALL[language];

/** As an answer tells it: where, and what. */
export const problemsIn = (faults: readonly Fault[], doors: Doors): { readonly path: string; readonly message: string }[] =>
  faults.map(({ path, fault }) => ({ path, message: doors.fault(fault) }));

/** One sentence for people who read no list. */
export const sentenceOfProblems = (problems: readonly { readonly message: string }[]): string => problems.slice(0, 3).map((problem) => problem.message).join(' ');
