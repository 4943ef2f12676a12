import { DndContext, DragOverlay, KeyboardCode, KeyboardSensor, MouseSensor, TouchSensor, useSensor, useSensors } from '@dnd-kit/core';
import type { Active, Announcements, CollisionDetection, DragEndEvent, DragMoveEvent, DragOverEvent, DragStartEvent, DropAnimation } from '@dnd-kit/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { numberOf } from '../../../shared/domain/ids.ts';
import type { CardId, LaneId } from '../../../shared/domain/ids.ts';
import { useBoardStore } from '../../replica/use-board.ts';
import { type Anchor, anchorAt, anchorOf } from '../../ui/float.ts';
import { CardBody } from '../card-body.tsx';
import { faceOf } from '../card-face.ts';
import { type Drop, type Spot, dropOf, verdictsFor } from '../drop.ts';
import { useFloor, useFloorStore } from '../floor-state.ts';
import type { Slides } from '../slide.tsx';
import { CARD_HELP } from './card-help.ts';
import { DropTargets, Targets, TargetsProvider } from './drop-target.tsx';
import { Grip, type Press, inHand } from './grip.tsx';
import { byLaneAndRow } from './keyboard.ts';
import { spotIn } from './spot.ts';

interface Props {
  readonly slides: Slides;
  readonly disabled: boolean;
  /** What a drop turned out to mean. True: the card is there now. */
  readonly onDrop: (drop: Drop, card: CardId, anchor: Anchor) => boolean;
  readonly children: ReactNode;
}

/**
 * Under the pointer; for the keyboard, under the upper left corner of the card in the hand. Columns
 * lie side by side, so one look at each is enough; the library's own way asks every scroller each time.
 */
const underHand: CollisionDetection = ({ pointerCoordinates, collisionRect, droppableContainers }) => {
  const { x, y } = pointerCoordinates ?? { x: collisionRect.left + 12, y: collisionRect.top + 6 };
  const under = droppableContainers.find(({ node }) => {
    const box = node.current?.getBoundingClientRect();
    return box && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  });
  return under ? [{ id: under.id }] : [];
};

// Constants, not literals in the render: new options make new sensors, and those redraw every card.
const MOUSE = { activationConstraint: { distance: 6 } };
/** A swipe scrolls: a card comes along only after it was held. */
const TOUCH = { activationConstraint: { delay: 250, tolerance: 8 } };
const KEYBOARD = { coordinateGetter: byLaneAndRow, keyboardCodes: { start: [KeyboardCode.Space], cancel: [KeyboardCode.Esc], end: [KeyboardCode.Space] } };
/** Only near the edge, and slowly: a lane must not run away from the hand. */
const SCROLL = { threshold: { x: 0.06, y: 0.1 }, acceleration: 8 };
const GLIDE: DropAnimation = { duration: 180, easing: 'cubic-bezier(0.2, 0.7, 0.3, 1)' };
const INSTRUCTIONS = {
  draggable: 'Space picks the card up. Left and right choose a lane, up and down a place in it. Space lets go, Escape puts it back. Enter opens the card, M lists its moves.',
};

