import type { Board } from '../../shared/board/board.ts';
import type { Directory } from '../../shared/people/directory.ts';
import type { BoardId, CommandId } from '../../shared/kernel/ids.ts';
import type { BrokenLog } from '../ports/broken-log.ts';
import type { Clock } from '../ports/clock.ts';
import type { CommitLog } from '../ports/commit-log.ts';
import type { Timers } from '../ports/timers.ts';
import type { RoomMetrics } from '../ports/room-metrics.ts';

/** A board as read from its log; `hash` is the whole hash of its last commit. */
export interface Opened {
  readonly board: Board;
  readonly hash: string;
  /** The seq of the snapshot it was read from, 0 without one. */
  readonly snapshotAt: number;
  /** How many of its texts were erased by then. */
  readonly erased: number;
}

/** Steps between which a process may die. Only tests and the simulation listen. */
export type Point =
  | 'before-decide' | 'before-append' | 'after-append' | 'before-answer' | 'after-answer' | 'after-publish' | 'before-snapshot' | 'after-snapshot';
/** A hook that throws makes that step fail; one that never resolves is a process that died there. */
export type Points = (point: Point, board: BoardId) => void | Promise<void>;

/** What went wrong and was survived: for the log and for alarms. */
export interface Fault {
  readonly board: BoardId;
  readonly what: 'append' | 'unknown' | 'read' | 'invariant' | 'bug' | 'history' | 'snapshot' | 'listener' | 'broken';
  readonly cause: Error;
  /** The command that ran into it, where it was one alone. */
  readonly command?: CommandId | undefined;
}

/** `erased`: the same history, with fewer words. */
export type Reopened = boolean | 'erased';

export interface RoomParts {
  readonly log: CommitLog;
  readonly clock: Clock;
  readonly directory: () => Directory;
  /** Reads a board from its log; null: the log has no such board. */
  readonly open: (board: BoardId) => Promise<Opened | null>;
  readonly saveSnapshot: (board: Board, hash: string) => Promise<void>;
  /** A board was opened, or has commits more; once a group, so it has to cost nothing. */
  readonly changed?: ((board: Board) => void) | undefined;
  /** The board's log is not what was written: nobody is shown it any more, and its room is told. */
  readonly condemn: (broken: BrokenLog) => void;
  readonly timers: Timers;
  readonly report: (fault: Fault) => void;
  readonly metrics: RoomMetrics;
  /** Whether this process did not run until a moment ago. */
  readonly pausedJustNow?: (() => boolean) | undefined;
  readonly points?: Points | undefined;
  /** Salt of texts; the simulation's is seeded. */
  readonly salt?: (() => string) | undefined;
  readonly sizes: Sizes;
}

export interface Sizes {
  /** Commands that may wait; the next is told to try again. */
  readonly waiting: number;
  /** Commands decided and written as one group. */
  readonly group: number;
  /** No further command is decided in one go after so long: people at other boards wait meanwhile; ms. */
  readonly budget: number;
  /**
   * What waited this long is not decided any more but asked for again: whoever sent it may have gone to
   * another node after five seconds of silence, and been refused there (I3); ms.
   */
  readonly patience: number;
  /** How often a group is decided again after a conflict before its people are told to try again. */
  readonly attempts: number;
  /** Commits kept in memory for catching up and for ids that come again. */
  readonly recent: number;
  /** Refusals remembered, so that a doubled message is not refused once and accepted later. */
  readonly refusals: number;
  /** Commits after which the snapshot is written anew. */
  readonly snapshotEvery: number;
  /** Commits after which every load is counted from nothing. */
  readonly recountEvery: number;
  /** How often the log's head is read while somebody watches, ms. */
  readonly pollEvery: number;
}

export const DEFAULT_SIZES: Sizes = {
  waiting: 5_000, group: 1_000, budget: 20, patience: 4_000, attempts: 60, recent: 1_000, refusals: 1_000, snapshotEvery: 2_000, recountEvery: 5_000, pollEvery: 1_000,
};

export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
