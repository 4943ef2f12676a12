import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PointerEvent as ReactPointerEvent } from 'react';
import { useBoardStore } from '../replica/use-board.ts';
import type { Thumb } from './card-body.tsx';
import { CardRow } from './card-row.tsx';
import { useDropTarget } from './drag/drop-target.tsx';
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
  const content = useRef<HTMLOListElement | null>(null);
  const { rows, up, down, enter } = useHold(column.key, column.rows);
  const box = useCallback(() => content.current, []);
  useDropTarget(column.key, column.lane, box);
  const long = rows.length > VIRTUAL_FROM;
  const shared = { rows, readOnly, ...(thumb ? { thumb } : {}) };
  return (
    <div className="column" ref={setScroller} onPointerDown={down} onPointerEnter={enter} onPointerLeave={up}>
      {column.title ? <div className="column-title"><span>{column.title}</span><span>{column.count}</span></div> : null}
      <ol
        className={`column-rows${long ? ' long' : ''}`}
        ref={content}
        data-column={column.key}
        data-sub={column.subs.length === 1 ? column.subs[0] : undefined}
        aria-label={column.title ? `${laneName}, ${column.title.toLowerCase()}` : laneName}
      >
        <Slide rows={rows} slides={slides} box={box}>
          {long ? <LongRows {...shared} scroller={scroller} /> : rows.map((row, index) => (
            <li key={row.key} className="row" data-heading={row.kind === 'heading' ? '' : undefined}>
              <RowView row={row} index={index} {...shared} />
            </li>
          ))}
        </Slide>
      </ol>
    </div>
  );
});

/** A column under a finger does not shift until it leaves (look: idea 8). */
function useHold(key: string, rows: readonly Row[]) {
  const [pressed, setPressed] = useState(false);
  const [held, setHeld] = useState<readonly Row[] | null>(null);
  const over = useFloor((state) => state.dragging !== null && state.over === key);
  const holds = pressed || over;
  if (holds !== (held !== null)) setHeld(holds ? rows : null);
  useEffect(() => {
    if (!pressed) return;
    const up = () => setPressed(false);
    const ends = ['pointerup', 'pointercancel', 'blur'];
    for (const end of ends) window.addEventListener(end, up);
    return () => ends.forEach((end) => window.removeEventListener(end, up));
  }, [pressed]);
  const down = useCallback(() => setPressed(true), []);
  const up = useCallback(() => setPressed(false), []);
  const enter = useCallback((event: ReactPointerEvent) => {
    if (event.buttons !== 0) setPressed(true);
  }, []);
  return { rows: held ?? rows, up, down, enter };
}

interface RowsProps {
  readonly rows: readonly Row[];
  readonly readOnly: boolean;
  readonly thumb?: Thumb;
}

function LongRows({ rows, scroller, ...rest }: RowsProps & { readonly scroller: HTMLElement | null }) {
  const draggedAt = useFloor(({ dragging }) => (dragging ? rows.findIndex((row) => row.key === dragging.card) : -1));
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    setMargin(scroller?.querySelector<HTMLElement>('.column-rows')?.offsetTop ?? 0);
  }, [scroller]);
  // eslint-disable-next-line react/incompatible-library -- no compiler memoises this component
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => (rows[index]?.kind === 'card' ? 100 : 40),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 5,
    gap: 8,
    scrollMargin: margin,
    // The card in the hand stays drawn, or the browser loses the finger.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range);
      return draggedAt < 0 || shown.includes(draggedAt) ? shown : [...shown, draggedAt].sort((a, b) => a - b);
    },
  });
  return (
    <>
      <li className="spacer" aria-hidden="true" style={{ height: virtual.getTotalSize() }} />
      {virtual.getVirtualItems().map((item) => {
        const row = rows[item.index];
        if (!row) return null;
        return (
          <li
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            className="row far"
            aria-setsize={rows.length}
            aria-posinset={item.index + 1}
            style={{ marginTop: item.start - margin }}
            data-heading={row.kind === 'heading' ? '' : undefined}
          >
            <RowView row={row} index={item.index} rows={rows} {...rest} />
          </li>
        );
      })}
    </>
  );
}

function RowView({ row, index, rows, readOnly, thumb }: RowsProps & { readonly row: Row; readonly index: number }) {
  const store = useBoardStore();
  const filter = useFloor((state) => state.filter);
  switch (row.kind) {
    case 'card': {
      const { board, directory, me } = store.getState();
      const dim = isActive(filter) && !fits(filter, board, directory, me?.id ?? null, store.now(), row.card);
      return <CardRow row={row} next={nextCard(rows, index, row.sub)} dim={dim} tabbable={index === firstCard(rows)} {...(thumb ? { thumb: row.sub === 'doing' ? thumb : 'none' } : {})} />;
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
