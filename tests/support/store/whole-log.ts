import { emptyBoard, type Board } from '../../../shared/board/board.ts';
import { applyCommit } from '../../../shared/floor.ts';
import type { BoardId } from '../../../shared/kernel/ids.ts';
import { type Commit, GENESIS } from '../../../shared/log/commit.ts';
import { hashOf, decodeCommit } from '../../../server/log/encode-commit.ts';
import type { CommitLog } from '../../../server/ports/commit-log.ts';

/** All commits of a board. Throws where the chain of hashes is broken (I4). */
export async function wholeLog(log: CommitLog, board: BoardId): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  let hash = GENESIS;
  for (;;) {
    const rows = await log.read(board, commits.length, 1_000);
    if (rows.length === 0) return commits;
    for (const row of rows) {
      if (row.prevHash !== hash || row.hash !== hashOf(hash, row.body)) throw new Error(`The chain of ${board} is broken at ${row.seq}.`);
      hash = row.hash;
      commits.push(decodeCommit(row));
    }
  }
}

/** The board as its log says, from nothing. */
export const fold = (board: BoardId, commits: readonly Commit[]): Board => commits.reduce<Board>(applyCommit, emptyBoard(board));
