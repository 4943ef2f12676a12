import { useInfiniteQuery } from '@tanstack/react-query';
import type { BoardId } from '../../shared/kernel/ids.ts';
import type { OrderRecordView } from '../../shared/views/order-record.ts';
import { reads } from '../replica/order-file.ts';
import { answerOf } from '../replica/rest.ts';
import { useBoardState } from '../replica/use-board.ts';
import { type OrdersAsked, questionOf } from './orders-asked.ts';

interface Answer {
  readonly orders: readonly OrderRecordView[];
  readonly next: string | number | null;
  readonly more?: boolean;
  readonly behind: number;
}

export interface OrdersRead {
  /** null: not read yet. */
  readonly orders: readonly OrderRecordView[] | null;
  readonly failed: boolean;
  readonly again: () => void;
  /** null: this is all. */
  readonly older: (() => void) | null;
  readonly reading: boolean;
  /** More fit than the server ranks. */
  readonly tooMany: boolean;
  readonly behind: number;
}

/** A list that is behind the log is looked at again, ms. */
const LOOK_AGAIN = 2_000;

/** The orders that are asked for, page by page. What an older question found stays until the next is answered. */
export function useOrders(board: BoardId, asked: OrdersAsked): OrdersRead {
  const actor = useBoardState((state) => state.actor);
  const { path, query } = questionOf(asked);
  const { data, isError, isFetching, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['orders', board, actor, path, query],
    initialPageParam: null as Answer['next'],
    queryFn: ({ pageParam, signal }) => {
      const on = new URLSearchParams({ ...query, ...(pageParam !== null && { [path === 'search' ? 'page' : 'before']: String(pageParam) }) });
      return answerOf<Answer>(`/api/boards/${encodeURIComponent(board)}/${path}?${on.toString()}`, { signal });
    },
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
    placeholderData: (before) => before,
    refetchInterval: ({ state }) => ((state.data?.pages[0]?.behind ?? 0) > 0 ? LOOK_AGAIN : false),
  }, reads);
  return {
    orders: data?.pages.flatMap(({ orders }) => orders) ?? null, failed: isError && !isFetching, again: () => void refetch(), reading: isFetching,
    older: hasNextPage ? () => void fetchNextPage() : null, tooMany: data?.pages.some(({ more }) => more) ?? false, behind: data?.pages[0]?.behind ?? 0,
  };
}
