import type { CommandId } from '../../shared/kernel/ids.ts';
import type { Refusal } from '../../shared/refusals.ts';
import type { Command } from '../../shared/verbs.ts';
import type { BoardStore } from '../replica/board-store.ts';

/** What becomes of a command, told to whoever issued it. */
export interface Hears {
  /** It is in the log. */
  readonly saved?: () => void;
  /** By this browser's own decider, and nothing was sent. */
  readonly refused: (sentence: string, refusal: Refusal | null) => void;
  /** By the server. True: whoever asked tells it; else it stands among the notices, as what nobody waits for does. */
  readonly refusedLate?: (sentence: string, refusal: Refusal | null) => boolean;
  /** Decided here, and not answered yet. */
  readonly sent?: (id: CommandId) => void;
}

/** The one way of a command to the board. True: accepted here. */
export function issue(store: BoardStore, command: Command, hears: Hears): boolean {
  const issued = store.issue(command);
  if (!issued.ok) {
    hears.refused(issued.sentence, issued.refusal);
    return false;
  }
  const { id } = issued;
  let stop = (): void => {};
  const settle = (): boolean => {
    const notice = store.getState().notices.find((one) => one.id === id);
    if (!notice && store.isPending(id)) return false;
    stop();
    if (!notice) hears.saved?.();
    else if (hears.refusedLate?.(notice.sentence, notice.refusal)) store.dismiss(notice.key);
    return true;
  };
  // A server in the same process may have answered already.
  if (settle()) return true;
  stop = store.subscribe(settle);
  hears.sent?.(id);
  return true;
}
