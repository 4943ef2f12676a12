import { useLayoutEffect, useState } from 'react';
import { focusBelow } from './float.ts';

/** What had the focus before the first of the dialogs that follow one another. */
let opener: Element | null = null;

/** Where the focus goes back to when what opens now is closed. */
export const whereFocusWas = (): Element | null => (document.activeElement?.closest('.dialog') ? opener : focusBelow());

/** A dialog that goes away gives the focus back to where it was, also when another dialog took its place. */
export function useGiveFocusBack(): void {
  const [from] = useState(whereFocusWas);
  useLayoutEffect(() => {
    opener = from;
    return () => {
      if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true });
    };
  }, [from]);
}
