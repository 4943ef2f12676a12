import type { BoardId } from '../../shared/kernel/ids.ts';
import { GENESIS, type StoredCommit } from '../../shared/log/commit.ts';
import { faultOf } from '../log/encode-commit.ts';
import type { BoardHead } from '../ports/commit-log.ts';
import { CannotCopy } from './cannot-copy.ts';

type Position = Pick<BoardHead, 'seq' | 'hash'>;

/** Follows the chains of many boards at once and throws the first fault as a sentence (SEC-23). */
export class ChainCheck {
  private readonly name: string;
  private readonly at = new Map<BoardId, Position>();

  /** `from`: commits up to there are known already. */
  constructor(name: string, from: Iterable<BoardHead> = []) {
    this.name = name;
    for (const head of from) this.at.set(head.board, head);
  }

  take(rows: readonly StoredCommit[]): void {
    for (const row of rows) {
      const fault = faultOf(row, this.at.get(row.board) ?? { seq: 0, hash: GENESIS });
      if (fault) throw new CannotCopy(`${this.name} is broken: on board ${row.board}, ${fault}.`);
      this.at.set(row.board, row);
    }
  }

  /** Everything up to these heads was seen. */
  end(heads: readonly BoardHead[]): void {
    for (const { board, seq, hash } of heads) {
      const there = this.at.get(board);
      if (there?.seq !== seq || there.hash !== hash) throw new CannotCopy(`${this.name} is broken: board ${board} should end with commit ${seq}, and what was read ends with ${there?.seq ?? 0}.`);
    }
  }
}
