import { KeyboardCode } from '@dnd-kit/core';
import type { CardId } from '../../../shared/domain/ids.ts';
import type { Targets } from './drop-target.tsx';
import type { Point } from './sensors.ts';

/** Left and right: a column. Up and down: a row. What the hand goes to is brought into sight first. */
export function byLaneAndRow(code: string, corner: Point, targets: Targets, held: CardId): Point | null {
  const columns = targets.inOrder();
  const at = nearest(columns.map(({ box }) => box), corner.x + 12);
  if (code === KeyboardCode.Left || code === KeyboardCode.Right) {
    const next = columns[at + (code === KeyboardCode.Left ? -1 : 1)]?.element;
    if (!next) return null;
    intoSight(next.closest('.lane') ?? next);
    const first = cardsIn(next).find((card) => card.dataset['card'] !== held);
    const box = next.getBoundingClientRect();
    const top = first ? first.getBoundingClientRect().top : box.top + 4;
    return { x: box.left + 4, y: Math.max(top - 2, box.top) };
  }
  if (code === KeyboardCode.Up || code === KeyboardCode.Down) {
    const column = columns[at]?.element;
    if (!column) return null;
    const cards = cardsIn(column);
    const tops = cards.map((card) => card.getBoundingClientRect()).flatMap((box, index, all) => (index === all.length - 1 ? [box.top - 2, box.bottom + 2] : [box.top - 2]));
    const next = code === KeyboardCode.Down ? tops.findIndex((top) => top > corner.y + 3) : tops.findLastIndex((top) => top < corner.y - 3);
    const card = cards[Math.min(next, cards.length - 1)];
    if (next < 0 || !card) return null;
    const before = card.getBoundingClientRect().top;
    intoSight(card);
    return { x: corner.x, y: (tops[next] ?? 0) + card.getBoundingClientRect().top - before };
  }
  return null;
}

const intoSight = (element: Element): void => element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });

const cardsIn = (column: HTMLElement): HTMLElement[] => [...column.querySelectorAll<HTMLElement>('[data-card]')];

/** Off every column, the nearest one counts. */
function nearest(boxes: readonly DOMRect[], x: number): number {
  const far = boxes.map(({ left, right }) => Math.max(left - x, x - right, 0));
  return far.indexOf(Math.min(...far));
}
