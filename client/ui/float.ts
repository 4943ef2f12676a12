import { useLayoutEffect, useRef, useState } from 'react';
import type { CSSProperties, RefObject } from 'react';
import { useEscape } from './escape.ts';

/** What a floating thing hangs on: an element's box or a point. */
export interface Anchor { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }

export const anchorOf = (element: Element): Anchor => {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  return { left, top, right, bottom };
};
export const anchorAt = (x: number, y: number): Anchor => ({ left: x, top: y, right: x, bottom: y });

const EDGE = 8;

/** Below the anchor and inside the window: it flips up or left rather than hang over an edge. */
export function placeNear(anchor: Anchor, size: { readonly width: number; readonly height: number }, view: { readonly width: number; readonly height: number }): { left: number; top: number } {
  let left = anchor.left;
  if (left + size.width > view.width - EDGE) left = Math.max(EDGE, anchor.right - size.width);
  left = Math.max(EDGE, Math.min(left, view.width - size.width - EDGE));
  let top = anchor.bottom + 4;
  if (top + size.height > view.height - EDGE) top = anchor.top - size.height - 4;
  top = Math.max(EDGE, Math.min(top, view.height - size.height - EDGE));
  return { left: Math.round(left), top: Math.round(top) };
}

export function useFloat<E extends HTMLElement>(anchor: Anchor): { ref: RefObject<E | null>; style: CSSProperties } {
  const ref = useRef<E | null>(null);
  const [style, setStyle] = useState<CSSProperties>({ visibility: 'hidden', left: 0, top: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    setStyle(placeNear(anchor, { width: element.offsetWidth, height: element.offsetHeight }, { width: window.innerWidth, height: window.innerHeight }));
  }, [anchor]);
  return { ref, style };
}

/** What had the focus before something floated above it. */
const openers = new WeakMap<Element, Element>();

export const cameFrom = (float: Element, before: Element): void => void openers.set(float, before);

/** Where the focus is, or was before the menu that has it now: a menu is gone when what it opened gives the focus back. */
export function focusBelow(): Element | null {
  let at = document.activeElement;
  for (;;) {
    const float: Element | null = at?.closest('.menu, .popover, .typed-ahead') ?? null;
    const opener = float ? openers.get(float) : undefined;
    if (!opener) return at;
    at = opener;
  }
}

/** Closes on a press outside, on Esc, and gives the focus back to where it was. */
export function useDismiss(ref: RefObject<HTMLElement | null>, onClose: () => void): void {
  useEscape(onClose);
  const close = useRef(onClose);
  useLayoutEffect(() => {
    close.current = onClose;
  });
  useLayoutEffect(() => {
    const before = document.activeElement;
    const float = ref.current;
    if (float && before) cameFrom(float, before);
    const press = (event: PointerEvent) => {
      if (ref.current && event.target instanceof Node && !ref.current.contains(event.target)) close.current();
    };
    document.addEventListener('pointerdown', press, true);
    return () => {
      document.removeEventListener('pointerdown', press, true);
      const now = document.activeElement;
      // What goes away has the focus itself until it is gone.
      const lost = now === null || now === document.body || float?.contains(now);
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [ref]);
}
