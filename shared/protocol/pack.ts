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
  const ranked = cards.map((card) => {
    const dot = card.id.indexOf('.');
    const rank = dot < 0 ? Number(card.id) * 4096 : Number(card.id.slice(0, dot)) * 4096 + Number(card.id.slice(dot + 1));
    return { card, rank: Number.isFinite(rank) ? rank : -1 };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ card }) => card);
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
const shortJob: Short = {
  id: (id: Job['id'], job: Job) => {
    const line = Number(id.slice(job.order.length + 1));
    return id === `${job.order}.${line}` ? line : id;
  },
};
const longJob: Short = {
  id: (id: unknown, job: Job) => (typeof id === 'number' ? `${job.order}.${id}` : id),
};
