import { orderOf } from '../board/board.ts';
import type { Board } from '../board/board.ts';
import type { Card } from './card.ts';
import type { Directory } from '../people/directory.ts';
import { searchable } from '../kernel/writing.ts';

const hay = new WeakMap<Card, { readonly order: Card | undefined; readonly directory: Directory; readonly text: string }>();

/** Number, part, order, customer, people, supplier and what blocks it: what one may search a card by, on the floor and in the palette alike. */
export function searchText(board: Board, directory: Directory, card: Card): string {
  const order = orderOf(board, card);
  const known = hay.get(card);
  if (known && known.order === order && known.directory === directory) return known.text;
  const people = card.assignees.map((id) => directory.people[id]?.name ?? '');
  const supplier = card.kind === 'job' && card.supplier ? (directory.suppliers[card.supplier]?.name ?? '') : '';
  const text = searchable([card.id, card.title, order?.title ?? '', order?.customer ?? '', supplier, ...people, ...card.blockers.map((blocker) => blocker.text)].join(' \n '));
  hay.set(card, { order, directory, text });
  return text;
}
