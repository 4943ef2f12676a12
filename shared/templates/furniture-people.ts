import type { Directory, Person, Role } from '../people/directory.ts';
import { personId, supplierId } from '../kernel/ids.ts';

/** Five people, so that every role of a day's work can be taken from the switcher. Their ids say nothing of their names, which may be erased and the ids not. */
export const EVA = personId('4a095c26358c4a7405021e16aca78554');
export const MARI = personId('95e72b9a963e30edf85b102175f453f0');
export const ALVA = personId('34cbf1c5458866a930fec3d9614e6595');
export const RUNE = personId('d00a1a0dd5759f0126920479cbdd2475');
export const JON = personId('6be8380c05799827d30368c8484c8fa1');

export const HANSEN = supplierId('hansen-metal');
export const FITTINGS = supplierId('fittings-co');
export const GLASBYEN = supplierId('glasbyen');
export const STEIN = supplierId('stein-og-tre');

const person = (id: Person['id'], name: string, initials: string, colour: number, roles: readonly Role[]): Person => ({ id, name, initials, colour, roles });

/** The shop's people and suppliers; with `--empty` they are there too, so that somebody can set up a board. */
export function shopDirectory(): Directory {
  const people = [
    person(EVA, 'Eva Holm', 'EH', 4, ['manager', 'admin']),
    person(MARI, 'Mari Kvam', 'MK', 0, ['sales', 'planner']),
    person(ALVA, 'Alva Lund', 'AL', 1, ['operator', 'lead']),
    person(RUNE, 'Rune Solberg', 'RS', 2, ['operator']),
    // Checks what Alva and Rune made, never his own work (T-O10).
    person(JON, 'Jon Berg', 'JB', 3, ['buyer', 'inspector', 'shipping']),
  ];
  const suppliers = [
    { id: HANSEN, name: 'Hansen Metal' },
    { id: FITTINGS, name: 'Fittings & Co' },
    { id: GLASBYEN, name: 'Glasbyen' },
    { id: STEIN, name: 'Stein og Tre' },
  ];
  return {
    people: Object.fromEntries(people.map((one) => [one.id, one])),
    suppliers: Object.fromEntries(suppliers.map((one) => [one.id, one])),
  };
}
