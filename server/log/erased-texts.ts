import type { BoardId } from '../../shared/kernel/ids.ts';
import type { ErasureLog } from '../ports/erasure.ts';

/** How many texts of a board were ever erased: it only grows, and stands in the log, so that a screen of before a restart is known by it. */
export const erasedIn = async (log: ErasureLog, board: BoardId): Promise<number> =>
  (await log.erasures()).filter((one) => 'board' in one && one.board === board).length;
