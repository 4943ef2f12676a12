import type { Board } from '../board/board.ts';
import { onCard, put } from '../cards/standing.ts';
import { changed } from '../board/changed.ts';
import type { CommitInfo, TextRef } from '../kernel/commit-info.ts';
import type { Folds, Named } from '../kernel/fold.ts';
import { limitsChanged } from './reckoning.ts';
import type { CardId, LaneId, LimitId } from '../kernel/ids.ts';
import type { Exceeded, Signal } from './exceptions.ts';
import type { Limit } from './limit.ts';

export type LimitEvent =
  | { readonly type: 'LimitSet'; readonly limit: Limit; readonly reason: TextRef | null }
  | { readonly type: 'LimitRemoved'; readonly limit: LimitId; readonly reason: TextRef | null }
  | { readonly type: 'WipOverridden'; readonly card: CardId; readonly lane: LaneId | null; readonly limits: readonly Exceeded[]; readonly reason: TextRef }
  | { readonly type: 'PullSignalled'; readonly signals: readonly Signal[] };

export const limitNames: Named<LimitEvent, CardId> = {
  LimitSet: () => [],
  LimitRemoved: () => [],
  WipOverridden: ({ card }) => [card],
  /** Who is called is only told so. */
  PullSignalled: () => [],
};

export const limitFolds: Folds<LimitEvent, Board, CommitInfo> = {
  LimitSet: (board, event) => limitSet(board, event.limit),
  LimitRemoved: (board, event) => limitsChanged(board, board.limits.filter((limit) => limit.id !== event.limit)),
  WipOverridden: (board, event, info) => onCard(board, event.card, (card) => put(board, card, changed(card, {
    exceptions: card.exceptions.map((exception) => exception.kind === 'override' && exception.at === info.at && exception.reason === ''
      ? { ...exception, reason: info.texts[event.reason] ?? '' } : exception),
  }))),
  PullSignalled: (board) => board,
};

function limitSet(board: Board, limit: Limit): Board {
  const known = board.limits.some((old) => old.id === limit.id);
  return limitsChanged(board, known ? board.limits.map((old) => (old.id === limit.id ? limit : old)) : [...board.limits, limit]);
}
