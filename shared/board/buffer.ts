import type { Standing } from '../cards/card.ts';
import type { Time } from '../kernel/time.ts';
import { promiseOf } from '../orders/order.ts';
import type { Order } from '../orders/order.ts';
import { dueAt } from './board.ts';
import type { Board } from './board.ts';

const DAY = 86_400_000;

/** Section 3.7: one production buffer before the promise. */
export const authorisedAt = (board: Board, order: Order): Time | null => {
  const promise = promiseOf(order);
  return promise === null ? null : promise - board.policies.productionBufferDays * DAY;
};

export type BufferColour = 'green' | 'yellow' | 'red' | 'black';

/** Buffer status (TOC): the fraction of the production buffer left, 1 and above before authorisation.
 *  Sides: exactly 2/3 is yellow, exactly 1/3 is yellow, exactly 0 is red, below 0 is black. */
export function bufferLeft(board: Board, card: Standing, now: Time): number | null {
  const due = dueAt(board, card);
  return due === null ? null : (due - now) / (board.policies.productionBufferDays * DAY);
}

export function bufferColour(left: number | null): BufferColour | null {
  if (left === null) return null;
  if (left < 0) return 'black';
  if (left < 1 / 3) return 'red';
  return left <= 2 / 3 ? 'yellow' : 'green';
}
