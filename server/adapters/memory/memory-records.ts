import { type RecordStore, sameRecord, type StoredRecord, type Written } from '../../ports/record-store.ts';

const keyOf = ({ kind, id }: StoredRecord): string => `${kind}/${id}`;

export class MemoryRecords implements RecordStore {
  private known: ReadonlyMap<string, StoredRecord>;

  constructor(records: readonly StoredRecord[] = []) {
    this.known = new Map(records.map((record) => [keyOf(record), record]));
  }

  async records(): Promise<readonly StoredRecord[]> {
    return [...this.known.values()];
  }

  async writeRecord(record: StoredRecord): Promise<Written> {
    const stands = this.known.get(keyOf(record)) ?? null;
    if (stands && sameRecord(stands, record)) return { ok: true };
    if ((stands?.version ?? 0) !== record.version - 1) return { ok: false, stands };
    this.known = new Map(this.known).set(keyOf(record), record);
    return { ok: true };
  }

  async replaceRecords(records: readonly StoredRecord[]): Promise<void> {
    this.known = new Map(records.map((record) => [keyOf(record), record]));
  }
}
