import type { Commit } from '../../shared/log/commit.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { RoomAnswer, RoomMessage } from './board-room.ts';

const tryAgain = (sentence: string): RoomAnswer => ({ ok: false, why: 'try_again', sentence });

export const COULD_NOT_SAVE = tryAgain('Could not save this, and nothing was changed. Trying again with the same command is safe.');
export const NOBODY_KNOWS = tryAgain('It is not certain yet whether this was saved. Trying again with the same command is safe: it happens at most once.');
export const BUSY = tryAgain('Too many commands wait for this board right now, and nothing was changed. Try again in a moment.');
export const CLOSING = tryAgain('The board is just being closed, and nothing was changed. Try again in a moment.');
export const CONTENDED = tryAgain('Others changed this board again and again in between, and nothing was changed. Try again in a moment.');

export const ID_REUSED: RoomAnswer = {
  ok: false, why: 'id_reused',
  sentence: 'This id was already used for another command, or by another person. Nothing was changed: send the new command with an id of its own.',
};

const BROKEN = 'This could not be carried out because of a fault in Pullcord itself. Nothing was changed, and the fault was recorded.';
/** R10: the command fails and is not sent again, the board goes on. */
export const SELF_CHECK_FAILED: RoomAnswer = { ok: false, why: 'invalid', problems: [{ path: '', message: BROKEN }], sentence: BROKEN };

export const accepted = (commit: Commit): RoomAnswer => ({ ok: true, seq: commit.seq, at: commit.at, commit });

/** REL-5: the first answer again, or what is wrong with the id. */
export const sameAnswer = (commit: Commit, { command, actor }: RoomMessage): RoomAnswer =>
  commit.fingerprint === fingerprintOf(command, actor.id) ? accepted(commit) : ID_REUSED;
