import { browserZone } from '../words/words-now.ts';
import type { Person } from '../../shared/people/directory.ts';
import type { BoardId, PersonId } from '../../shared/kernel/ids.ts';

export interface BoardName { readonly id: BoardId; readonly name: string }
export interface Shop {
  readonly boards: readonly BoardName[];
  readonly people: readonly Person[];
  /** Who acts from this browser. */
  readonly acting: PersonId;
  /** Said on the page: that there are no accounts, and what that means. */
  readonly notice: string;
}

async function answerOf<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(path, { headers: { accept: 'application/json' }, ...init });
  if (!answer.ok) throw new Error(`The server answered ${answer.status} at ${path}.`);
  return (await answer.json()) as T;
}

export const readBoards = async (): Promise<readonly BoardName[]> => (await answerOf<{ boards: readonly BoardName[] }>('/api/boards')).boards;

/** Boards and people, asked once when the page opens. Nobody chosen yet: the first of the list, until the switcher says otherwise. */
export async function readShop(): Promise<Shop> {
  const [boards, { people, acting, notice }] = await Promise.all([
    readBoards(),
    answerOf<{ people: readonly Person[]; acting: PersonId | null; notice: string }>('/api/people'),
  ]);
  const first = people[0];
  if (acting !== null) return { boards, people, acting, notice };
  if (!first) throw new Error('Nobody works in this shop yet, so nobody can act. Add a person on the server first.');
  await actAs(first.id);
  return { boards, people, acting: first.id, notice };
}

export async function actAs(person: PersonId): Promise<void> {
  await answerOf('/api/acting-person', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ person }) });
}

/** A new board from a template of the server, in the time zone of who makes it. */
export async function createBoard(name: string, template: string): Promise<BoardId> {
  const made = await answerOf<{ board: BoardId }>('/api/boards', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, template, policies: { timeZone: browserZone() } }) });
  return made.board;
}
