import { bufferColour, bufferLeft, isBlocked, orderOf } from '../../shared/domain/board.ts';
import type { Board, Card } from '../../shared/domain/board.ts';
import type { Directory } from '../../shared/domain/directory.ts';
import type { CardId, PersonId } from '../../shared/domain/ids.ts';

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

const plain = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/[\u0300-\u036f]/g, '').replaceAll('·', '.');

const hay = new WeakMap<Card, { readonly order: Card | undefined; readonly directory: Directory; readonly text: string }>();

/** Number, part, order, customer, people and supplier: what one may search a card by. */
export function searchText(board: Board, directory: Directory, card: Card): string {
  const order = orderOf(board, card);
  const known = hay.get(card);
  if (known && known.order === order && known.directory === directory) return known.text;
  const people = card.assignees.map((id) => directory.people[id]?.name ?? '');
  const supplier = card.kind === 'job' && card.supplier ? (directory.suppliers[card.supplier]?.name ?? '') : '';
  const text = plain([card.id, card.title, order?.title ?? '', order?.customer ?? '', supplier, ...people, ...card.blockers.map((blocker) => blocker.text)].join(' \n '));
  hay.set(card, { order, directory, text });
  return text;
}

export const isAtRisk = (board: Board, card: Card, now: number): boolean => {
  const colour = bufferColour(bufferLeft(board, card, now));
  return colour === 'red' || colour === 'black';
};

export function fits(filter: Filter, board: Board, directory: Directory, me: PersonId | null, now: number, card: Card): boolean {
  if (filter.mine && !(me && card.assignees.includes(me))) return false;
  if (filter.order !== null && card.id !== filter.order && !(card.kind === 'job' && card.order === filter.order)) return false;
  if (filter.flag === 'blocked' && !isBlocked(card)) return false;
  if (filter.flag === 'risk' && !isAtRisk(board, card, now)) return false;
  const words = plain(filter.query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = searchText(board, directory, card);
  return words.every((word) => text.includes(word));
}
