import { QueryClient, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Board } from '../../shared/board/board.ts';
import { orderIdOf } from '../../shared/floor.ts';
import type { BoardId, CardId } from '../../shared/kernel/ids.ts';
import { cardsOf } from '../../shared/floor.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import type { OrderFileView } from '../../shared/views/order-file-view.ts';
import { withJobs } from '../../shared/orders/plan.ts';
import { answerOf } from './rest.ts';
import { useBoard, useBoardState, useBoardStore, useConnection } from './use-board.ts';

/** What is read by REST: kept while a screen shows it, and read again when the log says something about it. */
export const reads = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: 1, networkMode: 'always' } } });

export const readOrderFile = (board: BoardId, order: CardId, signal?: AbortSignal): Promise<OrderFileView> =>
  answerOf(`/api/boards/${encodeURIComponent(board)}/orders/${encodeURIComponent(order)}`, { signal });

export interface FileRead {
  readonly file: OrderFileView | null;
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
  const { data, isError, refetch } = useQuery({
    queryKey: ['order', board, order, actor], enabled: order !== null, queryFn: ({ signal }) => readOrderFile(board, order as CardId, signal),
  }, reads);
  useEffect(() => {
    if (order === null) return undefined;
    const stale = (): void => void reads.invalidateQueries({ queryKey: ['order', board, order] });
    if (live) stale();
    return store.onMerged((commits) => { if (isAbout(store.getState().board, commits, order)) stale(); });
  }, [store, board, order, live]);
  return { file: data ?? null, failed: isError && !data, again: () => void refetch() };
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
  /** The order whose file it takes to tell of the card. */
  readonly order: CardId | null;
}

/** The board as a card's own screens tell of it, be the card on the floor or planned in its order's file. */
export function useBoardOf(card: CardId): CardRead {
  const board = useBoard((whole) => whole);
  const order = orderIdOf(board, card);
  const read = useOrderFile(order);
  return { ...read, order, board: withPlanned(board, read.file) };
}
