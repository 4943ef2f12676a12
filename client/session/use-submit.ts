import { useCallback, useEffect, useRef, useState } from 'react';
import type { Command } from '../../shared/verbs.ts';
import type { Refusal } from '../../shared/refusals.ts';
import { useBoardStore } from '../replica/use-board.ts';
import { issue } from './issue.ts';

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
    const refused = (sentence: string, refusal: Refusal | null) => setOutcome({ saving: false, sentence, refusal });
    issue(store, command, {
      refused,
      refusedLate(sentence, refusal) {
        if (turn.current !== mine) return false;
        refused(sentence, refusal);
        return true;
      },
      saved() {
        kept?.();
        if (turn.current !== mine) return;
        setOutcome(QUIET);
        done();
      },
    });
  }, [store]);

  const clear = useCallback(() => setOutcome((last) => (last.saving || last.sentence === null ? last : QUIET)), []);
  return { submit, ...outcome, clear };
}
