import type { Board } from '../../shared/board/board.ts';
import type { Directory } from '../../shared/people/directory.ts';
import type { BoardId, CommandId } from '../../shared/kernel/ids.ts';
import type { Time } from '../../shared/kernel/time.ts';
import type { CommandAnswer } from '../../shared/protocol/messages.ts';
import type { Actor } from '../../shared/kernel/actor.ts';
import type { Refusal } from '../../shared/refusals.ts';
import type { Command } from '../../shared/verbs.ts';
import { sentence } from '../../shared/words/sentences.ts';
import type { Words } from '../../shared/words/words.ts';
import { type Commit, isRefusal, refusalOf } from '../../shared/log/commit.ts';
import type { BrokenLog } from '../ports/broken-log.ts';
import { asTold } from '../../shared/log/written-refusal.ts';
import { isSame } from '../log/fingerprint.ts';

/** Why the same command may come again with its id. `unknown` is a write of which nobody knows, and nothing else (R3); none is the code of a rule too. */
type Again = 'could_not_save' | 'unknown' | 'busy' | 'closing' | 'late' | 'contended';

/**
 * What became of a command, as data: a door says it in its reader's language and the board's time zone.
 * `commit` is there for an accepted command, the first time and each time its id comes again.
 */
export type RoomAnswer =
  | { readonly ok: true; readonly seq: number; readonly at: Time; readonly commit?: Commit }
  | { readonly ok: false; readonly why: 'refused'; readonly refusal: Refusal }
  | { readonly ok: false; readonly why: 'try_again'; readonly code: Again }
  /** The board's log does not verify: once it is put right, the same command may come again. */
  | { readonly ok: false; readonly why: 'try_again'; readonly code: 'broken'; readonly board: BoardId; readonly fault: string }
  /** The id stands for another command, or for a refusal whose words were erased. */
  | { readonly ok: false; readonly why: 'id_reused'; readonly code: 'id_reused' | 'refused_before' }
  /** R10: the command fails and is not sent again, the board goes on. The log has the fault under the command's id. */
  | { readonly ok: false; readonly why: 'invalid'; readonly code: 'self_check'; readonly command: CommandId };

const again = (code: Again): RoomAnswer => ({ ok: false, why: 'try_again', code });

export const COULD_NOT_SAVE = again('could_not_save');
export const NOBODY_KNOWS = again('unknown');
export const BUSY = again('busy');
export const TOO_LATE = again('late');
export const CLOSING = again('closing');
export const CONTENDED = again('contended');
export const ID_REUSED: RoomAnswer = { ok: false, why: 'id_reused', code: 'id_reused' };
const REFUSED_BEFORE: RoomAnswer = { ok: false, why: 'id_reused', code: 'refused_before' };

export const boardBroken = ({ board, fault }: BrokenLog): RoomAnswer => ({ ok: false, why: 'try_again', code: 'broken', board, fault });
export const selfCheckFailed = (command: CommandId): RoomAnswer => ({ ok: false, why: 'invalid', code: 'self_check', command });
export const refused = (refusal: Refusal): RoomAnswer => ({ ok: false, why: 'refused', refusal });

/** In one word of the program's own: for figures and for the server's log. */
export function outcomeOf(answer: RoomAnswer): string {
  if (answer.ok) return 'ok';
  return answer.why === 'refused' ? answer.refusal.violations[0].code : answer.code;
}

/** The answer for one reader; the directory names the people of a refusal. */
export function saidIn(answer: RoomAnswer, words: Words, directory: Directory): CommandAnswer {
  if (answer.ok) return { ok: true, seq: answer.seq, at: answer.at };
  const { why } = answer;
  if (why === 'refused') return { ok: false, why, refusal: answer.refusal, sentence: sentence(answer.refusal, words, directory) };
  if (why === 'invalid') {
    const said = words.answers.selfCheck(answer.command);
    return { ok: false, why, problems: [{ path: '', message: said }], sentence: said };
  }
  return { ok: false, why, sentence: answer.code === 'broken' ? words.answers.broken(answer.board, answer.fault) : words.answers[answer.code] };
}

/** Hears what became of a command; `request`: the id of the HTTP request it came with. */
export type Noted = (board: BoardId, id: CommandId, answer: RoomAnswer, request: string | null) => void;

/** What the commit's command is answered. */
export function answerOf(commit: Commit, board: Board): RoomAnswer {
  if (!isRefusal(commit)) return { ok: true, seq: commit.seq, at: commit.at, commit };
  const refusal = refusalOf(commit);
  return refusal ? refused(asTold(refusal, board)) : REFUSED_BEFORE;
}

/** REL-5: the first answer again, or what is wrong with the id. */
export const sameAnswer = (commit: Commit, { command, actor }: { readonly command: Command; readonly actor: Actor }, board: Board): RoomAnswer =>
  isSame(commit, command, actor) ? answerOf(commit, board) : ID_REUSED;
