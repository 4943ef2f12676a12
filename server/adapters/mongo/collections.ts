import mongoose from 'mongoose';
import type { BoardId } from '../../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../../shared/log/commit.ts';
import type { StoredSnapshot } from '../../ports/commit-log.ts';

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

/** One document holds people and suppliers: replacing it is one step for whoever reads. */
interface DirectoryRow {
  readonly _id: 'shop';
  readonly people: readonly string[];
  readonly suppliers: readonly string[];
}
const directoryShape = new house.Schema<DirectoryRow>(
  { _id: { type: String, required: true }, people: [String], suppliers: [String] },
  { collection: 'directory', versionKey: false },
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
  readonly directory: mongoose.Model<DirectoryRow>;
  readonly store: mongoose.Model<StoreRow>;
  readonly erasures: mongoose.Model<ErasureRow>;
}

export function collectionsOf(connection: Connection): Collections {
  return {
    commits: connection.model<StoredCommit>('Commit', commitShape),
    snapshots: connection.model<SnapshotRow>('Snapshot', snapshotShape),
    directory: connection.model<DirectoryRow>('Directory', directoryShape),
    erasures: connection.model<ErasureRow>('Erasure', erasureShape),
    store: connection.model<StoreRow>('Store', storeShape),
  };
}
