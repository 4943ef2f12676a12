import type { CustomerId, DisplayId, KeyId, PersonId, StationId, SupplierId } from './ids.ts';

/**
 * Who acted, as the log, the wire and every `by` have it: one short text, so that two of them are the same
 * where they are equal, and a card on every screen carries a few letters. No id holds a colon.
 */
export type Actor =
  | `person:${string}`
  /** `station:saw-2`, or with the person at it `station:saw-2:ada`. */
  | `station:${string}`
  | `key:${string}`
  | `supplier:${string}`
  | `customer:${string}`
  | `display:${string}`
  | 'schedule';

/** The same taken apart. */
export type ActorParts =
  | { readonly kind: 'person'; readonly person: PersonId }
  | { readonly kind: 'station'; readonly station: StationId; readonly person: PersonId | null }
  | { readonly kind: 'key'; readonly key: KeyId }
  | { readonly kind: 'supplier'; readonly supplier: SupplierId }
  | { readonly kind: 'customer'; readonly customer: CustomerId }
  | { readonly kind: 'display'; readonly display: DisplayId }
  | { readonly kind: 'schedule' };

export type ActorKind = ActorParts['kind'];

export const SCHEDULE = 'schedule' as const satisfies Actor;

export const personActor = (person: PersonId): Actor => `person:${person}`;
export const stationActor = (station: StationId, person: PersonId | null): Actor => (person === null ? `station:${station}` : `station:${station}:${person}`);

export function partsOf(actor: Actor): ActorParts {
  const [kind, id = '', person] = actor.split(':') as [ActorKind, string?, string?];
  switch (kind) {
    case 'person': return { kind, person: id as PersonId };
    case 'station': return { kind, station: id as StationId, person: person === undefined ? null : (person as PersonId) };
    case 'key': return { kind, key: id as KeyId };
    case 'supplier': return { kind, supplier: id as SupplierId };
    case 'customer': return { kind, customer: id as CustomerId };
    case 'display': return { kind, display: id as DisplayId };
    // History loads, also one that a later build wrote: who it does not know is nobody.
    default: return { kind: 'schedule' };
  }
}

/** Nearly every actor is one: a move asks several times, and taking the text apart each time is a tenth of deciding it. */
const PERSON = 'person:';

/** The person who stands behind it, at a station too; null: nobody does. */
export function personOf(actor: Actor): PersonId | null {
  if (actor.startsWith(PERSON)) return actor.slice(PERSON.length) as PersonId;
  const parts = partsOf(actor);
  return 'person' in parts ? parts.person : null;
}

/** Whose moves they are: a person's, at whichever station they were made; else its own. */
export function moverOf(actor: Actor): Actor {
  if (actor.startsWith(PERSON)) return actor;
  const person = personOf(actor);
  return person === null ? actor : personActor(person);
}
