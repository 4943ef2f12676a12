import type { StoredCommit } from '../../shared/log/commit.ts';
import type { CommitLog } from '../ports/commit-log.ts';
import { erasedRows, type Erasure, textsWithout } from '../ports/erasure.ts';
import type { RecordStore, StoredRecord } from '../ports/record-store.ts';
import { withoutName } from '../people/directory-records.ts';

/** An older copy of the data was put in place: what had been erased since is erased again, before anybody sees it. */
export async function eraseAgain(log: CommitLog, store: RecordStore): Promise<void> {
  const erasures = await log.erasures();
  if (erasures.length === 0) return;
  const records = await store.records();
  const without = withoutErased(records, erasures);
  const named = without.filter((record, at) => record !== records[at]);
  // Whoever else starts now does the same, and one of them is enough.
  for (const record of named) await store.writeRecord(record);
  const back: Erasure[] = [];
  for (const { board, seq, refs } of erasedRows(erasures)) {
    const [row] = await log.read(board, seq - 1, 1);
    if (row?.seq === seq && textsWithout(row.texts, refs) !== row.texts) back.push(...erasures.filter((one) => 'board' in one && one.board === board && one.seq === seq));
  }
  if (back.length > 0 || named.length > 0) await log.erase(back);
}

/** Records of those who were erased, each in a next version that has no name. */
export function withoutErased(records: readonly StoredRecord[], erasures: readonly Erasure[]): readonly StoredRecord[] {
  const gone = new Set<string>(erasures.flatMap((one) => ('person' in one ? [one.person] : [])));
  return records.map((record) => (gone.has(record.id) ? withoutName(record) ?? record : record));
}

/** Rows as they may be shown, whatever an older copy of them says. */
export function cleaner(erasures: readonly Erasure[]): (row: StoredCommit) => StoredCommit {
  const gone = new Map(erasedRows(erasures).map(({ board, seq, refs }) => [`${board}/${seq}`, refs]));
  return (row) => {
    const refs = gone.get(`${row.board}/${row.seq}`);
    return refs ? { ...row, texts: textsWithout(row.texts, refs) } : row;
  };
}
