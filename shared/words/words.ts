import { de } from './de/de.ts';
import type { Catalogue } from './en/en.ts';
import { en } from './en/en.ts';
import { LANGUAGES, formatOf } from './format.ts';
import type { Format, Language } from './format.ts';

/** A catalogue with the format its numbers and days are written in. */
export interface Words extends Catalogue {
  readonly f: Format;
}

const catalogues: Readonly<Record<Language, (f: Format) => Catalogue>> = { en, de };
const made = new Map<string, Words>();
/** Zones come from boards, and boards from people: more than these are made anew each time. */
const KEPT = 500;

/** `zone`: the board's time zone, an IANA name. */
export function wordsIn(language: Language, zone: string): Words {
  const key = `${language} ${zone}`;
  const known = made.get(key);
  if (known) return known;
  const f = formatOf(language, zone);
  const words = { ...catalogues[language](f), f };
  if (made.size < KEPT) made.set(key, words);
  return words;
}

export const isLanguage = (of: unknown): of is Language => LANGUAGES.some((language) => language === of);

/** The first language of a header like `de-AT,de;q=0.9,en;q=0.5` that there is; English where none is. */
export function languageOf(accept: string | undefined): Language {
  const asked = (accept ?? '').slice(0, 500).split(',').flatMap((entry) => {
    const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
    const q = parameters.map((parameter) => /^\s*q=([0-9.]+)\s*$/.exec(parameter)?.[1]).find((value) => value !== undefined);
    const language = tag.split('-')[0];
    return isLanguage(language) ? [{ language, q: q === undefined ? 1 : Number(q) }] : [];
  });
  return asked.filter(({ q }) => q > 0).toSorted((a, b) => b.q - a.q)[0]?.language ?? 'en';
}
