import type { Board } from '../../shared/board/board.ts';
import type { Directory } from '../../shared/people/directory.ts';
import type { BoardId, CommandId } from '../../shared/kernel/ids.ts';
import type { Refusal } from '../../shared/refusals.ts';
import { sentence } from '../../shared/words/sentences.ts';
import { wordsIn } from '../../shared/words/words.ts';
import type { Words } from '../../shared/words/words.ts';
import { type Commit, isRefusal, refusalOf } from '../../shared/log/commit.ts';
import type { BrokenLog } from '../ports/broken-log.ts';
import { asTold } from './written-refusal.ts';
import { isSame } from './fingerprint.ts';
import type { RoomAnswer, RoomMessage } from './board-room.ts';

const ENGLISH = wordsIn('en', 'UTC');
const said = ENGLISH.answers;

const tryAgain = (sentence: string): RoomAnswer => ({ ok: false, why: 'try_again', sentence });

export const COULD_NOT_SAVE = tryAgain(said.could_not_save);
export const NOBODY_KNOWS = tryAgain(said.unknown);
export const BUSY = tryAgain(said.busy);
export const TOO_LATE = tryAgain(said.late);
export const CLOSING = tryAgain(said.closing);
export const CONTENDED = tryAgain(said.contended);

/** The board's log does not verify: once it is put right, the same command may come again. */
export function boardBroken({ board, fault }: BrokenLog): RoomAnswer {
  return inOwnWords(tryAgain(said.broken(board, fault)), ({ answers }) => answers.broken(board, fault));
}

/** What a sentence speaks of besides its code, for readers of other languages. */
const OWN_WORDS = new WeakMap<RoomAnswer, (words: Words) => string>();

function inOwnWords(answer: RoomAnswer, say: (words: Words) => string): RoomAnswer {
  OWN_WORDS.set(answer, say);
  return answer;
}

export const ID_REUSED: RoomAnswer = { ok: false, why: 'id_reused', sentence: said.id_reused };

/** Its words were erased. */
const REFUSED_BEFORE: RoomAnswer = { ok: false, why: 'id_reused', sentence: said.refused_before };

/** R10: the command fails and is not sent again, the board goes on. The log has the fault under the command's id. */
export function selfCheckFailed(id: CommandId): RoomAnswer {
  const sentence = said.selfCheck(id);
  return inOwnWords({ ok: false, why: 'invalid', problems: [{ path: '', message: sentence }], sentence }, ({ answers }) => answers.selfCheck(id));
}

/** What became of a command, in one word of the program's own: for figures and for the server's log. */
export function outcomeOf(answer: RoomAnswer): string {
  if (answer.ok) return 'ok';
  if (answer.why === 'refused') return answer.refusal.violations[0].code;
  if (answer.why === 'try_again') return TRY_AGAIN.get(answer) ?? (OWN_WORDS.has(answer) ? 'broken' : 'try_again');
  return answer.why === 'invalid' ? 'self_check' : answer.why;
}

const ID_TAKEN: ReadonlyMap<RoomAnswer, 'id_reused' | 'refused_before'> = new Map([[ID_REUSED, 'id_reused'], [REFUSED_BEFORE, 'refused_before']]);

/** The same answer for one reader: the room speaks English and in UTC, a door in its reader's language and the board's time zone. */
export function saidIn<Answer extends RoomAnswer>(answer: Answer, words: Words, directory: Directory): Answer {
  if (answer.ok) return answer;
  if (answer.why === 'refused') return { ...answer, sentence: sentence(answer.refusal, words, directory) };
  const own = OWN_WORDS.get(answer)?.(words);
  if (own !== undefined) return { ...answer, sentence: own, ...(answer.why === 'invalid' && { problems: [{ path: '', message: own }] }) };
  const key = TRY_AGAIN.get(answer) ?? ID_TAKEN.get(answer);
  return key ? { ...answer, sentence: words.answers[key] } : answer;
}

/** None of them is the code of a rule too: `unknown` is a write of which nobody knows, and nothing else (R3). */
const TRY_AGAIN: ReadonlyMap<RoomAnswer, 'could_not_save' | 'unknown' | 'busy' | 'closing' | 'late' | 'contended'> = new Map([
  [COULD_NOT_SAVE, 'could_not_save'], [NOBODY_KNOWS, 'unknown'], [BUSY, 'busy'], [CLOSING, 'closing'], [TOO_LATE, 'late'], [CONTENDED, 'contended'],
]);

/** Hears what became of a command; `request`: the id of the HTTP request it came with. */
export type Noted = (board: BoardId, id: CommandId, answer: RoomAnswer, request: string | null) => void;

export const refused = (refusal: Refusal, directory: Directory): RoomAnswer => ({ ok: false, why: 'refused', refusal, sentence: sentence(refusal, ENGLISH, directory) });

/** What the commit's command is answered: the directory names the people of a refusal. */
export function answerOf(commit: Commit, directory: Directory, board: Board): RoomAnswer {
  if (!isRefusal(commit)) return { ok: true, seq: commit.seq, at: commit.at, commit };
  const refusal = refusalOf(commit);
  return refusal ? refused(asTold(refusal, board), directory) : REFUSED_BEFORE;
}

/** REL-5: the first answer again, or what is wrong with the id. */
export const sameAnswer = (commit: Commit, { command, actor }: RoomMessage, directory: Directory, board: Board): RoomAnswer =>
  isSame(commit, command, actor) ? answerOf(commit, directory, board) : ID_REUSED;
