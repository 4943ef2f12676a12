import type { Board, Card, Job, LastMove, Order, PlaceKey } from '../domain/board.ts';
import type { CardId, PersonId } from '../domain/ids.ts';
import { Table } from '../domain/table.ts';
import { type Columns, type Short, fromColumns, toColumns } from './columns.ts';

/** Raised when the shape below changes; a snapshot of another version is built anew. */
export const PACK_VERSION = 1;

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
  const rows = [...cards.values()];
  const orders = inOrder(rows.filter((card) => card.kind === 'order'));
  const jobs = inOrder(rows.filter((card) => card.kind === 'job'));
  const index = new Map([...orders, ...jobs].map((card, i) => [card.id, i]));
  const moves = Object.entries(lastMoves);
  return {
    v: PACK_VERSION,
    board: rest,
    orders: toColumns(orders, shortOrder),
    jobs: toColumns(jobs, shortJob),
    places: Object.entries(places).map(([key, ids]) => [key, steps(ids, index)] as const),
    moves: toColumns(moves.map(([person, move]) => ({ person, ...move, was: undefined }))),
    movers: moves.map(([person, move]) => [person as PersonId, toColumns([move.was])] as const),
  };
}

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
  const ranked: { readonly card: Row; readonly rank: number }[] = [];
  let last = -Infinity;
  let sorted = true;
  for (const card of cards) {
    const rank = rankOf(card.id);
    sorted &&= rank >= last;
    last = rank;
    ranked.push({ card, rank });
  }
  return sorted ? [...cards] : ranked.sort((a, b) => a.rank - b.rank).map(({ card }) => card);
}

function rankOf(id: CardId): number {
  const dot = id.indexOf('.');
  const rank = dot < 0 ? Number(id) * 4096 : Number(id.slice(0, dot)) * 4096 + Number(id.slice(dot + 1));
  return Number.isFinite(rank) ? rank : -1;
}

function steps(ids: readonly CardId[], index: ReadonlyMap<CardId, number>): number[] {
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

const shortOrder: Short = {
  jobs: (jobs: Order['jobs'], order: Order) => (jobs.every((job, i) => job === `${order.id}.${i + 1}`) ? jobs.length : jobs),
};
const longOrder: Short = {
  jobs: (jobs: unknown, order: Order) => (typeof jobs === 'number' ? Array.from({ length: jobs }, (_, i) => `${order.id}.${i + 1}`) : jobs),
};
const shortJob: Short = { id: (id: Job['id'], { order }: Job) => lineIn(id, order) ?? id };

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
