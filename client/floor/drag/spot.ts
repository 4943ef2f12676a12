import type { Sub } from '../../../shared/domain/board.ts';
import { cardId } from '../../../shared/domain/ids.ts';
import type { CardId, LaneId } from '../../../shared/domain/ids.ts';
import type { Spot } from '../drop.ts';

/** The place in a column that a height means: above the first card whose middle lies lower. */
export function spotIn(column: HTMLElement, lane: LaneId, y: number, dragged: CardId): Spot {
  const cards = [...column.querySelectorAll<HTMLElement>('[data-card]')].filter((card) => card.dataset['card'] !== dragged);
  const fixed = column.dataset['sub'] as Sub | undefined;
  const heading = column.querySelector<HTMLElement>('[data-heading]');
  const sub = fixed ?? (heading && y > heading.getBoundingClientRect().top ? 'done' : heading ? 'doing' : null);
  const below = cards.find((card) => {
    const box = card.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  if (below) return { lane, sub: sub ?? ((below.dataset['sub'] as Sub | undefined) ?? null), before: cardId(below.dataset['card'] ?? '') };
  // The rest of a long lane is not drawn: the last drawn card knows who comes after it.
  const after = cards.at(-1)?.dataset['next'];
  return { lane, sub, before: after && after !== dragged ? cardId(after) : null };
}
