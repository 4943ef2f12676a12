import type { IncomingHttpHeaders } from 'node:http';
import type { Directory, Person } from '../../shared/people/directory.ts';

/** The switcher's choice, until there are accounts. */
export const PERSON_COOKIE = 'pullcord_person';
export const PERSON_HEADER = 'x-acting-person';

/** `named`: who was said to act, in quotes; null: nobody was. */
export interface UnknownActor { readonly ok: false; readonly named: string | null; readonly possible: string }
export type Acting = { readonly ok: true; readonly person: Person } | UnknownActor;

/** A header names the person for scripts and stations; a page has its cookie. */
export function actingPerson(headers: IncomingHttpHeaders, directory: Directory): Acting {
  const header = headers[PERSON_HEADER];
  const named = typeof header === 'string' ? header : cookieOf(headers.cookie, PERSON_COOKIE);
  const person = named === null ? undefined : personOf(directory, named);
  if (person) return { ok: true, person };
  const possible = Object.values(directory.people).map((one) => `${one.id} (${one.name})`).join(', ');
  return { ok: false, named: named === null ? null : JSON.stringify(named.slice(0, 40)), possible };
}

export const personOf = (directory: Directory, id: string): Person | undefined =>
  Object.hasOwn(directory.people, id) ? (directory.people as Record<string, Person>)[id] : undefined;

/** SameSite=Strict: another site's page cannot act with it. Not HttpOnly: it holds no secret. */
export const personCookie = (person: Person): string =>
  `${PERSON_COOKIE}=${encodeURIComponent(person.id)}; Path=/; Max-Age=31536000; SameSite=Strict`;

export function cookieOf(header: string | undefined, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const [key = '', value = ''] = part.trim().split('=', 2);
    if (key !== name) continue;
    try {
      return decodeURIComponent(value);
    } catch {
      return null;
    }
  }
  return null;
}
