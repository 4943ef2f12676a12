import { useState } from 'react';
import type { BoardId, CardId, PersonId } from '../../shared/kernel/ids.ts';
import { reads } from './order-file.ts';
import { currentWords } from '../words/words-now.ts';

/** What goes for ever: the words of an order, or a person. */
export type Erased = { readonly order: CardId } | { readonly person: PersonId };

/** No command of the board: nothing of it may stand in the log. */
export function useErasing(board: BoardId) {
  const [saving, setSaving] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const send = async (body: Erased, done: () => void): Promise<void> => {
    setSaving(true);
    setSentence(null);
    try {
      const answer = await fetch(`/api/boards/${encodeURIComponent(board)}/erasures`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json', 'accept-language': currentWords().f.language }, body: JSON.stringify(body) });
      const told = (await answer.json()) as { readonly ok: boolean; readonly sentence?: string };
      setSaving(false);
      // What was read may hold the words that are gone.
      if (told.ok) void reads.invalidateQueries();
      if (told.ok) done();
      else setSentence(told.sentence ?? currentWords().order.erase.unknown);
    } catch {
      setSaving(false);
      setSentence(currentWords().order.erase.unknown);
    }
  };
  return { submit: (body: Erased, done: () => void) => void send(body, done), saving, sentence };
}
