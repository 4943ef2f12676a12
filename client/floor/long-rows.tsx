import { defaultRangeExtractor, elementScroll, observeElementRect, useVirtualizer } from '@tanstack/react-virtual';
import type { Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { type Drawn, holdsCard } from './dots.ts';
import { useFloor } from './floor-state.ts';
import { RowElementCache } from './row-element-cache.ts';

interface Props {
  readonly rows: readonly Drawn[];
  readonly draw: (row: Drawn, index: number) => ReactElement<object>;
  readonly hurried: boolean;
  readonly away: boolean;
}

/** Between two rows; as in floor.css. */
const GAP = 8;

/**
 * The rows near the window of a long column, one below the other as the browser lays them out, between
 * two spacers as high as what is not drawn. Nothing here asks the page for a size while it is being
 * changed: each such question makes the browser lay out all that was just drawn, once more.
 */
export function LongRows({ rows, draw, hurried, away }: Props) {
  const top = useRef<HTMLLIElement | null>(null);
  const indexOf = (card: string | undefined): number => (card === undefined ? -1 : rows.findIndex((row) => holdsCard(row, card)));
  const draggedAt = useFloor(({ dragging }) => indexOf(dragging?.card));
  const soughtAt = useFloor(({ sought }) => indexOf(sought ?? undefined));
  // eslint-disable-next-line react/incompatible-library -- no compiler memoises this component
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => top.current?.closest<HTMLElement>('.column') ?? null,
    // Heads and bars take a fifth of the window; until the column has told its height.
    initialRect: { width: 0, height: window.innerHeight * 0.8 },
    estimateSize: (index) => heightOf(rows[index]),
    // Another function is another column: every row would be added up anew.
    getItemKey: useCallback((index: number) => rows[index]?.key ?? index, [rows]),
    // A block of dots is as high as two cards, and dearer.
    overscan: hurried ? 0 : rows.some(({ kind }) => kind === 'dots') ? 1 : 5,
    gap: GAP,
    measureElement: measured,
    observeElementRect: toldRect,
    scrollToFn: (offset, options, instance) => {
      // It is asked to stand at the top, and stands there.
      if (offset + (options.adjustments ?? 0) !== 0 || instance.scrollOffset !== 0) elementScroll(offset, options, instance);
    },
    // The card in the hand stays drawn, or the browser loses the finger; so does the one with the focus, or the keyboard loses its place.
    rangeExtractor: (range) => {
      const shown = away ? [] : defaultRangeExtractor(range);
      const focused = document.activeElement?.closest<HTMLElement>('[data-card]');
      const focusedAt = indexOf(focused?.dataset['card']);
      const kept = [draggedAt, soughtAt, focusedAt].filter((at) => at >= 0);
      return kept.every((at) => shown.includes(at)) ? shown : [...new Set([...shown, ...kept])].sort((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();
  const [cache] = useState(() => new RowElementCache());
  cache.turn();
  const shown = cache.together(items.flatMap((item, at) => {
    const row = rows[item.index];
    const above = items[at - 1];
    if (!row) return [];
    const margin = above && above.index + 1 < item.index ? item.start - above.end - GAP : 0;
    return cache.row(row.key, item.index, margin, draw(row, item.index), (inside) => (
      <li
        key={row.key}
        ref={virtual.measureElement}
        data-index={item.index}
        className="row"
        aria-posinset={item.index + 1}
        style={margin === 0 ? undefined : { marginTop: margin }}
        data-heading={row.kind === 'heading' ? row.sub : undefined}
      >
        {inside}
      </li>
    ));
  }));
  // Every row says the number of all, which each move changes: React would go through all of them for it.
  useLayoutEffect(() => {
    const size = String(rows.length);
    for (let row = top.current?.nextElementSibling; row?.nextElementSibling; row = row.nextElementSibling) {
      if (row.getAttribute('aria-setsize') !== size) row.setAttribute('aria-setsize', size);
    }
  }, [rows.length, shown]);
  return (
    <>
      <li className="spacer" aria-hidden="true" ref={top} style={{ height: items[0]?.start ?? 0 }} />
      {shown}
      <li className="spacer" aria-hidden="true" style={{ height: virtual.getTotalSize() - (items.at(-1)?.end ?? 0) }} />
    </>
  );
}

/** A guess, until it was drawn. */
const heightOf = (row: Drawn | undefined): number => (row?.kind === 'card' ? 100 : row?.kind === 'dots' ? 24 * Math.ceil(row.dots.length / 6) : 40);

/** The observer tells the true size before the frame is painted; until then the guess does. */
function measured(element: Element, entry: ResizeObserverEntry | undefined, virtual: Virtualizer<HTMLElement, Element>): number {
  const told = entry?.borderBoxSize[0];
  if (told) return Math.round(told.blockSize);
  const index = virtual.indexFromElement(element);
  return virtual.itemSizeCache.get(virtual.options.getItemKey(index)) ?? virtual.options.estimateSize(index);
}

function toldRect(virtual: Virtualizer<HTMLElement, Element>, hear: (rect: { readonly width: number; readonly height: number }) => void): void | (() => void) {
  const column = virtual.scrollElement;
  if (!column || typeof ResizeObserver === 'undefined') return observeElementRect(virtual, hear);
  const observer = new ResizeObserver((entries) => {
    const box = entries.at(-1)?.contentRect;
    if (box) hear({ width: Math.round(box.width), height: Math.round(box.height) });
  });
  observer.observe(column);
  return () => observer.disconnect();
}
