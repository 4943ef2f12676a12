import { KeyboardCode, KeyboardSensor, MouseSensor, TouchSensor } from '@dnd-kit/core';
import type { SensorContext, SensorProps } from '@dnd-kit/core';

/** How a hand took hold. */
export type By = 'mouse' | 'touch' | 'keys';
export interface Point { readonly x: number; readonly y: number }

/** What a press becomes, once it is a drag and not a click, a swipe or a letter. */
export interface Gesture {
  /** False: no drag, nothing else is told. */
  readonly start: (by: By, at: Point) => boolean;
  /** How far the hand has come since it started, on the screen. */
  readonly move: (way: Point) => void;
  readonly end: () => void;
  readonly cancel: () => void;
  /** The upper left corner of what is in the hand. */
  readonly corner: () => Point;
  /** Where an arrow key takes that corner; null: nowhere. */
  readonly arrow: (code: string) => Point | null;
}

const MOUSE = { activationConstraint: { distance: 6 } };
/** A swipe scrolls, also one that began with a rest: a card comes along only after a hold that nobody makes in passing. */
const TOUCH = { activationConstraint: { delay: 500, tolerance: 8 } };
/** The tick in the finger when the card is in the hand; ms. Phones alone have it. */
const FELT = 12;
const KEYS = { start: [KeyboardCode.Space], cancel: [KeyboardCode.Esc], end: [KeyboardCode.Space] };

/**
 * The library tells a drag from a click, a swipe and a key: that is what is hard to get right in
 * every browser. What hangs in the hand and what lies under it is ours: the library's own context
 * draws itself again with each move of the hand, and measures every lane twice when one is picked up.
 */
export function press(event: Event, card: HTMLElement, gesture: Gesture): void {
  if (event.defaultPrevented) return;
  if (event instanceof MouseEvent) {
    if (event.button === 0) new MouseSensor({ ...propsOf(event, card, gesture, 'mouse'), options: MOUSE });
  } else if (event instanceof KeyboardEvent) {
    // The keyboard picks up at the card's own button, so that no control lies inside another.
    if (!KEYS.start.includes(event.code as KeyboardCode) || !(event.target as Element).matches('.card-open')) return;
    event.preventDefault();
    new KeyboardSensor({ ...propsOf(event, card, gesture, 'keys'), options: {
      keyboardCodes: KEYS,
      coordinateGetter: (key) => {
        const to = gesture.arrow(key.code);
        if (to || key.code.startsWith('Arrow')) key.preventDefault();
        return to ?? undefined;
      },
    } });
  } else if ((event as TouchEvent).touches.length === 1) new TouchSensor({ ...propsOf(event, card, gesture, 'touch'), options: TOUCH });
}

/** Safari lets a drag keep the page from scrolling only when somebody listened before it began. */
export const readyForTouch = (): (() => void) => TouchSensor.setup();

function propsOf(event: Event, card: HTMLElement, gesture: Gesture, by: By): Omit<SensorProps<object>, 'options'> {
  let from: Point | null = null;
  const finish = (tell: () => void) => (): void => {
    if (from) tell();
    from = null;
  };
  return {
    event,
    active: 'hand',
    activeNode: { id: 'hand', key: 'hand', node: { current: card }, activatorNode: { current: null }, data: { current: undefined } },
    // The two things that the library's keyboard reads; where it scrolls is up to `arrow`.
    context: { current: { scrollableAncestors: [] as Element[], get collisionRect() {
      const { x, y } = gesture.corner();
      return { left: x, top: y, right: x, bottom: y, width: 0, height: 0 };
    } } as unknown as SensorContext },
    // The hold is seen from its beginning (floor.css), and felt at its end.
    onPending: () => { if (by === 'touch') card.dataset['held'] = ''; },
    onAbort: () => { delete card.dataset['held']; },
    onStart: (at) => {
      delete card.dataset['held'];
      if (!gesture.start(by, at)) return;
      from = at;
      if (by === 'touch') navigator.vibrate?.(FELT);
    },
    onMove: (at) => { if (from) gesture.move({ x: at.x - from.x, y: at.y - from.y }); },
    onEnd: finish(gesture.end),
    onCancel: finish(gesture.cancel),
  };
}
