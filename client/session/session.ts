import { cardOf } from '../../shared/floor.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import type { Refusal } from '../../shared/refusals.ts';
import type { Command, CommandType } from '../../shared/verbs.ts';
import type { BoardStore } from '../replica/board-store.ts';
import { currentWords } from '../words/words-now.ts';
import { issue } from './issue.ts';
import { outcomeWords } from './outcome-words.ts';

const UNDOABLE: ReadonlySet<CommandType> = new Set(['PullCard', 'FinishWork', 'PassInspection', 'ReleaseOrder', 'ReturnCard', 'ConfirmOrder']);
/** Unanswered for longer, an act is told as not saved yet; ms. */
const SOON = 1_500;

export interface Refused { readonly refusal: Refusal | null; readonly sentence: string; readonly command: Command; readonly card: CardId | null }

/** Where the page shows what became of an act. `At`: a place on it. */
export interface Shows<At> {
  readonly tell: (text: string, ways: { readonly undo?: () => void }) => void;
  readonly accepted: (card: CardId | null) => void;
  readonly refused: (refused: Refused, at: At | null) => void;
}

/** Whatever key, menu, hand or page asks: decided in this browser at once, told in words, refused with a way out. */
export interface Session<At> {
  /** True: accepted here. */
  readonly issue: (command: Command, at?: At | null) => boolean;
}

export function createSession<At>(store: BoardStore, shows: Shows<At>): Session<At> {
  const session: Session<At> = {
    issue(command, at = null) {
      const card = cardOf(command);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const undo = () => { if (card) session.issue({ type: 'UndoMove', card }); };
      const accepted = issue(store, command, {
        // Nothing is told as done before the server has it: it may be away, or say no.
        sent() {
          const waits = () => shows.tell(currentWords().floor.hand.notSaved(card && numberOf(card)), {});
          timer = setTimeout(waits, store.getState().connection.state === 'live' ? SOON : 0);
        },
        saved() {
          clearTimeout(timer);
          shows.tell(outcomeWords(command, store.getState().board), card && UNDOABLE.has(command.type) ? { undo } : {});
        },
        refusedLate() {
          clearTimeout(timer);
          return false;
        },
        refused: (sentence, refusal) => shows.refused({ refusal, sentence, command, card }, at),
      });
      if (accepted) shows.accepted(card);
      return accepted;
    },
  };
  return session;
}
