import { useCallback, useEffect, useState } from 'react';
import { tellsOf } from '../../shared/floor.ts';
import type { BoardId, CardId } from '../../shared/kernel/ids.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import { answerOf } from '../replica/rest.ts';
import { useBoardStore, useConnection } from '../replica/use-board.ts';

export interface Story {
  /** Newest first. */
  readonly commits: readonly WireCommit[];
  /** There is more before these. */
  readonly more: boolean;
  readonly loading: boolean;
  /** Why it could not be read. */
  readonly fault: 'unread' | 'earlierUnread' | null;
}

interface Page { readonly commits: readonly WireCommit[]; readonly next: number | null }

const PAGE = 200;

function pageOf(board: BoardId, card: CardId, before: number | null, signal: AbortSignal): Promise<Page> {
  const query = new URLSearchParams({ limit: String(PAGE), ...(before !== null && { before: String(before) }) });
  return answerOf(`/api/boards/${encodeURIComponent(board)}/cards/${encodeURIComponent(card)}/story?${query.toString()}`, { signal });
}

/** New commits on top of what is known; a commit is never told twice. */
export function withNewer(known: readonly WireCommit[], fresh: readonly WireCommit[]): readonly WireCommit[] {
  const seqs = new Set(known.map(({ seq }) => seq));
  const news = fresh.filter(({ seq }) => !seqs.has(seq));
  return news.length === 0 ? known : [...news, ...known].toSorted((a, b) => b.seq - a.seq);
}

const NONE: Story = { commits: [], more: false, loading: true, fault: null };

/** The log's record of a card: read once, then kept up by the commits as they are merged. */
export function useStory(board: BoardId, card: CardId): Story & { readonly older: () => void; readonly again: () => void } {
  const store = useBoardStore();
  const live = useConnection().state === 'live';
  const [story, setStory] = useState<Story & { readonly of: CardId; readonly next: number | null }>({ ...NONE, of: card, next: null });
  const [round, setRound] = useState(0);

  useEffect(() => {
    const stop = new AbortController();
    pageOf(board, card, null, stop.signal).then(
      ({ commits, next }) => setStory((last) => ({ of: card, commits: withNewer(commits, last.of === card ? last.commits.filter(({ seq }) => seq > (commits[0]?.seq ?? 0)) : []), more: next !== null, next, loading: false, fault: null })),
      () => {
        if (!stop.signal.aborted) setStory((last) => ({ ...(last.of === card ? last : { ...NONE, next: null }), of: card, loading: false, fault: 'unread' }));
      },
    );
    return () => stop.abort();
    // After a cut the gap is read again: `live` turns true.
  }, [board, card, live, round]);

  useEffect(() => store.onMerged((commits) => {
    const { board: floor } = store.getState();
    const fresh = commits.filter(({ events }) => events.some((event) => tellsOf(floor, event, card)));
    if (fresh.length > 0) setStory((last) => (last.of === card ? { ...last, commits: withNewer(last.commits, fresh) } : last));
  }), [store, card]);

  const shown = story.of === card ? story : { ...NONE, of: card, next: null };
  const { next } = shown;
  const older = useCallback(() => {
    if (next === null) return;
    const stop = new AbortController();
    setStory((last) => ({ ...last, loading: true }));
    pageOf(board, card, next, stop.signal).then(
      (page) => setStory((last) => (last.of === card ? { ...last, commits: withNewer(last.commits, page.commits), more: page.next !== null, next: page.next, loading: false } : last)),
      () => setStory((last) => ({ ...last, loading: false, fault: 'earlierUnread' })),
    );
  }, [board, card, next]);
  return { ...shown, older, again: () => setRound((n) => n + 1) };
}
