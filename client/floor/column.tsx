import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PointerEvent as ReactPointerEvent, ReactElement } from 'react';
import type { Person } from '../../shared/people/directory.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { useBoardState, useBoardStore, useHolders, useMe } from '../replica/use-board.ts';
import { useWords } from '../words/use-words.ts';
import type { Thumb } from './card-body.tsx';
import type { Face } from './card-face.ts';
import { CardRow } from './card-row.tsx';
import { DotsView } from './dots-view.tsx';
import { type Drawn, dotted, hasCards, holdsCard, nextCard } from './dots.ts';
import { useDropTarget } from './drag/drop-target.tsx';
import { fits, isActive } from './filter.ts';
import { useFloor } from './floor-state.ts';
import type { Column, Row } from './lane-model.ts';
import { LongRows } from './long-rows.tsx';
import { Slide, type Slides } from './slide.tsx';
import { SlotView } from './slot-view.tsx';

interface Props {
  readonly column: Column;
  readonly laneName: string;
  readonly slides: Slides;
  readonly readOnly: boolean;
  /** What a thumb's first button does with a card in work here; undefined: no buttons on cards. */
  readonly thumb?: Thumb;
  /** Nothing is on the screen yet: only what will be seen is drawn. */
  readonly hurried?: boolean;
  /** Off the screen, to the left or to the right. */
  readonly away?: boolean;
}

/** From here on only what is near the window of the lane is drawn. */
const VIRTUAL_FROM = 30;
const VIRTUAL_FROM_BLOCKS = 6;

export const ColumnView = memo(function ColumnView({ column, laneName, slides, readOnly, thumb, hurried = false, away = false }: Props) {
  const words = useWords();
  const content = useRef<HTMLOListElement | null>(null);
  const { rows, up, down, enter } = useHold(column.key, column.rows);
  const box = useCallback(() => content.current, []);
  useDropTarget(column.key, column.lane, box);
  const dots = useFloor((state) => state.density === 'dots');
  const drawn = useMemo(() => (dots ? dotted(rows) : rows), [dots, rows]);
  const draw = useRowView(drawn, readOnly, thumb);
  const long = drawn.length > (dots ? VIRTUAL_FROM_BLOCKS : VIRTUAL_FROM);
  return (
    <div className="column" onPointerDown={down} onPointerEnter={enter} onPointerLeave={up}>
      {column.title ? <div className="column-title"><span>{column.title}</span><span>{column.count}</span></div> : null}
      <ol
        className={`column-rows${long ? ' long' : ''}`}
        ref={content}
        data-column={column.key}
        data-sub={column.subs.length === 1 ? column.subs[0] : undefined}
        aria-label={column.title ? words.floor.lanes.column(isolated(laneName), column.title) : laneName}
      >
        <Slide rows={rows} slides={slides} box={box}>
          {long ? <LongRows rows={drawn} draw={draw} hurried={hurried} away={away} /> : drawn.map((row, index) => (
            <li key={row.key} className="row" data-heading={row.kind === 'heading' ? row.sub : undefined}>{draw(row, index)}</li>
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

type Draw = (row: Drawn, index: number) => ReactElement<object>;

const NONE: ReadonlySet<CardId> = new Set();
const NOBODY: ReadonlyMap<CardId, Person> = new Map();

/** Few cards are in a hand or on their way to the server, and the columns that do not hold them are not drawn again for them. */
const anyOf = (rows: readonly Drawn[], cards: { readonly size: number; keys(): Iterable<CardId> }): boolean =>
  cards.size > 0 && [...cards.keys()].some((card) => rows.some((row) => holdsCard(row, card)));

const isOwn = (face: Face, me: Person | null): boolean => face.person === null || face.person.id === me?.id;

/** What all rows ask for is asked once a column: five hundred cards that listen would be told of every move. */
function useRowView(rows: readonly Drawn[], readOnly: boolean, thumb: Thumb | undefined): Draw {
  const store = useBoardStore();
  const filter = useFloor((state) => state.filter);
  const dragged = useFloor(({ dragging }) => (dragging && rows.some((row) => holdsCard(row, dragging.card)) ? dragging.card : null));
  const unconfirmed = useBoardState((state) => (anyOf(rows, state.unconfirmed) ? state.unconfirmed : NONE));
  const asked = useBoardState((state) => (anyOf(rows, state.asked) ? state.asked : NONE));
  const everyHolder = useHolders();
  const holders = anyOf(rows, everyHolder) ? everyHolder : NOBODY;
  const first = rows.findIndex(hasCards);
  const me = useMe();
  const { board, directory } = store.getState();
  return (row, index) => {
    switch (row.kind) {
      case 'card': {
        const { card, sub } = row;
        const dim = isActive(filter) && !fits(filter, board, directory, me?.id ?? null, store.now(), card);
        return (
          <CardRow
            row={row}
            next={nextCard(rows, index, sub)}
            dim={dim}
            tabbable={index === first}
            dragged={card.id === dragged}
            pending={!unconfirmed.has(card.id) ? null : asked.has(card.id) ? 'asked' : 'shown'}
            holder={holders.get(card.id) ?? null}
            {...(thumb ? { thumb: sub === 'doing' ? thumb : 'none', own: isOwn(row.face, me) } : {})}
          />
        );
      }
      case 'dots': return <DotsView dots={row.dots} first={index === first} dragged={dragged} unconfirmed={unconfirmed} holders={holders} />;
      case 'slot': return <SlotView slot={row.slot} readOnly={readOnly} />;
      case 'held': return <div className="slot quiet"><span>{row.closed.words}</span><small>{row.closed.frees}</small></div>;
      case 'free': return <div className="slot empty">{row.words}</div>;
      case 'line': return <div className={`limit-line ${row.tone}`}>{row.words}</div>;
      case 'heading': return <div className="rows-heading">{row.words}</div>;
    }
  };
}
