import { SPOKEN } from '../words/languages.ts';
import { browserLanguage, speak } from '../words/words-now.ts';
import { keepSetting, readSetting } from './browser-setting.ts';

type SpokenLanguage = (typeof SPOKEN)[number]['language'];

/** The language each person chose in this browser; the browser's own for whoever chose none. */
const keyOf = (person: string): string => `language.${person}`;

function languageFor(person: string): SpokenLanguage {
  const kept = readSetting<string | null>(keyOf(person), null);
  return SPOKEN.find(({ language }) => language === kept)?.language ?? browserLanguage();
}

/** From now on the screen is this person's. */
export const speakTo = (person: string): void => speak(languageFor(person));

export function chooseLanguage(person: string, language: SpokenLanguage): void {
  keepSetting(keyOf(person), language);
  speak(language);
}
