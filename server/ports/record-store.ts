import type { Actor } from '../../shared/kernel/actor.ts';
import type { Time } from '../../shared/kernel/time.ts';

/** What is kept beside the log, one record a thing. */
export type RecordKind = 'person' | 'supplier';

export interface StoredRecord {
  readonly kind: RecordKind;
  readonly id: string;
  /** 1 when it was made, one more with every change. */
  readonly version: number;
  /** When this version was written, and by whom; null: by the program itself. */
  readonly at: Time;
  readonly by: Actor | null;
  readonly body: string;
}

/** `stands`: the version that somebody else wrote meanwhile; null: there is none. */
export type Written = { readonly ok: true } | { readonly ok: false; readonly stands: StoredRecord | null };

/** Whose answer was lost asks again, and finds its own work done. */
export const sameRecord = (a: StoredRecord, b: StoredRecord): boolean => a.kind === b.kind && a.id === b.id && a.version === b.version && a.at === b.at && a.by === b.by && a.body === b.body;

/**
 * Plain records: people, suppliers. A version is written once, over the one before it and no other, so
 * that nobody overwrites what they have not seen. Every adapter passes tests/contract/record-store.ts.
 */
export interface RecordStore {
  /** All of them, in the order in which they were first written. */
  records(): Promise<readonly StoredRecord[]>;
  writeRecord(record: StoredRecord): Promise<Written>;
  /** These, as they are, in place of whatever is there: for a store that is filled before anybody works with it. */
  replaceRecords(records: readonly StoredRecord[]): Promise<void>;
}
