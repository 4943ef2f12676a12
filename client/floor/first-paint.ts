import { startTransition, useEffect, useState } from 'react';

/** False until what was drawn first is on the screen; what nobody sees yet waits for that. */
export function useFirstPaint(): boolean {
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    // The callbacks of a frame come before its painting, a task after them comes after it.
    const frame = requestAnimationFrame(() => { timer = setTimeout(() => startTransition(() => setDrawn(true))); });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return drawn;
}
