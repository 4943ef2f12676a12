import { useCallback, useSyncExternalStore } from 'react';

interface Watched { readonly media: MediaQueryList; matches: boolean }

const watched = new Map<string, Watched>();

/** The browser tells when an answer changes: asked at every drawing, it would bring the page's styles up to date each time. */
function watch(query: string): Watched {
  let known = watched.get(query);
  if (known) return known;
  const media = window.matchMedia(query);
  const fresh: Watched = { media, matches: media.matches };
  media.addEventListener('change', () => { fresh.matches = media.matches; });
  watched.set(query, known = fresh);
  return known;
}

export const mediaNow = (query: string): boolean => watch(query).matches;

export function useMedia(query: string): boolean {
  const subscribe = useCallback((onChange: () => void) => {
    const { media } = watch(query);
    media.addEventListener('change', onChange);
    return () => media.removeEventListener('change', onChange);
  }, [query]);
  return useSyncExternalStore(subscribe, () => mediaNow(query));
}

/** Chosen by how one points, not by the window alone: a narrow tablet is held in a hand, too. */
export const PHONE = '(max-width: 640px), (pointer: coarse) and (max-width: 820px)';
