import type { BoardId } from '../../shared/kernel/ids.ts';
import type { Neighbours } from '../cluster/neighbours.ts';
import { type Timers, after } from '../ports/timers.ts';

/**
 * Fairness between nodes on one board. The log takes whoever comes first, so a node near the store that
 * always has something to write would leave one farther away no turn at all. Nobody is locked out or
 * waits for a word: who loses again and again says so, and the others rest between their writes.
 */
export interface Yields {
  /** Others came first again and again; one try of ours takes `ms`. */
  plead(board: BoardId, ms: number): void;
  /** To rest after a write so that another node gets its turn; 0 where none asked for it; ms. */
  rest(board: BoardId): number;
  /** Whether this node has asked for turns: then it takes them. */
  pleads(board: BoardId): boolean;
}

/** So many lost tries in a row are no accident between equals: ten were, and each such plea cost both nodes a quarter of their moves for seconds. */
export const PLEAD_AFTER = 20;
const TOPIC = 'contended';
const HOLDS = 3_000;
const MOST = 100;

export function yieldsAmong(neighbours: Neighbours, timers: Timers, random: () => number = Math.random): Yields {
  const pleading = new Map<BoardId, number>();

  /** Until nobody has lost for a while. */
  function hold(board: BoardId, pleas: number): void {
    after(timers, HOLDS, () => {
      const now = pleading.get(board) ?? 0;
      if (now > pleas) return hold(board, now);
      pleading.delete(board);
      neighbours.tell(TOPIC, board, null);
    });
  }

  return {
    plead(board, ms) {
      const pleas = (pleading.get(board) ?? 0) + 1;
      pleading.set(board, pleas);
      if (pleas > 1) return;
      neighbours.tell(TOPIC, board, String(Math.round(Math.min(MOST, Math.max(1, ms)))));
      hold(board, pleas);
    },
    pleads: (board) => pleading.has(board),
    rest(board) {
      const needs = neighbours.heard(TOPIC, board).map(Number);
      return needs.length === 0 ? 0 : Math.max(...needs) * (1 + random());
    },
  };
}
