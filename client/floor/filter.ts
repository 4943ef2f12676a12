import { bufferColour, bufferLeft } from '../../shared/board/buffer.ts';
import { isBlocked } from '../../shared/cards/card-common.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import { searchText } from '../../shared/cards/card-search.ts';
import type { Directory } from '../../shared/people/directory.ts';
import type { CardId, PersonId } from '../../shared/kernel/ids.ts';
import { wordsOf } from '../../shared/kernel/writing.ts';

export type Flag = 'blocked' | 'risk';

/** What stays bright. Cards that do not fit are dimmed, never taken away: a limit counts them still. */
export interface Filter {
  readonly query: string;
  readonly flag: Flag | null;
  readonly mine: boolean;
  readonly order: CardId | null;
}
export const NO_FILTER: Filter = { query: '', flag: null, mine: false, order: null };

export const isActive = (filter: Filter): boolean => filter.query.trim() !== '' || filter.flag !== null || filter.mine || filter.order !== null;

export const isAtRisk = (board: Board, card: Card, now: number): boolean => {
  const colour = bufferColour(bufferLeft(board, card, now));
  return colour === 'red' || colour === 'black';
};

export function fits(filter: Filter, board: Board, directory: Directory, me: PersonId | null, now: number, card: Card): boolean {
  if (filter.mine && !(me && card.assignees.includes(me))) return false;
  if (filter.order !== null && card.id !== filter.order && !(card.kind === 'job' && card.order === filter.order)) return false;
  if (filter.flag === 'blocked' && !isBlocked(card)) return false;
  if (filter.flag === 'risk' && !isAtRisk(board, card, now)) return false;
  const words = wordsOf(filter.query);
  if (words.length === 0) return true;
  const text = searchText(board, directory, card);
  return words.every((word) => text.includes(word));
}
