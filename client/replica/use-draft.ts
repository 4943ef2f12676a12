import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Dispatch, SetStateAction } from 'react';
import { Draft, draftKey, onDropped } from './drafts.ts';
import { useBoardState } from './use-board.ts';

/** The draft of one form about one thing, of the person who acts now. It is another one as soon as any of these is. */
export function useDraft(form: string, subject: string): Draft {
  const board = useBoardState((state) => state.board.id);
  const person = useBoardState((state) => state.actor);
  return useDraftAt(draftKey(board, person, form, subject));
}

export function useDraftAt(key: string): Draft {
  const [turn, setTurn] = useState(0);
  useEffect(() => onDropped(key, () => setTurn((last) => last + 1)), [key]);
  // oxlint-disable-next-line react/exhaustive-deps -- dropped, it begins afresh
  return useMemo(() => new Draft(key), [key, turn]);
}

/**
 * A field of a draft, used like a state. It holds what belongs to its draft and nothing else: shown
 * for another card or another person it holds theirs, from the first frame on.
 */
export function useDrafted<T>(draft: Draft, field: string, initial: T | (() => T), revive?: (kept: unknown) => T | undefined): [T, Dispatch<SetStateAction<T>>] {
  const begin = () => ({ draft, value: draft.begin(field, typeof initial === 'function' ? (initial as () => T)() : initial, revive) });
  const [held, hold] = useState(begin);
  let now = held;
  if (held.draft !== draft) {
    now = begin();
    hold(now);
  }
  useEffect(() => draft.note(field, now.value), [draft, field, now.value]);
  const set = useCallback((next: SetStateAction<T>) => hold((last) => {
    if (last.draft !== draft) return last;
    return { draft, value: typeof next === 'function' ? (next as (value: T) => T)(last.value) : next };
  }), [draft]);
  return [now.value, set];
}
