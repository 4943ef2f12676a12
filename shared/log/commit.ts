import type { CommandType } from '../domain/commands.ts';
import type { CommitInfo, Event } from '../domain/events.ts';
import type { BoardId, CommandId } from '../domain/ids.ts';

/** The format this build writes; `upcast` reads all earlier ones. */
export const FORMAT = 1;

/** One accepted command with its events: one stored row, one sequence number, one broadcast. */
export interface Commit extends CommitInfo {
  readonly format: number;
  readonly board: BoardId;
  /** 1, 2, 3 … per board, without gaps. */
  readonly seq: number;
  readonly command: CommandId;
  readonly kind: CommandType;
  /** Digest of the command's body and actor: the same id with another body is refused (REL-5). */
  readonly fingerprint: string;
  /** The order the commit is about, so that one order's story can be read; null for the board itself. */
  readonly subject: string | null;
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
  readonly subject: string | null;
  readonly body: string;
  /** JSON of `{ [ref]: { salt, text } }`; empty string when there are none. */
  readonly texts: string;
  /** hex SHA-256 of prevHash + '\n' + body. */
  readonly prevHash: string;
  readonly hash: string;
}

export const GENESIS = '0'.repeat(64);
