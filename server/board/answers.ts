import type { Board } from '../../shared/board/board.ts';
import type { Directory } from '../../shared/people/directory.ts';
import type { BoardId, CommandId } from '../../shared/kernel/ids.ts';
import type { Refusal } from '../../shared/refusals.ts';
import { sentence } from '../../shared/words/sentences.ts';
import { wordsIn } from '../../shared/words/words.ts';
import { type Commit, isRefusal, refusalOf } from '../../shared/log/commit.ts';
import type { BrokenLog } from '../ports/broken-log.ts';
import { asTold } from './written-refusal.ts';
import { isSame } from './fingerprint.ts';
import type { RoomAnswer, RoomMessage } from './board-room.ts';

const tryAgain = (sentence: string): RoomAnswer => ({ ok: false, why: 'try_again', sentence });

export const COULD_NOT_SAVE = tryAgain('Could not save this, and nothing was changed. Trying again with the same command is safe.');
export const NOBODY_KNOWS = tryAgain('It is not certain yet whether this was saved. Trying again with the same command is safe: it happens at most once.');
export const BUSY = tryAgain('Too many commands wait for this board right now, and nothing was changed. Try again in a moment.');
export const TOO_LATE = tryAgain('This came too late to be carried out, and nothing was changed. Trying again with the same command is safe.');
export const CLOSING = tryAgain('The board is just being closed, and nothing was changed. Try again in a moment.');
export const CONTENDED = tryAgain('Others changed this board again and again in between, and nothing was changed. Try again in a moment.');

/** The board's log does not verify: once it is put right, the same command may come again. */
export function boardBroken({ sentence }: BrokenLog): RoomAnswer {
  const answer = tryAgain(sentence);
  BROKEN.add(answer);
  return answer;
}
const BROKEN = new WeakSet<RoomAnswer>();

export const ID_REUSED: RoomAnswer = {
  ok: false, why: 'id_reused',
  sentence: 'This id was already used for another command, or by another person. Nothing was changed: send the new command with an id of its own.',
};

/** Its words were erased. */
const REFUSED_BEFORE: RoomAnswer = {
  ok: false, why: 'id_reused', sentence: 'This was refused before, and nothing was changed. To try it anew, send it with an id of its own.',
};

/** R10: the command fails and is not sent again, the board goes on. The log has the fault under the command's id. */
export function selfCheckFailed(id: CommandId): RoomAnswer {
  const sentence = `This could not be carried out because of a fault in Pullcord itself. Nothing was changed, and the fault was recorded under ${id}.`;
  return { ok: false, why: 'invalid', problems: [{ path: '', message: sentence }], sentence };
}

/** What became of a command, in one word of the program's own: for figures and for the server's log. */
export function outcomeOf(answer: RoomAnswer): string {
  if (answer.ok) return 'ok';
  if (answer.why === 'refused') return answer.refusal.violations[0].code;
  if (answer.why === 'try_again') return TRY_AGAIN.get(answer) ?? (BROKEN.has(answer) ? 'broken' : 'try_again');
  return answer.why === 'invalid' ? 'self_check' : answer.why;
}

/** None of them is the code of a rule too: `unknown` is a write of which nobody knows, and nothing else (R3). */
const TRY_AGAIN: ReadonlyMap<RoomAnswer, string> = new Map([
  [COULD_NOT_SAVE, 'could_not_save'], [NOBODY_KNOWS, 'unknown'], [BUSY, 'busy'], [CLOSING, 'closing'], [TOO_LATE, 'late'], [CONTENDED, 'contended'],
]);

/** Hears what became of a command; `request`: the id of the HTTP request it came with. */
export type Noted = (board: BoardId, id: CommandId, answer: RoomAnswer, request: string | null) => void;

export const refused = (refusal: Refusal, directory: Directory): RoomAnswer => ({ ok: false, why: 'refused', refusal, sentence: sentence(refusal, wordsIn('en', 'UTC'), directory) });

/** What the commit's command is answered: the directory names the people of a refusal. */
export function answerOf(commit: Commit, directory: Directory, board: Board): RoomAnswer {
  if (!isRefusal(commit)) return { ok: true, seq: commit.seq, at: commit.at, commit };
  const refusal = refusalOf(commit);
  return refusal ? refused(asTold(refusal, board), directory) : REFUSED_BEFORE;
}

/** REL-5: the first answer again, or what is wrong with the id. */
export const sameAnswer = (commit: Commit, { command, actor }: RoomMessage, directory: Directory, board: Board): RoomAnswer =>
  isSame(commit, command, actor.id) ? answerOf(commit, directory, board) : ID_REUSED;
