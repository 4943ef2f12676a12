import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { PointerEvent as ReactPointerEvent } from 'react';
import { useBoardStore } from '../replica/use-board.ts';
import type { Thumb } from './card-body.tsx';
import { CardRow } from './card-row.tsx';
import { useDropTarget } from './drag/drop-target.ts';
import { fits, isActive } from './filter.ts';
import { useFloor } from './floor-state.ts';
import type { Column, Row } from './lane-model.ts';
import { Slide, type Slides } from './slide.tsx';
import { SlotView } from './slot-view.tsx';

interface Props {
  readonly column: Column;
  readonly laneName: string;
  readonly slides: Slides;
  readonly readOnly: boolean;
  /** What a thumb's first button does with a card in work here; undefined: no buttons on cards. */
  readonly thumb?: Thumb;
}

/** From here on only what is near the window of the lane is drawn. */
const VIRTUAL_FROM = 30;

export const ColumnView = memo(function ColumnView({ column, laneName, slides, readOnly, thumb }: Props) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const content = useRef<HTMLElement | null>(null);
  const setTarget = useDropTarget(column.key, column.lane);
  const hold = useHold(column.key, column.rows);
  const { rows } = hold;
  const setContent = useCallback((element: HTMLElement | null) => {
    content.current = element;
    setTarget(element);
  }, [setTarget]);
  const box = useCallback(() => content.current, []);
  const long = rows.length > VIRTUAL_FROM;
  const shared = { rows, readOnly, ...(thumb ? { thumb } : {}) };
  return (
    <div className="column" ref={setScroller} onPointerDown={hold.down} onPointerEnter={hold.enter} onPointerLeave={hold.up}>
      {column.title ? <div className="column-title"><span>{column.title}</span><span>{column.count}</span></div> : null}
      <div
        className="column-rows"
        ref={setContent}
        data-column={column.key}
        data-sub={column.subs.length === 1 ? column.subs[0] : undefined}
        role="list"
        aria-label={column.title ? `${laneName}, ${column.title.toLowerCase()}` : laneName}
      >
        <Slide rows={rows} slides={slides} box={box}>
          {long ? <LongRows {...shared} scroller={scroller} content={content} /> : rows.map((row, index) => (
            <div key={row.key} className="row" role="listitem" data-heading={row.kind === 'heading' ? '' : undefined}>
              <RowView row={row} index={index} {...shared} />
            </div>
          ))}
        </Slide>
      </div>
    </div>
  );
});

/** A column under a finger does not shift until it leaves (look: idea 8). */
function useHold(key: string, rows: readonly Row[]) {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const pressed = useRef(false);
  const shown = useRef(rows);
  const over = useFloor((state) => state.dragging !== null && state.over === key);
  if (!pressed.current && !over) shown.current = rows;
  const up = useCallback(() => {
    if (!pressed.current) return;
    pressed.current = false;
    redraw();
  }, []);
  useEffect(() => {
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', up);
    window.addEventListener('blur', up);
    return () => {
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', up);
      window.removeEventListener('blur', up);
    };
  }, [up]);
  const down = useCallback(() => {
    pressed.current = true;
  }, []);
  const enter = useCallback((event: ReactPointerEvent) => {
    if (event.buttons !== 0) pressed.current = true;
  }, []);
  return { rows: shown.current, up, down, enter };
}

interface RowsProps {
  readonly rows: readonly Row[];
  readonly readOnly: boolean;
  readonly thumb?: Thumb;
}

function LongRows({ rows, scroller, content, ...rest }: RowsProps & { readonly scroller: HTMLElement | null; readonly content: { readonly current: HTMLElement | null } }) {
  const dragged = useFloor((state) => state.dragging?.card ?? null);
  const draggedAt = dragged ? rows.findIndex((row) => row.key === dragged) : -1;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => (rows[index]?.kind === 'card' ? 100 : 40),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 5,
    gap: 8,
    scrollMargin: content.current?.offsetTop ?? 0,
    // The card in the hand stays drawn, or the browser loses the finger.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return draggedAt < 0 || shown.includes(draggedAt) ? shown : [...shown, draggedAt].sort((a, b) => a - b);
    },
  });
  const margin = virtual.options.scrollMargin;
  return (
    <div className="rows-long" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map((item) => {
        const row = rows[item.index];
        if (!row) return null;
        return (
          <div
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            className="row"
            role="listitem"
            aria-setsize={rows.length}
            aria-posinset={item.index + 1}
            style={{ transform: `translateY(${item.start - margin}px)` }}
            data-heading={row.kind === 'heading' ? '' : undefined}
          >
            <RowView row={row} index={item.index} rows={rows} {...rest} />
          </div>
        );
      })}
    </div>
  );
}

function RowView({ row, index, rows, readOnly, thumb }: RowsProps & { readonly row: Row; readonly index: number }) {
  const store = useBoardStore();
  const filter = useFloor((state) => state.filter);
  switch (row.kind) {
    case 'card': {
      const { board, directory, me } = store.getState();
      const dim = isActive(filter) && !fits(filter, board, directory, me?.id ?? null, store.now(), row.card);
      return <CardRow row={row} next={nextCard(rows, index, row.sub)} dim={dim} tabbable={index === firstCard(rows)} readOnly={readOnly} {...(thumb ? { thumb: row.sub === 'doing' ? thumb : 'none' } : {})} />;
    }
    case 'slot': return <SlotView slot={row.slot} readOnly={readOnly} />;
    case 'free': return <div className="slot empty">{row.words}</div>;
    case 'line': return <div className={`limit-line ${row.tone}`}>{row.words}</div>;
    case 'heading': return <div className="rows-heading">{row.words}</div>;
  }
}

const firstCard = (rows: readonly Row[]): number => rows.findIndex((row) => row.kind === 'card');

const nextCard = (rows: readonly Row[], index: number, sub: string): string => {
  const next = rows.slice(index + 1, index + 8).find((row) => row.kind === 'card');
  return next && next.sub === sub ? next.key : '';
};
