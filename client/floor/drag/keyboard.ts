import { KeyboardCode } from '@dnd-kit/core';
import type { CardId } from '../../../shared/kernel/ids.ts';
import { intoSight } from '../into-sight.ts';
import type { Targets } from './drop-target.tsx';
import type { Point } from './sensors.ts';

/** What the keyboard points with, from the upper left corner of what it moves. */
export const POINT = { x: 12, y: 6 };

/** KeyedSemaphore that one step goes on, by key: down the column or up. */
const STEPS: Readonly<Record<string, number>> = { [KeyboardCode.Down]: 1, [KeyboardCode.Up]: -1, PageDown: 10, PageUp: -10 };

/** Left and right: a column. Up and down: a place; a page: ten of them. What the hand goes to is brought into sight first. */
export function byLaneAndRow(code: string, corner: Point, targets: Targets, held: CardId): Point | null {
  const columns = targets.inOrder();
  const at = nearest(columns.map(({ box }) => box), corner.x + POINT.x);
  if (code === KeyboardCode.Left || code === KeyboardCode.Right) {
    const next = columns[at + (code === KeyboardCode.Left ? -1 : 1)]?.element;
    if (!next) return null;
    intoSight(next.closest('.lane') ?? next);
    const first = cardsIn(next).find((card) => card.dataset['card'] !== held);
    const box = next.getBoundingClientRect();
    const top = first ? first.getBoundingClientRect().top : box.top + 4;
    return { x: box.left + 4, y: Math.max(top - 2, box.top) };
  }
  const step = STEPS[code];
  if (step !== undefined) {
    const column = columns[at]?.element;
    if (!column) return null;
    const cards = cardsIn(column);
    const places = cards.flatMap((card, index) => placesAt(card, corner, index === cards.length - 1));
    const first = step > 0 ? places.findIndex((place) => isPast(place, corner)) : places.findLastIndex((place) => isPast(corner, place));
    if (first < 0) return null;
    const next = Math.max(0, Math.min(places.length - 1, first + step - Math.sign(step)));
    const card = cards[Math.min(next, cards.length - 1)];
    if (!card) return null;
    const before = card.getBoundingClientRect().top;
    intoSight(card);
    const { x, y } = places[next] ?? corner;
    return { x, y: y + card.getBoundingClientRect().top - before };
  }
  return null;
}

const cardsIn = (column: HTMLElement): HTMLElement[] => [...column.querySelectorAll<HTMLElement>('[data-card]')];

/** Where the hand's corner goes to mean the place above a card, and past the last one the place below it. */
function placesAt(card: HTMLElement, corner: Point, last: boolean): Point[] {
  const { left, right, top, bottom } = card.getBoundingClientRect();
  const [above, below] = card.matches('.dot')
    ? [{ x: left - POINT.x + 1, y: top }, { x: right - POINT.x - 1, y: top }]
    : [{ x: corner.x, y: top - 2 }, { x: corner.x, y: bottom + 2 }];
  return last ? [above, below] : [above];
}

/** Further down, or in the same line of dots further right. */
const isPast = (a: Point, b: Point): boolean => a.y > b.y + 3 || (Math.abs(a.y - b.y) <= 3 && a.x > b.x + 3);

/** Off every column, the nearest one counts. */
function nearest(boxes: readonly DOMRect[], x: number): number {
  const far = boxes.map(({ left, right }) => Math.max(left - x, x - right, 0));
  return far.indexOf(Math.min(...far));
}
