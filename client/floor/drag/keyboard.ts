import { KeyboardCode } from '@dnd-kit/core';
import type { DroppableContainer, KeyboardCoordinateGetter } from '@dnd-kit/core';
import type { CardId } from '../../../shared/domain/ids.ts';
import { inHand } from './grip.tsx';

/** Left and right: a column. Up and down: a row. */
export const byLaneAndRow: KeyboardCoordinateGetter = (event, { currentCoordinates, context }) => {
  const { droppableContainers, over, collisionRect, active } = context;
  if (!collisionRect) return undefined;
  const columns = droppableContainers.getEnabled().flatMap((container) => {
    const box = container.node.current?.getBoundingClientRect();
    return box && box.width > 0 ? [{ container, box }] : [];
  }).sort((a, b) => a.box.left - b.box.left || a.box.top - b.box.top);
  const under = columns.findIndex(({ container }) => container.id === over?.id);
  // Before the library has said what lies under the card, and off every column: the nearest one counts.
  const at = under >= 0 ? under : nearest(columns.map(({ box }) => box), collisionRect.left + 12);
  const code = event.code;
  if (code === KeyboardCode.Left || code === KeyboardCode.Right) {
    event.preventDefault();
    const step = code === KeyboardCode.Left ? -1 : 1;
    const target = columns[at + step];
    if (!target) return currentCoordinates;
    const first = firstCard(target.container, active && inHand(active));
    const top = first ? first.getBoundingClientRect().top : target.box.top + 4;
    return { x: target.box.left + 4, y: Math.max(top - 2, target.box.top) };
  }
  if (code === KeyboardCode.Up || code === KeyboardCode.Down) {
    event.preventDefault();
    const column = columns[at];
    if (!column) return currentCoordinates;
    const middle = collisionRect.top;
    const tops = [...(column.container.node.current?.querySelectorAll('[data-card]') ?? [])].map((card) => card.getBoundingClientRect()).flatMap((box, index, all) => (index === all.length - 1 ? [box.top - 2, box.bottom + 2] : [box.top - 2]));
    const next = code === KeyboardCode.Down ? tops.find((top) => top > middle + 3) : tops.findLast((top) => top < middle - 3);
    return next === undefined ? currentCoordinates : { x: currentCoordinates.x, y: next };
  }
  return undefined;
};

function nearest(boxes: readonly DOMRect[], x: number): number {
  const far = boxes.map(({ left, right }) => Math.max(left - x, x - right, 0));
  return far.indexOf(Math.min(...far));
}

const firstCard = (container: DroppableContainer, dragged: CardId | null): Element | undefined =>
  [...(container.node.current?.querySelectorAll<HTMLElement>('[data-card]') ?? [])].find((card) => card.dataset['card'] !== dragged);
