import { useSyncExternalStore } from 'react';
import type { Words } from '../../shared/words/words.ts';
import { currentWords, whenWordsChange } from './words-now.ts';

export const useWords = (): Words => useSyncExternalStore(whenWordsChange, currentWords);
