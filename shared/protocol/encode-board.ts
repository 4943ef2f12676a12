import type { Board } from '../board/board.ts';
import type { Card } from '../cards/card.ts';
import type { Job } from '../jobs/job.ts';
import type { CardId } from '../kernel/ids.ts';
import { Table } from '../kernel/table.ts';
import type { Order } from '../orders/order.ts';

/** Raised when the shape below, or that of a board, changes; a snapshot of another version is made anew from the log. */
export const ENCODING = 6;

interface Encoded {
  readonly v: number;
  readonly board: Omit<Board, 'cards'>;
  readonly cards: readonly Card[];
}

/** A card is never written to: between two versions of a board nearly all of them are the same, and a board's text is theirs. */
const texts = new WeakMap<Card, string>();

/** Cards whose texts are made in one go. Of 18,750 cards a piece takes 2 ms to pack; all in one held everybody up for 130 to 360. */
export const ROWS = 250;

/** For a screen that joins and for the log's snapshots. */
export const encodeBoard = (board: Board): string => [...piecesOf(board)].join('');

/**
 * The same, piece by piece: a board never changes, so whoever makes its text may let others have their turn between
 * two of them. What is alike stands together, for gzip: the orders by their numbers, then their jobs in the same order.
 */
export function* piecesOf({ cards, ...board }: Board): Generator<string, void, undefined> {
  yield `{"v":${ENCODING},"board":${JSON.stringify(board)},"cards":[`;
  let rows: string[] = [];
  let comma = '';
  for (const card of inOrder(cards)) {
    rows.push(textOf(card));
    if (rows.length < ROWS) continue;
    yield comma + rows.join(',');
    comma = ',';
    rows = [];
  }
  yield `${rows.length > 0 ? comma : ''}${rows.join(',')}]}`;
}

function* inOrder(cards: Board['cards']): Generator<Card, void, undefined> {
  const orders: Order[] = [];
  for (const card of cards.values()) if (card.kind === 'order') orders.push(card);
  orders.sort(byId);
  yield* orders;
  const told = new Set<Job>();
  for (const { id, jobs } of orders)
    // Whatever stands in a row, the board has a text.
    for (const one of Array.isArray(jobs) ? (jobs as readonly CardId[]) : []) {
      const job = cards.get(one);
      if (job?.kind !== 'job' || job.order !== id || told.has(job)) continue;
      told.add(job);
      yield job;
    }
  if (orders.length + told.size === cards.size) return;
  // History always loads, also with a job that no order knows.
  for (const card of [...cards.values()].sort(byId)) if (card.kind === 'job' && !told.has(card)) yield card;
}

const byId = (a: Card, b: Card): number => (a.id < b.id ? -1 : Number(a.id > b.id));

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
