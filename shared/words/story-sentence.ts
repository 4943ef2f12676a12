import type { Event } from '../events.ts';
import { apart, isolated } from '../kernel/writing.ts';
import type { Names, Telling } from './story.ts';
import type { Words } from './words.ts';

/** One fact as the end of a sentence that begins with who did it. */
export function storySentence(of: Event, texts: Readonly<Record<string, string>>, names: Names, { stories }: Words): string {
  const event = apart(of);
  const telling: Telling = {
    ...names, person: (id) => isolated(names.person(id)), supplier: (id) => isolated(names.supplier(id)), lane: (id) => isolated(names.lane(id)), step: (card, step) => isolated(names.step(card, step)),
    limit: (id) => isolated(names.limit(id)), item: (id) => isolated(names.item(id)),
    said: (text) => (text === null ? '' : texts[text] === '' ? stories.erased : isolated((texts[text] ?? '').trim())),
  };
  // The compiler does not see that the entry and what it is given are of one type.
  return (stories.lines[event.type] as (of: Event, telling: Telling) => string)(event, telling);
}
