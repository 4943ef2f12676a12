import type { Board, LastMove } from '../board/board.ts';
import type { Card } from '../cards/card.ts';
import type { Job } from '../jobs/job.ts';
import type { Order } from '../orders/order.ts';
import type { PlaceKey } from '../board/lane.ts';
import type { CardId, PersonId } from '../kernel/ids.ts';
import { Table } from '../kernel/table.ts';
import { type Columns, type Short, fromColumns, toColumns } from './columns.ts';

/** Raised when the shape below changes; a snapshot of another version is built anew. */
export const PACK_VERSION = 3;

/** A board as JSON, an eighth of its size before gzip: for a screen that joins and for the log's snapshots. */
export interface Packed {
  readonly v: number;
  /** The board without what stands in columns. */
  readonly board: Omit<Board, 'cards' | 'places' | 'lastMoves'>;
  readonly orders: Columns;
  readonly jobs: Columns;
  /** Card order of each place: places in `orders` then `jobs`, as steps from one card to the next. */
  readonly places: readonly (readonly [PlaceKey, readonly number[]])[];
  readonly moves: Columns;
  readonly movers: readonly (readonly [PersonId, Columns])[];
}

export function packBoard(board: Board): Packed {
  const { cards, places, lastMoves, ...rest } = board;
  const { orders, jobs, index } = rowsOf(cards);
  const moves = Object.entries(lastMoves);
  return {
    v: PACK_VERSION,
    board: rest,
    orders: toColumns(orders, shortOrder),
    jobs: toColumns(jobs, shortJob),
    places: Object.entries(places).map(([key, ids]) => [key, steps(ids, index)] as const),
    moves: toColumns(moves.map(moveRow)),
    movers: moves.map(([person, move]) => [person as PersonId, toColumns([move.was])] as const),
  };
}

/** The rows as they are packed, and where each card stands among them: orders, then jobs. */
export function rowsOf(cards: Board['cards']): { readonly orders: Card[]; readonly jobs: Card[]; readonly index: ReadonlyMap<CardId, number> } {
  const orders: Card[] = [];
  const jobs: Card[] = [];
  for (const card of cards.values()) (card.kind === 'order' ? orders : jobs).push(card);
  const sorted = [inOrder(orders), inOrder(jobs)] as const;
  const index = new Map<CardId, number>();
  for (const rows of sorted) for (const card of rows) index.set(card.id, index.size);
  return { orders: sorted[0], jobs: sorted[1], index };
}

/** Without the card as it was: those have columns of their own. */
export const moveRow = ([person, move]: readonly [string, LastMove]): object => ({ person, ...move, was: undefined });

/** @throws when the version is another one than this build's. */
export function unpackBoard(packed: Packed): Board {
  if (packed?.v !== PACK_VERSION) {
    throw new Error(`This snapshot has the form ${String(packed?.v)} and this build reads only ${PACK_VERSION}: it has to be built again from the log.`);
  }
  const rows = [...fromColumns(packed.orders, longOrder), ...fromColumns(packed.jobs, longJob)] as unknown as Card[];
  const places: Record<PlaceKey, CardId[]> = {};
  for (const [key, list] of packed.places) {
    let at = 0;
    places[key] = list.map((step) => (rows[(at += step)] as Card).id);
  }
  const was = new Map(packed.movers.map(([person, columns]) => [person, fromColumns(columns)[0]]));
  const lastMoves: Record<PersonId, LastMove> = {};
  for (const { person, ...move } of fromColumns(packed.moves)) {
    lastMoves[person as PersonId] = { ...move, was: was.get(person as PersonId) } as unknown as LastMove;
  }
  return { ...packed.board, cards: Table.of(rows), places, lastMoves };
}

/** 1041.2 before 1041.10 before 1042.1: neighbours were made together and look alike. */
function inOrder<Row extends Card>(cards: readonly Row[]): Row[] {
  const ranks = Float64Array.from(cards, (card) => rankOf(card.id));
  return Array.from(cards.keys()).sort((a, b) => (ranks[a] as number) - (ranks[b] as number)).map((at) => cards[at] as Row);
}

function rankOf(id: CardId): number {
  const dot = id.indexOf('.');
  const rank = dot < 0 ? Number(id) * 4096 : Number(id.slice(0, dot)) * 4096 + Number(id.slice(dot + 1));
  return Number.isFinite(rank) ? rank : -1;
}

export function steps(ids: readonly CardId[], index: ReadonlyMap<CardId, number>): number[] {
  let last = 0;
  return ids.map((id) => {
    const at = index.get(id);
    if (at === undefined) throw new Error(`Card ${id} stands in a place and is not on the board.`);
    const step = at - last;
    last = at;
    return step;
  });
}

// An order's jobs are nearly always `1041.1` to `1041.n`, and a job's id begins with its order's.

export const shortOrder: Short = {
  jobs: (jobs: Order['jobs'], order: Order) => (jobs.every((job, i) => job === `${order.id}.${i + 1}`) ? jobs.length : jobs),
};
const longOrder: Short = {
  jobs: (jobs: unknown, order: Order) => (typeof jobs === 'number' ? Array.from({ length: jobs }, (_, i) => `${order.id}.${i + 1}`) : jobs),
};
export const shortJob: Short = { id: (id: Job['id'], { order }: Job) => lineIn(id, order) ?? id };

/** 3 of `1041.3` in order `1041`; null when the id is made otherwise. */
function lineIn(id: string, order: string): number | null {
  const first = order.length + 1;
  if (id.length <= first || id.length > first + 9 || id.charCodeAt(first) === 48 || id.charCodeAt(first - 1) !== 46 || !id.startsWith(order)) return null;
  let line = 0;
  for (let i = first; i < id.length; i += 1) {
    const digit = id.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return null;
    line = line * 10 + digit;
  }
  return line;
}

const longJob: Short = {
  id: (id: unknown, job: Job) => (typeof id === 'number' ? `${job.order}.${id}` : id),
};
