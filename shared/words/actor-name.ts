import { partsOf } from '../kernel/actor.ts';
import type { Actor } from '../kernel/actor.ts';
import type { PersonId, SupplierId } from '../kernel/ids.ts';
import type { Directory, Person } from '../people/directory.ts';
import { isFormer } from '../people/former.ts';
import type { Words } from './words.ts';

export interface Called {
  readonly person: (id: PersonId) => string;
  readonly supplier: (id: SupplierId) => string;
}

/** Who was erased has a name in no language of their own. */
export const personName = (person: Person, { labels }: Words): string => (isFormer(person) ? labels.former : person.name);
/** What a story calls somebody by. */
export const firstName = (person: Person, { labels }: Words): string => (isFormer(person) ? labels.former : person.name.split(' ')[0] ?? person.name);

/** The directory as a reader reads it: whoever was erased is called by their language. The same one where nobody was. */
export function directoryIn(words: Words, directory: Directory): Directory {
  const erased = Object.values(directory.people).filter((person) => isFormer(person) && person.name !== words.labels.former);
  if (erased.length === 0) return directory;
  return { ...directory, people: { ...directory.people, ...Object.fromEntries(erased.map((person) => [person.id, { ...person, name: words.labels.former }])) } };
}

/** What is gone keeps its id. */
export const calledIn = (words: Words, directory?: Directory): Called => ({
  person: (id) => { const person = directory?.people[id]; return person ? personName(person, words) : id; },
  supplier: (id) => directory?.suppliers[id]?.name ?? id,
});

/** Who acted: a person and a supplier by name, all else by what it is. */
export function actorName(actor: Actor, { labels: { actors } }: Words, called: Called): string {
  const of = partsOf(actor);
  switch (of.kind) {
    case 'person': return called.person(of.person);
    case 'station': return of.person === null ? actors.station(of.station) : actors.atStation(called.person(of.person), of.station);
    case 'supplier': return called.supplier(of.supplier) === of.supplier ? actors.supplier : called.supplier(of.supplier);
    case 'key': return actors.key;
    case 'customer': return actors.customer;
    case 'display': return actors.display;
    case 'schedule': return actors.schedule;
  }
}
