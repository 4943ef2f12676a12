import type { BoardId, CommandId } from '../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import type { ErasureLog } from './erasure.ts';
import type { ProjectionStore } from './projection-store.ts';

/** What became of an append. Each answer is distinct, because each needs another reaction. */
export type Appended =
  | { readonly ok: true }
  /**
   * Another writer took the sequence number: read on and decide again. Nothing was written but `kept`.
   * `since`: where the store has just read it anyway, all that stands in the log from that number on.
   */
  | { readonly ok: false; readonly why: 'conflict'; readonly head: number; readonly kept?: number; readonly since?: readonly StoredCommit[] }
  /** The command's id is in the log already: this is its commit. Nothing was written but `kept`. */
  | { readonly ok: false; readonly why: 'duplicate'; readonly command: CommandId; readonly commit: StoredCommit; readonly kept?: number }
  /**
   * It may or may not be on disk: find out by the command's id before answering anyone. `pending`: it
   * may still come, so that it is not found yet says nothing.
   */
  | { readonly ok: false; readonly why: 'unknown'; readonly cause: Error; readonly pending?: true }
  /** The store said no, and nothing was written. */
  | { readonly ok: false; readonly why: 'fault'; readonly cause: Error };

/** The log reaches `seq` now. What was written through the same store may be left out: its writer has its answer. */
export type Hint = (seq: number) => void;

export interface BoardHead {
  readonly board: BoardId;
  readonly seq: number;
  readonly hash: string;
}

export interface StoredSnapshot {
  readonly board: BoardId;
  readonly seq: number;
  readonly hash: string;
  readonly format: number;
  readonly body: string;
}

/**
 * The log of all boards. Unique (board, seq) and unique (board, command) are the whole of the
 * concurrency control; every adapter passes tests/contract/commit-log.ts.
 */
export interface CommitLog extends ErasureLog {
  /**
   * Appends `commits` (dense, one board), durably: `ok` means all are on disk. A refusal means none
   * are, but for a store without transactions: there the first `kept` of them are on disk.
   */
  append(board: BoardId, commits: readonly StoredCommit[]): Promise<Appended>;
  /** Commits with seq > after, in order, at most `limit`. */
  read(board: BoardId, after: number, limit: number): Promise<readonly StoredCommit[]>;
  /** Commits about one order (`subject`), newest first, at most `limit`, with seq < before. */
  story(board: BoardId, subject: string, before: number, limit: number): Promise<readonly StoredCommit[]>;
  find(board: BoardId, command: CommandId): Promise<StoredCommit | null>;
  /** Those of them that are there, in no order: one question costs less than many. */
  findAny?(board: BoardId, commands: readonly CommandId[]): Promise<readonly StoredCommit[]>;
  /**
   * null when the board has no commit. `sure`: nothing is missing that anybody was told of before this
   * was asked, wherever it was written; that may take as long as a write.
   */
  head(board: BoardId, sure?: boolean): Promise<BoardHead | null>;
  boards(): Promise<readonly BoardHead[]>;
  /** A cache that may be deleted at any time; at most one a board is kept. */
  saveSnapshot(snapshot: StoredSnapshot): Promise<void>;
  loadSnapshot(board: BoardId): Promise<StoredSnapshot | null>;
  /**
   * Says that a board's log has grown; returns what stops it. Only a hint: it may be late, doubled or
   * never come, and whoever follows the log also asks for its head now and then.
   */
  watch?(board: BoardId, hint: Hint): () => void;
  /** Where what is folded from it stands beside it. */
  readonly projections?: ProjectionStore;
  close(): Promise<void>;
}
