import type { Fault } from '../../../shared/kernel/input-fault.ts';
import { doorsIn, problemsIn } from '../../../shared/words/doors.ts';
import type { Language } from '../../../shared/words/format.ts';
import { wordsIn } from '../../../shared/words/words.ts';

export const ENGLISH = wordsIn('en', 'UTC');
export const GERMAN = wordsIn('de', 'UTC');

/** What a door would say of an input that is not taken. */
export const told = (parsed: { readonly ok: boolean; readonly faults?: readonly Fault[] }, language: Language = 'en') => problemsIn(parsed.faults ?? [], doorsIn(language));
