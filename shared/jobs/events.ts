import type { Board } from '../board/board.ts';
import { completed } from '../cards/transitions.ts';
import { move, onCard, onOrder, put } from '../cards/standing.ts';
import { changed } from '../board/changed.ts';
import type { CommitInfo } from '../kernel/commit-info.ts';
import type { Folds, Named } from '../kernel/fold.ts';
import type { CardId } from '../kernel/ids.ts';

export type JobEvent =
  /** The job is DONE: it leaves every job limit at once and lies in its order's kit (WIP-12). */
  | { readonly type: 'JobCompleted'; readonly card: CardId; readonly order: CardId; readonly quantity: number };

export const jobNames: Named<JobEvent, CardId> = {
  JobCompleted: ({ card, order }) => [card, order],
};

export const jobFolds: Folds<JobEvent, Board, CommitInfo> = { JobCompleted: jobCompleted };

function jobCompleted(board: Board, event: JobEvent, info: CommitInfo): Board {
  return onCard(board, event.card, (job) => {
    if (job.kind !== 'job') return board;
    const moved = move(board, job, completed(job, event.quantity, info), null, info);
    return onOrder(moved, event.order, (order) => put(moved, order, changed(order, { kitDone: order.kitDone + 1 })));
  });
}
