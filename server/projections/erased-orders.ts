import type { BoardId } from '../../shared/kernel/ids.ts';
import type { Commit } from '../../shared/log/commit.ts';
import { decodeCommit } from '../log/encode-commit.ts';
import type { CommitLog } from '../ports/commit-log.ts';
import { erasedRows } from '../ports/erasure.ts';

const PAGE = 500;

/** The orders that a text was ever erased of, each with its commits as they are now, in order, up to `seq`. */
export async function* emptied(log: CommitLog, board: BoardId, seq: number): AsyncGenerator<{ readonly order: string; readonly commits: readonly Commit[] }> {
  const orders = new Set<string>();
  for (const erased of erasedRows(await log.erasures())) {
    if (erased.board !== board || erased.seq > seq) continue;
    for (const row of await log.read(board, erased.seq - 1, 1)) for (const order of row.subjects) orders.add(order);
  }
  for (const order of orders) yield { order, commits: await storyOf(log, board, order, seq) };
}

async function storyOf(log: CommitLog, board: BoardId, order: string, seq: number): Promise<readonly Commit[]> {
  const commits: Commit[] = [];
  for (let before = seq + 1; ; before = commits.at(-1)?.seq ?? 0) {
    const page = await log.story(board, order, before, PAGE);
    commits.push(...page.map(decodeCommit));
    if (page.length < PAGE) return commits.toReversed();
  }
}
