import type { PersonId } from '../../shared/kernel/ids.ts';
import { actAs } from './shop.ts';

/**
 * Who acts is kept in a cookie, one for all tabs of this browser: the server takes what any of them
 * sends from now on for this person's, so each of them says so.
 */
const channel = new BroadcastChannel('pullcord.acting');
let chosen: PersonId | null = null;
channel.addEventListener('message', ({ data }: MessageEvent<PersonId>) => { chosen = data; });

/** Chosen since the page was loaded, here or in another tab. */
export const chosenSince = (): PersonId | null => chosen;

export async function choosePerson(person: PersonId): Promise<void> {
  await actAs(person);
  chosen = person;
  channel.postMessage(person);
}

export function onChosenElsewhere(hear: (person: PersonId) => void): () => void {
  const listen = ({ data }: MessageEvent<PersonId>) => hear(data);
  channel.addEventListener('message', listen);
  return () => channel.removeEventListener('message', listen);
}
