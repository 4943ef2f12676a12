import type { BoardId } from '../../shared/kernel/ids.ts';

/** A board's log is not what was written (SEC-23): nothing of it is shown, and nothing is decided on it. */
export class BrokenLog extends Error {
  /** For whoever wanted the board. */
  readonly sentence: string;

  /** `fault`: where and how, as the middle of a sentence. */
  constructor(readonly board: BoardId, readonly fault: string) {
    super(`The log of board ${board} does not verify: ${fault}.`);
    this.name = 'BrokenLog';
    this.sentence = `The board ${board} is not shown and takes nothing in, because its log is not what was written: ${fault}. Whoever runs this server finds out more with npm run verify-log, and puts a backup in its place with npm run restore.`;
  }
}
