import type { Board } from '../board/board.ts';
import { changed } from '../board/changed.ts';
import type { LimitId } from '../kernel/ids.ts';
import { recountChanged, recount, standingExceptions, viewOf, weightOf } from './admission.ts';
import type { Limit } from './limit.ts';

export const recounted = (board: Board): Board => ({ ...board, loads: recount(board) });

/** After a rule changed: loads from nothing, the exceptions that stand by the new rule, and what is above a limit by that change. */
export const reckoned = (board: Board, loads = recount(board)): Board => accounted(swept({ ...board, loads }));

export function withLimits(board: Board, limits: readonly Limit[]): Board {
  const lowered = limits.map((limit) => board.lowered[board.limits.findIndex((old) => old.id === limit.id)] ?? 0);
  return { ...board, limits, lowered };
}

export function limitsChanged(before: Board, limits: readonly Limit[]): Board {
  const board = withLimits(before, limits);
  return reckoned(board, recountChanged(board, before));
}

/** WIP-19: what a changed limit leaves above capacity, and no recorded exception explains, it lowered. */
export function accounted(board: Board): Board {
  // Gone through once, not once for each limit: of thousands of cards few are exceptions.
  const excepted = new Map<LimitId, number>();
  for (const card of board.cards.values())
    for (const limit of new Set(card.exceptions.map((exception) => exception.limit))) excepted.set(limit, (excepted.get(limit) ?? 0) + weightOf(board, limit, card));
  const lowered = board.limits.map(({ id }, index) => Math.max(0, viewOf(board, index).over - (excepted.get(id) ?? 0)));
  return { ...board, lowered };
}

function swept(board: Board): Board {
  let { cards } = board;
  for (const card of board.cards.values()) {
    const exceptions = standingExceptions(board, card);
    if (exceptions !== card.exceptions) cards = cards.with(changed(card, { exceptions }));
  }
  return cards === board.cards ? board : { ...board, cards };
}
