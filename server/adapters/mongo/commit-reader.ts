import { setTimeout as pause } from 'node:timers/promises';
import type { BoardId, CommandId } from '../../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../../shared/log/commit.ts';
import type { BoardHead } from '../../ports/commit-log.ts';
import { answered } from './answered-within.ts';
import { type Collections, ours } from './collections.ts';

export type Standing = Pick<BoardHead, 'seq' | 'hash'>;

/** A commit without the `_id` that MongoDB wants. */
export const FIELDS = { board: 1, seq: 1, command: 1, subjects: 1, body: 1, texts: 1, prevHash: 1, hash: 1 } as const;
const ROW = { _id: 0, ...FIELDS } as const;
const HEAD = { _id: 0, board: 1, seq: 1, hash: 1 } as const;

const LOOK_EVERY = 20;
const MOST_KNOWN = 10_000;

/**
 * The questions of the log. All are asked of the primary, about what a majority holds; and no answer is
 * older than one before, though a primary that was just elected learns only then what a majority has.
 */
export class CommitReader {
  /** A commit of each board that a majority holds: the newest that was read or written here. */
  private readonly newest = new Map<BoardId, Standing>();

  /** `inStepWithin`: a primary knows within this time what a majority held when it was elected, or the log is another one; ms. */
  constructor(private readonly commits: Collections['commits'], private readonly inStepWithin: number) {}

  known(board: BoardId): Standing | null {
    return this.newest.get(board) ?? null;
  }

  saw(board: BoardId, { seq, hash }: Standing): void {
    if (seq < (this.known(board)?.seq ?? 1)) return;
    if (this.newest.size >= MOST_KNOWN) this.newest.clear();
    this.newest.set(board, { seq, hash });
  }

  async read(board: BoardId, after: number, limit: number): Promise<StoredCommit[]> {
    // MongoDB takes a limit of 0 for none.
    if (limit <= 0) return [];
    const page = (): Promise<StoredCommit[]> => answered(this.commits.find({ board, seq: ours({ $gt: after }) }, ROW).sort({ seq: 1 }).limit(limit).lean<StoredCommit[]>());
    let rows = await page();
    if (rows.length < limit && (rows.at(-1)?.seq ?? after) < (this.known(board)?.seq ?? 0)) {
      await this.head(board);
      rows = await page();
    }
    const last = rows.at(-1);
    if (last) this.saw(board, last);
    return rows;
  }

  /** Whatever stands at `from` or behind it, and wherever these commands stand: what a lost write has to know, as one question. */
  async standing(board: BoardId, from: number, commands: readonly CommandId[], limit: number): Promise<StoredCommit[]> {
    const either = [{ seq: ours({ $gte: from }) }, { command: ours({ $in: [...commands] }) }];
    return answered(this.commits.find({ board, $or: either }, ROW).sort({ seq: 1 }).limit(limit).lean<StoredCommit[]>());
  }

  async story(board: BoardId, subject: string, before: number, limit: number): Promise<StoredCommit[]> {
    if (limit <= 0) return [];
    return answered(this.commits.find({ board, subjects: subject, seq: ours({ $lt: before }) }, ROW).sort({ seq: -1 }).limit(limit).lean<StoredCommit[]>());
  }

  async find(board: BoardId, command: CommandId): Promise<StoredCommit | null> {
    return answered(this.commits.findOne({ board, command }, ROW).lean<StoredCommit | null>());
  }

  async findAny(board: BoardId, commands: readonly CommandId[]): Promise<StoredCommit[]> {
    return answered(this.commits.find({ board, command: ours({ $in: [...commands] }) }, ROW).lean<StoredCommit[]>());
  }

  /** `sure`: the primary asks a majority whether it still is one, and has caught up with what it was elected with. */
  async head(board: BoardId, sure = false): Promise<BoardHead | null> {
    const known = this.known(board)?.seq ?? 0;
    for (const deadline = performance.now() + this.inStepWithin; ; await pause(LOOK_EVERY)) {
      const head = await answered(this.commits.findOne({ board }, HEAD).sort({ seq: -1 }).readConcern(sure ? 'linearizable' : 'majority').lean<BoardHead | null>());
      if ((head?.seq ?? 0) < known && performance.now() < deadline) continue;
      // Below what was known, after all this time: an older log was put in its place.
      if ((head?.seq ?? 0) < known) this.newest.delete(board);
      if (head) this.saw(board, head);
      return head;
    }
  }

  /** Sorted like this, the server jumps from board to board in its index instead of reading every commit. */
  async boards(): Promise<BoardHead[]> {
    const heads = await this.commits.aggregate<BoardHead>([
      { $sort: { board: -1, seq: -1 } },
      { $group: { _id: '$board', seq: { $first: '$seq' }, hash: { $first: '$hash' } } },
      { $project: { _id: 0, board: '$_id', seq: 1, hash: 1 } },
    ]);
    return heads.sort((a, b) => (a.board < b.board ? -1 : 1));
  }
}
