import mongoose from 'mongoose';
import type { BoardId } from '../../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../../shared/log/commit.ts';
import type { StoredSnapshot } from '../../ports/commit-log.ts';
import type { StoredRecord } from '../../ports/record-store.ts';

/**
 * An instance of our own, so that no other user of mongoose in the process changes its settings: a
 * filter that came from outside holds values and no operators, a field nobody declared is an error,
 * and nothing is created or queued behind our back.
 */
export const house = new mongoose.Mongoose({
  sanitizeFilter: true,
  strictQuery: 'throw',
  strict: 'throw',
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
});

export type Connection = mongoose.Connection;
export const { mongo } = house;
/** Marks an operator as ours, for sanitizeFilter. */
export const ours = <Operator extends object>(operator: Operator): Operator => house.trusted(operator);

const text = { type: String, required: true } as const;
const number = { type: Number, required: true } as const;

/** Strings stay strings: the hash chain covers the bytes of `body`, and no parser may touch them. */
const commitShape = new house.Schema<StoredCommit>(
  { board: text, seq: number, command: text, subjects: [String], body: text, texts: String, prevHash: text, hash: text },
  { collection: 'commits', versionKey: false },
);

interface SnapshotRow extends Omit<StoredSnapshot, 'board'> {
  readonly _id: BoardId;
}
const snapshotShape = new house.Schema<SnapshotRow>(
  { _id: text, seq: number, hash: text, format: number, body: text },
  { collection: 'snapshots', versionKey: false },
);

/** `_id`: kind and id. `born`: rows are read in the order in which they were first written. */
export interface RecordRow extends Omit<StoredRecord, 'by'> {
  readonly _id: string;
  readonly by: string | null;
  readonly born: mongoose.Types.ObjectId;
}
const recordShape = new house.Schema<RecordRow>(
  { _id: { type: String, required: true }, kind: text, id: text, version: number, at: number, by: String, body: text, born: mongoose.Schema.Types.ObjectId },
  { collection: 'records', versionKey: false, id: false },
);

/** `_id`: the erasure's key. */
interface ErasureRow {
  readonly _id: string;
  readonly body: string;
}
const erasureShape = new house.Schema<ErasureRow>({ _id: { type: String, required: true }, body: text }, { collection: 'erasures', versionKey: false });

/** Which program's database this is, and in which format. */
interface StoreRow {
  readonly _id: 'pullcord';
  readonly format: number;
}
const storeShape = new house.Schema<StoreRow>({ _id: { type: String, required: true }, format: number }, { collection: 'store', versionKey: false });

export interface Collections {
  readonly commits: mongoose.Model<StoredCommit>;
  readonly snapshots: mongoose.Model<SnapshotRow>;
  readonly records: mongoose.Model<RecordRow>;
  readonly store: mongoose.Model<StoreRow>;
  readonly erasures: mongoose.Model<ErasureRow>;
}

export function collectionsOf(connection: Connection): Collections {
  return {
    commits: connection.model<StoredCommit>('Commit', commitShape),
    snapshots: connection.model<SnapshotRow>('Snapshot', snapshotShape),
    records: connection.model<RecordRow>('Record', recordShape),
    erasures: connection.model<ErasureRow>('Erasure', erasureShape),
    store: connection.model<StoreRow>('Store', storeShape),
  };
}
