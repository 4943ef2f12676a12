import type { BoardId } from '../../shared/kernel/ids.ts';

/** How far a projection has folded one board. */
export interface Cursor {
  /** Counts what was written: whoever writes names the one it has read, and is told when it is no more. */
  readonly revision: number;
  /** The last commit that is in the rows, and its hash; 0 and '' before the first. */
  readonly seq: number;
  readonly hash: string;
  /** So many texts of the board were erased when its rows were last rid of them. */
  readonly erased: number;
}

/** What one thing has become by the commits so far. Words of people may stand in it only under the id of the order they are about. */
export interface ProjectedRow {
  readonly id: string;
  /** By which rows are told apart: `open`, `closed`. */
  readonly kind: string;
  /** By which they are sorted, newest first. */
  readonly at: number;
  /** What it is found by, by their beginnings. */
  readonly tokens: readonly string[];
  readonly body: string;
}

export interface ProjectionWrite {
  readonly projection: string;
  readonly board: BoardId;
  /** `revision`: the one that was read. */
  readonly cursor: Cursor;
  readonly rows: readonly ProjectedRow[];
  /** Every row of the board goes first: its log is another one. */
  readonly anew?: boolean;
}

export interface RowQuestion {
  readonly projection: string;
  readonly board: BoardId;
  /** Of each of these some token of the row begins with one. */
  readonly all: readonly (readonly string[])[];
  readonly kind?: string | undefined;
  /** `at` ≥ from, < to. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Behind this row. */
  readonly after?: Pick<ProjectedRow, 'id' | 'at'> | undefined;
  readonly limit: number;
}

/**
 * Rows that are folded from the log and can be thrown away. A cursor stands beside them and moves in the
 * same transaction, by compare-and-set: of two nodes that fold the same commits one writes, the other reads
 * on. Erasing takes the rows of the orders it is about along. Every adapter passes tests/contract/projections.ts.
 */
export interface ProjectionStore {
  /** Where it stands; at 0 from now on, where it stood nowhere. It is read before the log is. */
  cursor(projection: string, board: BoardId): Promise<Cursor>;
  /** All or nothing. `behind`: somebody else wrote since the cursor was read. Throws where nobody knows. */
  write(write: ProjectionWrite): Promise<'written' | 'behind'>;
  /** Those of them that are there, in no order. */
  rows(projection: string, board: BoardId, ids: readonly string[]): Promise<readonly ProjectedRow[]>;
  /** Newest first, and of one moment the highest id first. */
  find(question: RowQuestion): Promise<readonly ProjectedRow[]>;
  /** Names of all projections that have rows or cursors. */
  projections(): Promise<readonly string[]>;
  /** Takes at most so many rows of a projection away, the cursors with the last; false: nothing is left of it. */
  drop(projection: string, most: number): Promise<boolean>;
}

/** What stands in no token, and behind each that begins with the same. */
export const TOKENS_END = '\u{10FFFF}';
