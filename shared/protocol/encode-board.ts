import type { Board } from '../board/board.ts';
import type { Card } from '../cards/card.ts';
import { Table } from '../kernel/table.ts';

/** Raised when the shape below, or that of a board, changes; a snapshot of another version is made anew from the log. */
export const ENCODING = 5;

interface Encoded {
  readonly v: number;
  readonly board: Omit<Board, 'cards'>;
  readonly cards: readonly Card[];
}

/** A card is never written to: between two versions of a board nearly all of them are the same, and a board's text is theirs. */
const texts = new WeakMap<Card, string>();

/** For a screen that joins and for the log's snapshots. What is alike stands together, for gzip: orders, then jobs, each by their numbers. */
export function encodeBoard({ cards, ...board }: Board): string {
  const orders: string[] = [];
  const jobs: string[] = [];
  for (const card of cards.values()) (card.kind === 'order' ? orders : jobs).push(textOf(card));
  return `{"v":${ENCODING},"board":${JSON.stringify(board)},"cards":[${[...orders.sort(), ...jobs.sort()].join(',')}]}`;
}

/** @throws when the version is another one than this build's. */
export function decodeBoard(text: string): Board {
  const encoded = JSON.parse(text) as Encoded | null;
  if (encoded?.v !== ENCODING) {
    throw new Error(`This snapshot has the form ${String(encoded?.v)} and this build reads only ${ENCODING}: it has to be built again from the log.`);
  }
  return { ...encoded.board, cards: Table.of(encoded.cards) };
}

function textOf(card: Card): string {
  const known = texts.get(card);
  if (known !== undefined) return known;
  const text = JSON.stringify(card);
  texts.set(card, text);
  return text;
}
