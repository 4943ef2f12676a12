import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** Asked at every drawing: the question itself is put to the browser once. */
export function useMedia(query: string): boolean {
  const media = useMemo(() => window.matchMedia(query), [query]);
  const subscribe = useCallback((onChange: () => void) => {
    media.addEventListener('change', onChange);
    return () => media.removeEventListener('change', onChange);
  }, [media]);
  return useSyncExternalStore(subscribe, () => media.matches);
}

/** Chosen by how one points, not by the window alone: a narrow tablet is held in a hand, too. */
export const PHONE = '(max-width: 640px), (pointer: coarse) and (max-width: 820px)';
