import type { Board } from '../../shared/board/board.ts';
import type { CommandId } from '../../shared/kernel/ids.ts';
import type { Refusal } from '../../shared/refusals.ts';
import type { Commit } from '../../shared/log/commit.ts';
import { type RoomAnswer, COULD_NOT_SAVE, ID_REUSED, refused, sameAnswer } from './answers.ts';
import type { Refused } from './decide-group.ts';
import type { RoomMessage } from './mailbox.ts';
import { fingerprintOf } from '../log/fingerprint.ts';

interface Told {
  readonly fingerprint: string;
  readonly refusal: Refusal;
  readonly answer: Promise<RoomAnswer>;
}

interface RefusalsParts {
  /** So many are remembered. */
  readonly most: number;
  readonly board: () => Board;
  /** Those of the ids that the log has. */
  readonly written: (ids: readonly CommandId[]) => Promise<ReadonlyMap<CommandId, Commit>>;
  readonly unreadable: (cause: unknown) => void;
}

/**
 * The refusals of a board. A lost answer makes people send again: an accepted command is never told it
 * was refused, so the log is asked first; and a doubled message is not refused once and accepted later,
 * so they are remembered for a while.
 */
export class Refusals {
  private readonly told = new Map<CommandId, Told>();
  private asking = 0;

  constructor(private readonly parts: RefusalsParts) {}

  /** How many wait until the log has said whether their id was accepted before. */
  get size(): number {
    return this.asking;
  }

  /** What this message was answered, or is about to be; null: it was not refused of late. */
  of({ id, command, actor }: RoomMessage): Promise<RoomAnswer> | RoomAnswer | null {
    const before = this.told.get(id);
    if (!before) return null;
    return before.fingerprint === fingerprintOf(command, actor) ? before.answer : ID_REUSED;
  }

  /** The refusal itself; null: it was not refused of late, or the id stands for something else. */
  refusalOf({ id, command, actor }: RoomMessage): Refusal | null {
    const before = this.told.get(id);
    return before?.fingerprint === fingerprintOf(command, actor) ? before.refusal : null;
  }

  tell(all: readonly Refused[], answer: (refused: Refused, said: RoomAnswer) => void): void {
    if (all.length === 0) return;
    const written = this.parts.written(all.map(({ waiting }) => waiting.message.id));
    written.catch(this.parts.unreadable);
    for (const refused of all) {
      const { id, command, actor } = refused.waiting.message;
      const fingerprint = fingerprintOf(command, actor);
      const before = this.told.get(id);
      if (before && before.fingerprint !== fingerprint) {
        answer(refused, ID_REUSED);
        continue;
      }
      this.asking += 1;
      const said = this.asked(refused, written);
      this.remember(id, { fingerprint, refusal: refused.refusal, answer: said });
      void said.then((is) => {
        this.asking -= 1;
        if (is.ok || is.why !== 'refused') this.told.delete(id);
        answer(refused, is);
      });
    }
  }

  private remember(id: CommandId, refusal: Told): void {
    this.told.set(id, refusal);
    if (this.told.size <= this.parts.most) return;
    for (const oldest of this.told.keys()) {
      this.told.delete(oldest);
      break;
    }
  }

  private async asked({ waiting: { message }, refusal }: Refused, written: Promise<ReadonlyMap<CommandId, Commit>>): Promise<RoomAnswer> {
    try {
      const commit = (await written).get(message.id);
      if (commit) return sameAnswer(commit, message, this.parts.board());
      return refused(refusal);
    } catch {
      return COULD_NOT_SAVE;
    }
  }
}
