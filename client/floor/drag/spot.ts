import type { Sub } from '../../../shared/board/lane.ts';
import { cardId } from '../../../shared/kernel/ids.ts';
import type { CardId, LaneId } from '../../../shared/kernel/ids.ts';
import type { Spot } from '../drop.ts';
import type { Point } from './sensors.ts';

/** Is the card the one that a card let go here would stand above? Dots are read as words are: along a line, then the next. */
function isBelow(card: HTMLElement, { x, y }: Point): boolean {
  const box = card.getBoundingClientRect();
  if (card.matches('.dot')) return y < box.top || (y < box.bottom && x < box.left + box.width / 2);
  return y < box.top + box.height / 2;
}

/** The place in a column that a point means: above the first card whose middle lies beyond it. */
export function spotIn(column: HTMLElement, lane: LaneId, point: Point, dragged: CardId): Spot {
  const fixed = column.dataset['sub'] as Sub | undefined;
  const heading = column.querySelector<HTMLElement>('[data-heading=done]');
  const sub = fixed ?? (heading && point.y > heading.getBoundingClientRect().top ? 'done' : heading ? 'doing' : null);
  const cards = [...column.querySelectorAll<HTMLElement>('[data-card]')].filter((card) => card.dataset['card'] !== dragged && (sub === null || card.dataset['sub'] === sub));
  const below = cards.find((card) => isBelow(card, point));
  if (below) return { lane, sub: sub ?? ((below.dataset['sub'] as Sub | undefined) ?? null), before: cardId(below.dataset['card'] ?? '') };
  // The rest of a long lane is not drawn: the last drawn card knows who comes after it.
  const after = cards.at(-1)?.dataset['next'];
  return { lane, sub, before: after && after !== dragged ? cardId(after) : null };
}
