import { useCallback, useState } from 'react';
import { type BoardName, readBoards } from './shop.ts';

/** The boards of the server; asked again whenever somebody looks at the list, and as they were while it does not answer. */
export function useBoards(known: readonly BoardName[]): readonly [readonly BoardName[], () => void] {
  const [boards, setBoards] = useState(known);
  const refresh = useCallback(() => {
    readBoards().then(
      (now) => setBoards((before) => (JSON.stringify(now) === JSON.stringify(before) ? before : now)),
      () => {},
    );
  }, []);
  return [boards, refresh];
}
