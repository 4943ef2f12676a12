import { useCallback, useSyncExternalStore } from 'react';

export function useMedia(query: string): boolean {
  const subscribe = useCallback((onChange: () => void) => {
    const media = window.matchMedia(query);
    media.addEventListener('change', onChange);
    return () => media.removeEventListener('change', onChange);
  }, [query]);
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** Chosen by how one points, not by the window alone: a narrow tablet is held in a hand, too. */
export const PHONE = '(max-width: 640px), (pointer: coarse) and (max-width: 820px)';
