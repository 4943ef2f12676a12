import type { CommandType } from '../verbs.ts';
import type { CommitInfo } from '../kernel/commit-info.ts';
import type { Event } from '../events.ts';
import type { BoardId, CommandId } from '../kernel/ids.ts';
import type { Refusal } from '../refusals.ts';

/** The format this build writes; `upcast` reads all earlier ones. */
export const FORMAT = 1;

/**
 * One accepted command with its events: one stored row, one sequence number, one broadcast. Or one
 * refused command that had been sent again (`refusalOf`): it has no events and changes nothing.
 */
export interface Commit extends CommitInfo {
  readonly format: number;
  readonly board: BoardId;
  /** 1, 2, 3 … per board, without gaps. */
  readonly seq: number;
  readonly command: CommandId;
  readonly kind: CommandType;
  /** Digest of the command's body and actor: the same id with another body is refused (REL-5). */
  readonly fingerprint: string;
  /** The orders the commit is about, so that one order's story can be read; none for the board itself. */
  readonly subjects: readonly string[];
  readonly events: readonly Event[];
}

/**
 * A commit as a log keeps it. `body` is the exact JSON the hash covers: the commit without its texts,
 * with a salted digest of each text in their place (`digests`). `texts` may be erased later; a text
 * that is there must match its digest.
 */
export interface StoredCommit {
  readonly board: BoardId;
  readonly seq: number;
  readonly command: CommandId;
  readonly subjects: readonly string[];
  readonly body: string;
  /** JSON of `{ [ref]: { salt, text } }`; empty string when there are none. */
  readonly texts: string;
  /** hex SHA-256 of prevHash + '\n' + body. */
  readonly prevHash: string;
  readonly hash: string;
}

/**
 * A copy of a command that was sent before may still be on its way to the log through another node.
 * Its refusal takes the command's id there, so that what was refused is never done after all (I3).
 * The refusal stands in a text, because it names persons and quotes people's words.
 */
export const REFUSAL_TEXT = 'refusal';
export const isRefusal = ({ events }: Pick<Commit, 'events'>): boolean => events.length === 0;
/** null: an accepted command, or the text was erased. */
export const refusalOf = ({ events, texts }: Pick<Commit, 'events' | 'texts'>): Refusal | null =>
  events.length === 0 && texts[REFUSAL_TEXT] ? (JSON.parse(texts[REFUSAL_TEXT]) as Refusal) : null;

/** The text of a commit that holds its fingerprint's salt, and is erased with the others. */
export const PRINT_SALT = 'print';

export const GENESIS = '0'.repeat(64);
