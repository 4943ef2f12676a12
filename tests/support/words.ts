import { wordsIn } from '../../shared/words/words.ts';

export const ENGLISH = wordsIn('en', 'UTC');
export const GERMAN = wordsIn('de', 'UTC');
