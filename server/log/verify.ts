import { emptyBoard, type Board } from '../../shared/board/board.ts';
import { applyCommit } from '../../shared/floor.ts';
import type { BoardId } from '../../shared/kernel/ids.ts';
import { brokenInvariants } from '../../shared/board/invariants.ts';
import { GENESIS, type StoredCommit } from '../../shared/log/commit.ts';
import { erasedOf, faultOf, decodeCommit } from './encode-commit.ts';

/** What the check reads; both a log behind its port and a bare file can give it. */
export type Pages = (after: number, limit: number) => readonly StoredCommit[] | Promise<readonly StoredCommit[]>;

export interface Verdict {
  readonly board: BoardId;
  readonly commits: number;
  /** Texts erased on purpose: allowed, and told. */
  readonly erased: number;
  readonly hash: string;
  /** Where and how it is broken; null: whole. */
  readonly fault: string | null;
}

const PAGE = 1_000;

/** Walks a board's chain from its first commit: numbers, hashes, texts, and that it still folds (I4, SEC-23). */
export async function verifyBoard(id: BoardId, pages: Pages): Promise<Verdict> {
  let board: Board = emptyBoard(id);
  let before = { seq: 0, hash: GENESIS };
  let erased = 0;
  const verdict = (fault: string | null): Verdict => ({ board: id, commits: before.seq, erased, hash: before.hash, fault });
  for (;;) {
    const rows = await pages(before.seq, PAGE);
    for (const row of rows) {
      const fault = row.board === id ? faultOf(row, before) : `commit ${row.seq} is of board ${row.board}`;
      if (fault) return verdict(fault);
      try {
        board = applyCommit(board, decodeCommit(row));
      } catch (error) {
        return verdict(`commit ${row.seq} cannot be folded: ${error instanceof Error ? error.message : String(error)}`);
      }
      erased += erasedOf(row);
      before = row;
    }
    if (rows.length < PAGE) {
      const [broken] = brokenInvariants(board);
      return verdict(broken === undefined ? null : `the chain is whole, and the board it makes contradicts itself: ${broken}`);
    }
  }
}

const count = new Intl.NumberFormat('en-GB');

/** One line for a person. The end of the hash can be noted elsewhere: it covers everything before it. */
export function sentenceOf({ board, commits, erased, hash, fault }: Verdict): string {
  const erasures = erased === 0 ? '' : `, ${count.format(erased)} erased ${erased === 1 ? 'text' : 'texts'}`;
  const size = `${count.format(commits)} ${commits === 1 ? 'commit' : 'commits'}`;
  return fault === null
    ? `${board}: ${size}, chain whole${erasures} (${hash.slice(0, 16)})`
    : `${board}: BROKEN: ${fault} (${size} before it are whole)`;
}
