import { useCallback, useEffect, useRef, useState } from 'react';
import type { Command } from '../../shared/verbs.ts';
import type { Refusal } from '../../shared/refusals.ts';
import type { BoardStore } from './board-store.ts';
import { useBoardStore } from './use-board.ts';

export interface Submission {
  /** Decided here, then saved by the server; `done` runs when it is in the log and the form still stands, `kept` also when the form is gone. */
  readonly submit: (command: Command, done: () => void, kept?: () => void) => void;
  /** Sent, and not answered yet: the form stays as it is. */
  readonly saving: boolean;
  /** Why it was not taken, in words; null: nothing stands against it. */
  readonly sentence: string | null;
  readonly refusal: Refusal | null;
  readonly clear: () => void;
}

interface Outcome { readonly saving: boolean; readonly sentence: string | null; readonly refusal: Refusal | null }

const QUIET: Outcome = { saving: false, sentence: null, refusal: null };

/**
 * A form's way to the board. It stays open until the log has its command, so that a refusal, whether
 * of this browser's own decider or a late one of the server, is read where it can be put right and
 * nothing typed is lost.
 */
export function useSubmit(): Submission {
  const store = useBoardStore();
  const [outcome, setOutcome] = useState<Outcome>(QUIET);
  /** The form that asked; a later one of its submits, or none when it is gone, does not hear of an earlier. */
  const turn = useRef(0);
  useEffect(() => () => { turn.current = -1; }, []);

  const submit = useCallback((command: Command, done: () => void, kept?: () => void) => {
    const mine = (turn.current += 1);
    setOutcome({ ...QUIET, saving: true });
    send(store, command, {
      stands: () => turn.current === mine,
      saved() {
        kept?.();
        if (turn.current !== mine) return;
        setOutcome(QUIET);
        done();
      },
      refused: (sentence, refusal) => setOutcome({ saving: false, sentence, refusal }),
    });
  }, [store]);

  const clear = useCallback(() => setOutcome((last) => (last.saving || last.sentence === null ? last : QUIET)), []);
  return { submit, ...outcome, clear };
}

interface Hears {
  readonly stands: () => boolean;
  readonly saved: () => void;
  readonly refused: (sentence: string, refusal: Refusal | null) => void;
}

function send(store: BoardStore, command: Command, hears: Hears): void {
  const issued = store.issue(command);
  if (!issued.ok) {
    return hears.refused(issued.sentence, issued.refusal);
  }
  const { id } = issued;
  let stop: () => void = () => {};
  const settle = (): boolean => {
    const notice = store.getState().notices.find((one) => one.id === id);
    if (!notice && store.isPending(id)) return false;
    stop();
    if (notice) {
      // The form is gone: it is told beside the floor, as any late refusal.
      if (!hears.stands()) return true;
      store.dismiss(notice.key);
      hears.refused(notice.sentence, notice.refusal);
    } else {
      hears.saved();
    }
    return true;
  };
  // A server in the same process may have answered already.
  if (!settle()) stop = store.subscribe(settle);
}
