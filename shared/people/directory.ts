import type { Time } from '../kernel/time.ts';
import { partsOf, personActor } from '../kernel/actor.ts';
import type { Actor } from '../kernel/actor.ts';
import type { PersonId, SupplierId } from '../kernel/ids.ts';

export const ROLES = ['sales', 'planner', 'buyer', 'operator', 'lead', 'inspector', 'shipping', 'manager', 'viewer', 'admin'] as const;
export type Role = (typeof ROLES)[number];

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

/** Who acts, with the roles of that moment. */
export interface Acting {
  readonly id: Actor;
  readonly roles: readonly Role[];
}

/** What a decision may know besides the board: who asks, by the session; what time, by the server. */
export interface Context {
  readonly at: Time;
  readonly actor: Acting;
  readonly directory: Directory;
}

export const asPerson = ({ id, roles }: Pick<Person, 'id' | 'roles'>): Acting => ({ id: personActor(id), roles });

/** SEC-25: roles are those of the directory now. Whoever is not in it has none, nor has whatever is not a person. */
export function actingAs(actor: Actor, { people }: Directory): Acting {
  const parts = partsOf(actor);
  return { id: actor, roles: parts.kind === 'person' ? people[parts.person]?.roles ?? [] : [] };
}

export const hasRole = ({ roles }: { readonly roles: readonly Role[] }, wanted: readonly Role[]): boolean => roles.some((role) => wanted.includes(role));
