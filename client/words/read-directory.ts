import type { Directory } from '../../shared/people/directory.ts';
import { directoryIn } from '../../shared/words/actor-name.ts';
import type { Words } from '../../shared/words/words.ts';
import { currentWords } from './words-now.ts';

const read = new WeakMap<Directory, { readonly words: Words; readonly directory: Directory }>();

/** The directory in this browser's language; the same one until it or the language is another. */
export function readDirectory(directory: Directory): Directory {
  const words = currentWords();
  const known = read.get(directory);
  if (known?.words === words) return known.directory;
  const fresh = directoryIn(words, directory);
  read.set(directory, { words, directory: fresh });
  return fresh;
}
