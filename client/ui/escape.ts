import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';

/**
 * What is open, the innermost last. Esc closes that and nothing else; Back closes it too, unless it
 * is in the address. One listener for all, because two that each look for what is above them both
 * see it gone when the first has closed it.
 */
interface OpenThing {
  /** null: it hears Esc itself, and what is below must not. */
  readonly close: (() => void) | null;
  readonly inAddress: boolean;
}

const open: OpenThing[] = [];
const watchers = new Set<() => void>();
const tell = (): void => watchers.forEach((hear) => hear());

/** A calendar or a list that hangs on a field: the field takes Esc and closes it. */
function fieldHasItsListOpen(): boolean {
  const lists = document.querySelectorAll<HTMLElement>('[data-dates-dropdown], .mantine-Popover-dropdown');
  // One that fades out is closed already.
  return [...lists].some((list) => getComputedStyle(list).display !== 'none' && list.style.opacity !== '0');
}

function onKey(event: KeyboardEvent): void {
  const top = open.at(-1);
  if (event.key !== 'Escape' || event.isComposing || !top?.close || fieldHasItsListOpen()) return;
  // What is on its way already has the keys (typed-ahead.ts), and lies above all that is open.
  if (document.activeElement?.matches('.typed-ahead')) return;
  event.preventDefault();
  top.close();
}

interface Ways { readonly inAddress?: boolean; readonly when?: boolean }

/** Esc is for this as long as it is there (and `when` holds) and nothing was opened after it. */
export function useEscape(close: (() => void) | null, { inAddress = false, when = true }: Ways = {}): void {
  const latest = useRef(close);
  useLayoutEffect(() => {
    latest.current = close;
  });
  const hears = close !== null;
  useEffect(() => {
    if (!when) return;
    const thing: OpenThing = { close: hears ? () => latest.current?.() : null, inAddress };
    if (open.length === 0) window.addEventListener('keydown', onKey, true);
    open.push(thing);
    tell();
    return () => {
      open.splice(open.indexOf(thing), 1);
      if (open.length === 0) window.removeEventListener('keydown', onKey, true);
      tell();
    };
  }, [when, hears, inAddress]);
}

const closable = (): OpenThing | undefined => open.findLast(({ close, inAddress }) => close !== null && !inAddress);

/** For Back: true, if something was open that the address does not tell of. It is closed then. */
export function closeInnermost(): boolean {
  const thing = closable();
  thing?.close?.();
  return thing !== undefined;
}

export const useSomethingOpen = (): boolean =>
  useSyncExternalStore((hear) => { watchers.add(hear); return () => watchers.delete(hear); }, () => closable() !== undefined);
