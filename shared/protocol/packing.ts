import type { Board } from '../board/board.ts';
import type { Card } from '../cards/card.ts';
import type { CardId } from '../kernel/ids.ts';
import { toColumns } from './columns.ts';
import { KeptColumns } from './kept-columns.ts';
import { PACK_VERSION, moveRow, rowsOf, shortJob, shortOrder, steps } from './pack.ts';

interface Kept {
  readonly cards: Board['cards'];
  readonly index: ReadonlyMap<CardId, number>;
  readonly orders: KeptColumns;
  readonly jobs: KeptColumns;
  /** Lists and cards of a board are never written to: the same one is the same text. */
  readonly places: WeakMap<readonly CardId[], string>;
  readonly movers: WeakMap<Card, string>;
}

/**
 * `JSON.stringify(packBoard(board))`, for one version of a board after another. Between two of them
 * a few cards have moved, so most of the text is that of the time before. Holds about as much memory
 * as the board itself.
 */
export class Packing {
  private kept: Kept | null = null;

  text(board: Board): string {
    const before = this.kept;
    // Halfway through it is neither the one nor the other board.
    this.kept = null;
    const kept = (before && followed(before, board.cards)) ?? anew(board.cards);
    const text = told(kept, board);
    this.kept = kept;
    return text;
  }
}

function anew(cards: Board['cards']): Kept {
  const { orders, jobs, index } = rowsOf(cards);
  return { cards, index, orders: new KeptColumns(orders, shortOrder), jobs: new KeptColumns(jobs, shortJob), places: new WeakMap(), movers: new WeakMap() };
}

/** null: cards came or went, or one has other fields now. */
function followed(kept: Kept, cards: Board['cards']): Kept | null {
  if (cards.size !== kept.cards.size) return null;
  for (const id of cards.changedSince(kept.cards)) {
    const card = cards.get(id);
    const at = kept.index.get(id as CardId);
    if (!card || at === undefined) return null;
    const isOrder = at < kept.orders.size;
    if (isOrder !== (card.kind === 'order')) return null;
    if (!(isOrder ? kept.orders.replace(at, card) : kept.jobs.replace(at - kept.orders.size, card))) return null;
  }
  return { ...kept, cards };
}

function told(kept: Kept, board: Board): string {
  const { cards: _, places, lastMoves, ...rest } = board;
  const moves = Object.entries(lastMoves);
  const lists = Object.entries(places).map(([key, ids]) => `[${JSON.stringify(key)},${once(kept.places, ids, () => steps(ids, kept.index))}]`);
  const movers = moves.map(([person, { was }]) => `[${JSON.stringify(person)},${once(kept.movers, was, () => toColumns([was]))}]`);
  return `{"v":${PACK_VERSION},"board":${JSON.stringify(rest)},"orders":${kept.orders.text()},"jobs":${kept.jobs.text()}` +
    `,"places":[${lists.join(',')}],"moves":${JSON.stringify(toColumns(moves.map(moveRow)))},"movers":[${movers.join(',')}]}`;
}

function once<Key extends object>(texts: WeakMap<Key, string>, key: Key, tell: () => unknown): string {
  const known = texts.get(key);
  if (known !== undefined) return known;
  const text = JSON.stringify(tell());
  texts.set(key, text);
  return text;
}