/** The one folder that knows the drag library: a drop is one more way to say a move. */
export function DragZone({ slides, disabled, onDrop, children }: Props) {
  const store = useBoardStore();
  const floor = useFloorStore();
  const sensors = useSensors(
    useSensor(MouseSensor, MOUSE),
    useSensor(TouchSensor, TOUCH),
    useSensor(KeyboardSensor, KEYBOARD),
  );
  const hand = useRef<{ readonly card: CardId; readonly touch: boolean } | null>(null);

  const judge = useCallback((card: CardId) => {
    const { board } = store.getState();
    const context = store.context();
    const held = board.cards.get(card);
    if (held && context) floor.setState({ dragging: { card, verdicts: verdictsFor(board, held, context) } });
  }, [store, floor]);

  // Somebody may take the place while the card is in the hand: the lanes answer afresh.
  useEffect(() => {
    let board = store.getState().board;
    return store.subscribe(() => {
      const next = store.getState().board;
      if (next === board) return;
      board = next;
      if (hand.current) judge(hand.current.card);
    });
  }, [store, judge]);

  const start = ({ active, activatorEvent }: DragStartEvent) => {
    const card = inHand(active);
    hand.current = { card, touch: activatorEvent.type.startsWith('touch') };
    floor.setState({ menu: null, refused: null });
    judge(card);
    store.setDragging(card);
  };
  const over = ({ over: target }: DragOverEvent) => floor.setState({ over: target ? String(target.id) : null });
  const stop = () => {
    hand.current = null;
    store.setDragging(null);
    floor.setState({ dragging: null, over: null });
  };
  const end = (event: DragEndEvent) => {
    const held = hand.current;
    stop();
    if (!held) return;
    const element = document.querySelector<HTMLElement>(`[data-card=${JSON.stringify(held.card)}]`);
    if (held.touch && Math.abs(event.delta.x) + Math.abs(event.delta.y) < 8) {
      // Held and not moved: the long press of a menu.
      if (element) floor.setState({ menu: { card: held.card, anchor: anchorOf(element) } });
      return;
    }
    const context = store.context();
    const { board } = store.getState();
    const card = board.cards.get(held.card);
    if (!event.over || !card || !context) return;
    const spot = spotOf(event, held.card);
    if (!spot) return;
    slides.leaveOut(held.card);
    const point = handAt(event);
    const there = onDrop(dropOf(board, card, spot, context), held.card, point ? anchorAt(point.x, point.y) : element ? anchorOf(element) : anchorAt(80, 80));
    if (!there) slides.leaveOut(null);
    else setTimeout(() => slides.leaveOut(null), 300);
  };

  const announcements = useMemo<Announcements>(() => {
    const name = (active: Active) => `${numberOf(inHand(active))} ${store.getState().board.cards.get(inHand(active))?.title ?? ''}`;
    return {
      onDragStart: ({ active }) => `Picked up ${name(active)}.`,
      onDragOver: ({ over: target }) => {
        const lane = target?.data.current?.['lane'] as LaneId | undefined;
        if (!lane) return 'Over no lane.';
        const verdict = floor.getState().dragging?.verdicts.get(lane);
        const title = store.getState().board.lanes.find((other) => other.id === lane)?.name ?? lane;
        return `${title}. ${!verdict || verdict.says === 'home' ? 'It stands here.' : verdict.words}`;
      },
      onDragEnd: () => undefined,
      onDragCancel: ({ active }) => `${name(active)} is back in its place.`,
    };
  }, [store, floor]);
  const accessibility = useMemo(() => ({ announcements, screenReaderInstructions: INSTRUCTIONS }), [announcements]);

  const press = useRef<Press | null>(null);
  const [targets] = useState(() => new Targets());
  const full = useFloor((state) => state.dragging !== null);
  return (
    <>
      {/* The floor stands outside of the library's context, which changes with every move of the hand: React would look for its readers among all cards. */}
      <div
        role="presentation"
        className={full ? 'grip dragging' : 'grip'}
        onMouseDown={(event) => press.current?.('onMouseDown', event)}
        onTouchStart={(event) => press.current?.('onTouchStart', event)}
        onKeyDown={(event) => press.current?.('onKeyDown', event)}
      >
        <TargetsProvider value={targets}>{children}</TargetsProvider>
      </div>
      <DndContext
        id={CARD_HELP}
        sensors={sensors}
        collisionDetection={underHand}
        autoScroll={SCROLL}
        onDragStart={start}
        onDragOver={over}
        onDragEnd={end}
        onDragCancel={stop}
        accessibility={accessibility}
      >
        <Grip disabled={disabled} ref={press} />
        <DropTargets targets={targets} />
        <DragOverlay dropAnimation={GLIDE} zIndex={50}>
          <InHand />
        </DragOverlay>
      </DndContext>
    </>
  );
}

function InHand() {
  const store = useBoardStore();
  const id = useFloor((state) => state.dragging?.card ?? null);
  // It glides home after it was let go, and still shows what it is.
  const [last, setLast] = useState<CardId | null>(null);
  if (id && id !== last) setLast(id);
  const { board, directory } = store.getState();
  const shown = id ?? last;
  const card = shown ? board.cards.get(shown) : undefined;
  if (!card) return null;
  const face = faceOf(board, directory, card, store.now());
  return (
    <div className={`card in-hand ${face.kind}${face.expedite ? ' expedite' : ''}${face.blocked ? ' blocked' : ''}`}>
      <CardBody face={face} still />
    </div>
  );
}

/** Where the hand is now: the pointer, or the corner of the card that the keyboard moves. */
function handAt(event: DragEndEvent | DragMoveEvent): { x: number; y: number } | null {
  const from = event.activatorEvent;
  if (from instanceof MouseEvent) return { x: from.clientX + event.delta.x, y: from.clientY + event.delta.y };
  const touch = typeof TouchEvent !== 'undefined' && from instanceof TouchEvent ? from.touches[0] : undefined;
  if (touch) return { x: touch.clientX + event.delta.x, y: touch.clientY + event.delta.y };
  const box = event.active.rect.current.translated;
  return box ? { x: box.left + 12, y: box.top + 6 } : null;
}

function spotOf(event: DragEndEvent, card: CardId): Spot | null {
  const lane = event.over?.data.current?.['lane'] as LaneId | undefined;
  const column = event.over && document.querySelector<HTMLElement>(`[data-column=${JSON.stringify(String(event.over.id))}]`);
  const at = handAt(event);
  if (!lane) return null;
  if (!column || !at) return { lane, sub: null, before: null };
  return spotIn(column, lane, at.y, card);
}
