import { LANGUAGES, LANGUAGE_NAMES, LOCALES } from '../../shared/words/format.ts';
import type { Language } from '../../shared/words/format.ts';

/** The languages there are words in, each by its own name; `locale`: as the screens write in it. */
export const SPOKEN: readonly { readonly language: Language; readonly name: string; readonly locale: string }[] =
  LANGUAGES.map((language) => ({ language, name: LANGUAGE_NAMES[language], locale: LOCALES[language] }));
