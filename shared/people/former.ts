import type { PersonId } from '../kernel/ids.ts';
import type { Directory, Person } from './directory.ts';

/** As a directory has it; whoever reads it is told in their own language (words/actor-name.ts). */
const NAME = 'Former colleague';
const INITIALS = '–';

/** Whoever was erased: what they did stays, and nobody is told by whom. */
export const former = (person: Person): Person => ({ ...person, name: NAME, initials: INITIALS, roles: [] });
/** Whatever a reader's language calls them. */
export const isFormer = ({ initials, roles }: Person): boolean => initials === INITIALS && roles.length === 0;

/** The same directory where nobody in it is among the erased. */
export function withoutNames(directory: Directory, erased: ReadonlySet<PersonId>): Directory {
  const named = Object.values(directory.people).filter((person) => erased.has(person.id) && person.name !== former(person).name);
  if (named.length === 0) return directory;
  return { ...directory, people: { ...directory.people, ...Object.fromEntries(named.map((person) => [person.id, former(person)])) } };
}
