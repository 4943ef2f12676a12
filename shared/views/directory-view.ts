import type { Directory, Person } from '../people/directory.ts';
import { seesWhoAndWhy } from '../people/rights.ts';

/** Which people and suppliers a person is told of. Who only looks hears of themselves alone. */
export function directoryFor(directory: Directory, reader: Person | null): Directory {
  if (seesWhoAndWhy(reader)) return directory;
  const own = reader && directory.people[reader.id];
  return { people: own ? { [own.id]: { id: own.id, name: own.name, initials: own.initials, colour: own.colour, roles: own.roles } } : {}, suppliers: {} };
}
