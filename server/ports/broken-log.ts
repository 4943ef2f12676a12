import type { BoardId } from '../../shared/kernel/ids.ts';

/** A board's log is not what was written (SEC-23): nothing of it is shown, and nothing is decided on it. */
export class BrokenLog extends Error {
  /** `fault`: where and how, as the middle of a sentence. */
  constructor(readonly board: BoardId, readonly fault: string) {
    super(`The log of board ${board} does not verify: ${fault}.`);
    this.name = 'BrokenLog';
  }
}
