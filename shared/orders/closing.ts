import { cardsAt, laneWithRole } from '../board/board.ts';
import type { Board } from '../board/board.ts';
import { civilDay, momentOf } from '../kernel/calendar.ts';
import { byNumber } from '../kernel/ids.ts';
import type { CardId } from '../kernel/ids.ts';
import type { Time } from '../kernel/time.ts';
import type { Order } from './order.ts';

/** What happened to the order is over; what comes after it is another order. */
export const isDoneWith = (order: Pick<Order, 'phase' | 'finishedAt'>): boolean => order.phase === 'shipped' && order.finishedAt !== null;

/**
 * When an order leaves the floor for the archive: at the start of a day of the shop, so many whole days after the one
 * on which it was shipped, and never while the move can still be taken back. null: it is not done with.
 */
export function closesAt({ policies }: Pick<Board, 'policies'>, order: Pick<Order, 'phase' | 'finishedAt'>): Time | null {
  if (!isDoneWith(order) || order.finishedAt === null) return null;
  const { year, month, day } = civilDay(order.finishedAt, policies.timeZone);
  const morning = momentOf({ year, month, day: day + policies.closeAfterDays + 1 }, 0, policies.timeZone);
  return Math.max(morning, order.finishedAt + policies.undoSeconds * 1_000 + 1);
}

/** Those that are done with and still on the floor, whoever was shipped first first: so they leave it, too. */
function doneWith(board: Board): readonly Order[] {
  const lane = laneWithRole(board, 'shipped');
  const orders = lane ? cardsAt(board, lane.id, 'done').flatMap((id): Order[] => { const card = board.cards.get(id); return card?.kind === 'order' && isDoneWith(card) ? [card] : []; }) : [];
  return orders.toSorted((a, b) => (a.finishedAt ?? 0) - (b.finishedAt ?? 0) || byNumber(a.id, b.id));
}

/** When the next one leaves; null: none is there. */
export function nextClosing(board: Board): Time | null {
  const [first] = doneWith(board);
  return first ? closesAt(board, first) : null;
}

/** Those whose time has come, with when that was. Only the first that stays costs a look at the calendar. */
export function toClose(board: Board, now: Time): readonly { readonly at: Time; readonly order: CardId }[] {
  const due: { at: Time; order: CardId }[] = [];
  for (const order of doneWith(board)) {
    const at = closesAt(board, order);
    if (at === null || at > now) break;
    due.push({ at, order: order.id });
  }
  return due;
}
