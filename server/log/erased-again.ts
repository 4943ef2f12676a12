import { withoutNames } from '../../shared/people/former.ts';
import type { Directory } from '../../shared/people/directory.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import type { CommitLog } from '../ports/commit-log.ts';
import type { DirectoryStore } from '../ports/directory-store.ts';
import { erasedRows, type Erasure, textsWithout } from '../ports/erasure.ts';

/** An older copy of the data was put in place: what had been erased since is erased again, before anybody sees it. */
export async function eraseAgain(log: CommitLog, store: DirectoryStore): Promise<void> {
  const erasures = await log.erasures();
  if (erasures.length === 0) return;
  const directory = await store.load();
  const without = withoutErased(directory, erasures);
  if (without !== directory) await store.save(without);
  const back: Erasure[] = [];
  for (const { board, seq, refs } of erasedRows(erasures)) {
    const [row] = await log.read(board, seq - 1, 1);
    if (row?.seq === seq && textsWithout(row.texts, refs) !== row.texts) back.push(...erasures.filter((one) => 'board' in one && one.board === board && one.seq === seq));
  }
  if (back.length > 0 || without !== directory) await log.erase(back);
}

export const withoutErased = (directory: Directory, erasures: readonly Erasure[]): Directory =>
  withoutNames(directory, new Set(erasures.flatMap((one) => ('person' in one ? [one.person] : []))));

/** Rows as they may be shown, whatever an older copy of them says. */
export function cleaner(erasures: readonly Erasure[]): (row: StoredCommit) => StoredCommit {
  const gone = new Map(erasedRows(erasures).map(({ board, seq, refs }) => [`${board}/${seq}`, refs]));
  return (row) => {
    const refs = gone.get(`${row.board}/${row.seq}`);
    return refs ? { ...row, texts: textsWithout(row.texts, refs) } : row;
  };
}
