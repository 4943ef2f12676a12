import { type QueryClient, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { emptyBoard } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import { applyCommit } from '../../shared/floor.ts';
import type { BoardId, CardId } from '../../shared/kernel/ids.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import { answerOf } from './rest.ts';

interface Page { readonly commits: readonly WireCommit[]; readonly next: number | null }

/** All that was ever done to an order, in order. */
async function wholeStory(board: BoardId, order: CardId, signal: AbortSignal): Promise<readonly WireCommit[]> {
  const commits: WireCommit[] = [];
  for (let before: number | null = null; ; ) {
    const query = new URLSearchParams({ limit: '200', ...(before !== null && { before: String(before) }) });
    const page: Page = await answerOf(`/api/boards/${encodeURIComponent(board)}/cards/${encodeURIComponent(order)}/story?${query.toString()}`, { signal });
    commits.push(...page.commits);
    if (page.next === null) return commits.toReversed();
    before = page.next;
  }
}

/** The order and its jobs as they stood when it was closed, on the lanes of today: its story, folded like any. */
export function closedBoard({ id, lanes, limits, policies, name, seq, at }: Board, story: readonly WireCommit[]): Board {
  const empty: Board = { ...emptyBoard(id), name, lanes, policies };
  const last = story.reduce((board, commit) => applyCommit(board, { ...commit, events: commit.events.filter(({ type }) => type !== 'OrderClosed') }), empty);
  // Limits have names, and nothing here is held by them.
  return { ...last, limits, loads: limits.map(() => 0), seq, at };
}

export interface ClosedRead { readonly board: Board | null; readonly failed: boolean; readonly again: () => void }

/** null: of none. It never changes any more, so it is read once. */
export function useClosedOrder(order: CardId | null, floor: Board, actor: string, reads: QueryClient): ClosedRead {
  const { data, isError, refetch } = useQuery({ queryKey: ['closed', floor.id, order, actor], enabled: order !== null, queryFn: ({ signal }) => wholeStory(floor.id, order as CardId, signal) }, reads);
  const { lanes, limits, policies } = floor;
  // eslint-disable-next-line react-hooks/exhaustive-deps -- a move on the floor changes nothing of it
  const board = useMemo(() => (order !== null && data ? closedBoard(floor, data) : null), [order, data, lanes, limits, policies]);
  return { board, failed: isError && !data, again: () => void refetch() };
}
