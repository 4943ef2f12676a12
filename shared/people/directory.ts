import type { Time } from '../kernel/time.ts';
import type { PersonId, SupplierId } from '../kernel/ids.ts';

export type Role =
  | 'sales' | 'planner' | 'buyer' | 'operator' | 'lead' | 'inspector' | 'shipping' | 'manager' | 'viewer' | 'admin';

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly initials: string;
  /** Index into the client's avatar colours, 0 to 7. */
  readonly colour: number;
  readonly roles: readonly Role[];
}

export interface Supplier {
  readonly id: SupplierId;
  readonly name: string;
}

/** People and suppliers of the shop: plain CRUD beside the log, kept by id inside it. */
export interface Directory {
  readonly people: Readonly<Record<PersonId, Person>>;
  readonly suppliers: Readonly<Record<SupplierId, Supplier>>;
}

/** What a decision may know besides the board: who asks, by the session; what time, by the server. */
export interface Context {
  readonly at: Time;
  readonly actor: Person;
  readonly directory: Directory;
}

export const hasRole = (person: Person, roles: readonly Role[]): boolean => person.roles.some((role) => roles.includes(role));
