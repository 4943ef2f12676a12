import type { BoardId, CommandId } from '../../../shared/domain/ids.ts';
import type { StoredCommit } from '../../../shared/log/commit.ts';
import type { BoardHead } from '../../ports/commit-log.ts';
import { type Collections, ours } from './collections.ts';

const ROW = { _id: 0, board: 1, seq: 1, command: 1, subject: 1, body: 1, texts: 1, prevHash: 1, hash: 1 } as const;
const HEAD = { _id: 0, board: 1, seq: 1, hash: 1 } as const;

/** The questions of the log. All are asked of the primary, about what a majority holds. */
export class CommitReader {
  constructor(private readonly commits: Collections['commits']) {}

  async read(board: BoardId, after: number, limit: number): Promise<StoredCommit[]> {
    // MongoDB takes a limit of 0 for none.
    if (limit <= 0) return [];
    return this.commits.find({ board, seq: ours({ $gt: after }) }, ROW).sort({ seq: 1 }).limit(limit).lean<StoredCommit[]>();
  }

  async story(board: BoardId, subject: string, before: number, limit: number): Promise<StoredCommit[]> {
    if (limit <= 0) return [];
    return this.commits.find({ board, subject, seq: ours({ $lt: before }) }, ROW).sort({ seq: -1 }).limit(limit).lean<StoredCommit[]>();
  }

  async find(board: BoardId, command: CommandId): Promise<StoredCommit | null> {
    return this.commits.findOne({ board, command }, ROW).lean<StoredCommit | null>();
  }

  async findAny(board: BoardId, commands: readonly CommandId[]): Promise<StoredCommit[]> {
    return this.commits.find({ board, command: ours({ $in: [...commands] }) }, ROW).lean<StoredCommit[]>();
  }

  async head(board: BoardId): Promise<BoardHead | null> {
    return this.commits.findOne({ board }, HEAD).sort({ seq: -1 }).lean<BoardHead | null>();
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
