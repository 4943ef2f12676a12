import { type BoardId } from '../../shared/kernel/ids.ts';
import { GENESIS } from '../../shared/log/commit.ts';
import { BrokenLog } from '../ports/broken-log.ts';
import type { CommitLog } from '../ports/commit-log.ts';
import { faultOf, missing } from './encode-commit.ts';

/** A few milliseconds of work, and a pause many times as long: whoever works meanwhile feels nothing of it. */
const PAGE = 200;

/**
 * Hashes every commit of a board up to `seq` again, from the first one: what stands below a snapshot is
 * read by no opening. `pause` is awaited between pages; false from it ends the walk. Throws BrokenLog.
 */
export async function checkLog(log: Pick<CommitLog, 'read'>, board: BoardId, seq: number, pause: () => Promise<boolean>): Promise<void> {
  let before = { seq: 0, hash: GENESIS };
  while (before.seq < seq) {
    const rows = await log.read(board, before.seq, Math.min(PAGE, seq - before.seq));
    if (rows.length === 0) throw new BrokenLog(board, missing(before.seq + 1, seq));
    for (const row of rows) {
      const fault = faultOf(row, before);
      if (fault !== null) throw new BrokenLog(board, fault);
      before = row;
    }
    if (!(await pause())) return;
  }
}
