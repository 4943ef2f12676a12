import { QueryClient, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Board } from '../../shared/board/board.ts';
import { orderIdOf } from '../../shared/floor.ts';
import { isStillFree, orderNumberIn } from '../../shared/kernel/ids.ts';
import type { BoardId, CardId } from '../../shared/kernel/ids.ts';
import { cardsOf } from '../../shared/floor.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import type { OrderFileView } from '../../shared/views/order-file-view.ts';
import { withJobs } from '../../shared/orders/plan.ts';
import { useClosedOrder } from './closed-order.ts';
import { answerOf, NotThere } from './rest.ts';
import { useBoard, useBoardState, useBoardStore, useConnection } from './use-board.ts';

/** What is read by REST: kept while a screen shows it, and read again when the log says something about it. */
export const reads = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: (failures, error) => failures < 1 && !(error instanceof NotThere), networkMode: 'always' } } });

export const readOrderFile = (board: BoardId, order: CardId, signal?: AbortSignal): Promise<OrderFileView> =>
  answerOf(`/api/boards/${encodeURIComponent(board)}/orders/${encodeURIComponent(order)}`, { signal });

export interface FileRead {
  readonly file: OrderFileView | null;
  /** There is no such order, on the floor or closed. */
  readonly nothing: boolean;
  /** It could not be read; it is tried again when the connection is back. */
  readonly failed: boolean;
  readonly again: () => void;
}

/** The file of an order; null: of none. */
export function useOrderFile(order: CardId | null): FileRead {
  const store = useBoardStore();
  const board = useBoard(({ id }) => id);
  const actor = useBoardState((state) => state.actor);
  const live = useConnection().state === 'live';
  const { data, isError, error, refetch } = useQuery({
    queryKey: ['order', board, order, actor], enabled: order !== null, queryFn: ({ signal }) => readOrderFile(board, order as CardId, signal),
  }, reads);
  useEffect(() => {
    if (order === null) return undefined;
    const stale = (): void => void reads.invalidateQueries({ queryKey: ['order', board, order] });
    if (live) stale();
    return store.onMerged((commits) => { if (isAbout(store.getState().board, commits, order)) stale(); });
  }, [store, board, order, live]);
  const nothing = error instanceof NotThere;
  return { file: data ?? null, nothing, failed: isError && !data && !nothing, again: () => void refetch() };
}

const isAbout = (board: Board, commits: readonly WireCommit[], order: CardId): boolean =>
  commits.some(({ events }) => events.some((event) => cardsOf(event).some((card) => card === order || orderIdOf(board, card) === order)));

/** The floor with the planned jobs of an order on it, in no lane: as its own screens tell of it. A file that is a moment behind adds nothing that is gone. */
export function withPlanned(board: Board, file: OrderFileView | null): Board {
  const order = file && board.cards.get(file.id);
  if (!file || order?.kind !== 'order' || order.plan === null) return board;
  return withJobs(board, file.planned.filter(({ id }) => order.jobs.includes(id)));
}

export interface CardRead extends FileRead {
  readonly board: Board;
  /** The order whose file it takes to tell of the card; null: there is no such card. */
  readonly order: CardId | null;
  /** It has left the floor: the board is the floor as it was with it, and nothing on it changes any more. */
  readonly closed: boolean;
}

/** The board as a card's own screens tell of it, be the card on the floor, planned in its order's file, or closed. */
export function useBoardOf(card: CardId): CardRead {
  const board = useBoard((whole) => whole);
  const actor = useBoardState((state) => state.actor);
  const known = useBoardState((state) => state.head.seq > 0);
  const onFloor = orderIdOf(board, card);
  const order = onFloor ?? (known && !isStillFree(orderNumberIn(card), board.nextNumber) ? orderNumberIn(card) : null);
  const read = useOrderFile(order);
  const left = onFloor === null && typeof read.file?.closedAt === 'number';
  const closed = useClosedOrder(left ? order : null, board, actor, reads);
  if (onFloor !== null) return { ...read, order, closed: false, board: withPlanned(board, read.file) };
  if (closed.board?.cards.has(card)) return { ...read, order, closed: true, board: closed.board };
  const isThere = order !== null && !read.nothing && (left ? !closed.board : !read.file);
  return { ...read, file: null, failed: read.failed || closed.failed, again: left ? closed.again : read.again, order: isThere ? order : null, closed: false, board };
}
