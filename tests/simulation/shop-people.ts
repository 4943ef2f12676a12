import type { Directory, Person, Role } from '../../shared/people/directory.ts';
import { personId, supplierId } from '../../shared/kernel/ids.ts';

const person = (id: string, roles: readonly Role[]): Person =>
  ({ id: personId(id), name: id, initials: id.slice(0, 2).toUpperCase(), colour: 0, roles });

/** A small shop's people. Some wear several hats, so that most screens can do most things. */
export const PEOPLE: readonly Person[] = [
  person('otto', ['operator', 'lead']),
  person('ina', ['inspector', 'operator']),
  person('mara', ['manager', 'admin']),
  person('paul', ['planner', 'buyer', 'sales']),
  person('olga', ['operator', 'shipping', 'inspector']),
  person('lars', ['lead', 'operator', 'buyer', 'planner']),
];

export const SUPPLIERS = [supplierId('birch-mill'), supplierId('north-glass')];

export const DIRECTORY: Directory = {
  people: Object.fromEntries(PEOPLE.map((each) => [each.id, each])),
  suppliers: Object.fromEntries(SUPPLIERS.map((id) => [id, { id, name: id }])),
};
