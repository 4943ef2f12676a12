import type { BoardId } from '../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import type { BoardHead, CommitLog } from '../ports/commit-log.ts';
import type { Erasure } from '../ports/erasure.ts';
import type { RecordStore, StoredRecord } from '../ports/record-store.ts';
import { CannotCopy } from './cannot-copy.ts';

/** Where a history comes from: a store that may be written meanwhile, or a backup. */
export interface Source {
  readonly name: string;
  /** What is taken: every board up to the head it had when the source was opened, so a prefix without gaps. */
  readonly heads: readonly BoardHead[];
  records(): Promise<readonly StoredRecord[]>;
  /** What it knows to be erased: of an older copy of the same history, too. */
  erasures(): Promise<readonly Erasure[]>;
  /** The commit at the named number of each named board; none may lie behind the board's head. */
  hashesAt(seqs: ReadonlyMap<BoardId, number>): Promise<ReadonlyMap<BoardId, string>>;
  /** Pages of one board each, never empty, the boards in the order of `heads`; of each what stands behind `after`. */
  walk(after: ReadonlyMap<BoardId, number>): AsyncIterable<readonly StoredCommit[]>;
}

/** What a carrier asks of a store it only reads. */
export type Readable = Pick<CommitLog, 'boards' | 'read' | 'close' | 'erasures'> & Pick<RecordStore, 'records'>;

/** Rows of a page: few enough for one write to any store, enough that round trips do not count. */
export const PAGE = 500;

/** The heads are asked here, once; the records later, so that they tell of everybody the commits name. */
export async function storeSource(name: string, store: Readable): Promise<Source> {
  const heads = await store.boards();
  return {
    name,
    heads,
    records: () => store.records(),
    erasures: () => store.erasures(),
    async hashesAt(seqs) {
      const hashes = new Map<BoardId, string>();
      for (const [board, seq] of seqs) for (const { hash } of await store.read(board, seq - 1, 1)) hashes.set(board, hash);
      return hashes;
    },
    async *walk(after) {
      for (const { board, seq } of heads) {
        let at = after.get(board) ?? 0;
        while (at < seq) {
          const rows = await store.read(board, at, Math.min(PAGE, seq - at));
          const last = rows.at(-1);
          if (!last) throw new CannotCopy(`${name} is broken: commit ${at + 1} of board ${board} is missing. Run npm run verify-log.`);
          yield rows;
          at = last.seq;
        }
      }
    },
  };
}
