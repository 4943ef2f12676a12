import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import type { Directory, Person } from '../../shared/people/directory.ts';
import { reads } from './order-file.ts';
import { answerOf } from './rest.ts';
import { readDirectory } from '../words/read-directory.ts';
import { useWords } from '../words/use-words.ts';
import { useBoardState, useBoardStore, useDirectory } from './use-board.ts';

/** Everybody one may be told of, for whoever chooses among them: read when a form opens. Until it is there, those whom the board names. */
export function useEverybody(isAsked = true): Directory {
  const store = useBoardStore();
  const actor = useBoardState((state) => state.actor);
  const since = useBoardState((state) => state.peopleChanged);
  const words = useWords();
  const known = useDirectory();
  const { data } = useQuery({ queryKey: ['directory', actor, since], placeholderData: keepPreviousData, enabled: isAsked, staleTime: 0, retry: false, queryFn: ({ signal }) => answerOf<Directory>('/api/directory', { signal }) }, reads);
  useEffect(() => { if (data && isAsked) store.learn(data); }, [store, data, isAsked]);
  // Told again in the reader's language.
  return useMemo(() => (data && words ? readDirectory({ people: { ...known.people, ...data.people }, suppliers: { ...known.suppliers, ...data.suppliers } }) : known), [known, data, words]);
}

/** As whom one may act, until there are accounts: whoever only looks picks among all of them, too. */
export function useWhoMayAct(isAsked: boolean): Directory['people'] {
  const { people } = useDirectory();
  const { data } = useQuery({ queryKey: ['people'], enabled: isAsked, staleTime: 0, retry: false, queryFn: ({ signal }) => answerOf<{ readonly people: readonly Person[] }>('/api/people', { signal }) }, reads);
  return data ? Object.fromEntries(data.people.map((person) => [person.id, person])) : people;
}
