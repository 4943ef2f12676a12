import { answerOf } from '../replica/rest.ts';
import { speakTo } from '../ui/language-choice.ts';
import { browserZone, currentWords } from '../words/words-now.ts';
import type { Person } from '../../shared/people/directory.ts';
import type { BoardId, PersonId } from '../../shared/kernel/ids.ts';

export interface BoardName { readonly id: BoardId; readonly name: string }
export interface Shop {
  readonly boards: readonly BoardName[];
  readonly people: readonly Person[];
  /** Who acts from this browser. */
  readonly acting: PersonId;
  /** There are no accounts: whoever reaches the server may act as anyone. */
  readonly open: boolean;
}

export const readBoards = async (): Promise<readonly BoardName[]> => (await answerOf<{ boards: readonly BoardName[] }>('/api/boards')).boards;

/** Boards and people, asked once when the page opens. Nobody chosen yet: the first of the list, until the switcher says otherwise. */
export async function readShop(): Promise<Shop> {
  const [boards, { people, acting, open }] = await Promise.all([
    readBoards(),
    answerOf<{ people: readonly Person[]; acting: PersonId | null; open: boolean }>('/api/people'),
  ]);
  const first = people[0];
  const who = acting ?? first?.id;
  if (who === undefined) throw new Error(currentWords().app.fault.nobody);
  if (acting === null) await actAs(who);
  speakTo(who);
  return { boards, people, acting: who, open };
}

export async function actAs(person: PersonId): Promise<void> {
  await answerOf('/api/acting-person', { body: { person } });
}

/** A new board from a template of the server, in the time zone of who makes it. */
export async function createBoard(name: string, template: string): Promise<BoardId> {
  const made = await answerOf<{ board: BoardId }>('/api/boards', { body: { name, template, policies: { timeZone: browserZone() } } });
  return made.board;
}
