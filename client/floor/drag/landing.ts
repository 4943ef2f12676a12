import { entrySub } from '../../../shared/board/lane.ts';
import type { Board } from '../../../shared/board/board.ts';
import type { Card } from '../../../shared/cards/card.ts';
import type { Sub } from '../../../shared/board/lane.ts';
import type { Context } from '../../../shared/people/directory.ts';
import type { CardId } from '../../../shared/kernel/ids.ts';
import { refusalOf } from '../../../shared/moves.ts';
import { type Spot, dropOf } from '../drop.ts';

/** Above which card of a sub-lane it would stand; null: below all of them. */
export interface Landing { readonly sub: Sub; readonly before: CardId | null }

/** Where the card would stand after a drop. null: it would be refused, asks first, or goes to no place that can be chosen. */
export function landingOf(board: Board, card: Card, spot: Spot, context: Context): Landing | null {
  const lane = board.lanes.find(({ id }) => id === spot.lane);
  const drop = dropOf(board, card, spot, context);
  if (!lane || drop.do !== 'issue' || refusalOf(board, { does: 'command', command: drop.command }, context)) return null;
  switch (drop.command.type) {
    case 'PullCard':
    case 'ReleaseOrder': return { sub: entrySub(lane), before: drop.command.before ?? null };
    case 'ReorderCard': return card.place && { sub: card.place.sub, before: drop.command.before };
    default: return null;
  }
}

/** Half of the space between two cards. */
const HALF_GAP = 4;

/** Between two cards; between two dots, which stand side by side, an upright one of that height. */
export interface Line { readonly left: number; readonly width: number; readonly y: number; readonly upright: number | null }

/** Where a landing is on the screen. null: not in sight. */
export function lineAt(lane: Element, { sub, before }: Landing, held: CardId): Line | null {
  const cards = [...lane.querySelectorAll<HTMLElement>('[data-card]')].filter((card) => card.dataset['card'] !== held && card.dataset['sub'] === sub);
  const below = cards.find((card) => card.dataset['card'] === before);
  if (below) return beside(below, 'before');
  // Of a long lane not every card is drawn: the last drawn one knows who comes after it.
  const above = before === null ? cards.at(-1) : cards.find((card) => card.dataset['next'] === before);
  if (above) {
    const next = above.dataset['next'] ?? '';
    return before === null && next !== '' && next !== held ? null : beside(above, 'after');
  }
  const first = before === null && cards.length === 0 ? firstRow(lane, sub) : null;
  return first && beside(first, 'before');
}

function beside(row: HTMLElement, side: 'before' | 'after'): Line | null {
  const { left, right, top, bottom, width, height } = row.getBoundingClientRect();
  const line: Line = row.matches('.dot')
    ? { left: side === 'before' ? left : right, width: 0, y: top, upright: height }
    : { left, width, y: side === 'before' ? top - HALF_GAP : bottom + HALF_GAP, upright: null };
  const window = row.closest('.column')?.getBoundingClientRect();
  return window && line.y >= window.top && line.y + (line.upright ?? 0) <= window.bottom ? line : null;
}

/** What stands at the top of a place without cards: the slot, a free place, the limit. */
const firstRow = (lane: Element, sub: Sub): HTMLElement | null =>
  (lane.querySelector(`[data-column][data-sub=${sub}]`) ?? lane.querySelector('[data-column]:not([data-sub])'))?.querySelector<HTMLElement>('.row > *') ?? null;
