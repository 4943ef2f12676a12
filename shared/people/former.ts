import type { PersonId } from '../kernel/ids.ts';
import type { Directory, Person } from './directory.ts';

/** Whoever was erased: what they did stays, and nobody is told by whom. */
export const former = (person: Person): Person => ({ ...person, name: 'Former colleague', initials: '–', roles: [] });

/** The same directory where nobody in it is among the erased. */
export function withoutNames(directory: Directory, erased: ReadonlySet<PersonId>): Directory {
  const named = Object.values(directory.people).filter((person) => erased.has(person.id) && person.name !== former(person).name);
  if (named.length === 0) return directory;
  return { ...directory, people: { ...directory.people, ...Object.fromEntries(named.map((person) => [person.id, former(person)])) } };
}
