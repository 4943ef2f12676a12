import type { BoardId, CommandId } from '../../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../../shared/log/commit.ts';
import type { Appended, BoardHead, CommitLog, Hint, StoredSnapshot } from '../../ports/commit-log.ts';
import type { Erasure } from '../../ports/erasure.ts';
import type { NodeNotes } from '../../ports/node-notes.ts';
import type { RecordStore, StoredRecord, Written } from '../../ports/record-store.ts';
import { type Address, addressOf, driverOptions, IN_STEP_WITHIN, MAJORITY_WITHIN, type Timing } from './address.ts';
import { answered } from './answered-within.ts';
import { type Collections, collectionsOf, type Connection, house, mongo, ours } from './collections.ts';
import { CommitHints } from './commit-hints.ts';
import { CommitReader } from './commit-reader.ts';
import { CommitWriter } from './commit-writer.ts';
import { erase, erasuresIn } from './mongo-erasing.ts';
import { MongoNotes } from './mongo-notes.ts';
import { MongoProjections } from './mongo-projections.ts';
import { MongoRecords } from './mongo-records.ts';
import { greetStore, prepareStore } from './prepare-store.ts';
import { RowIds } from './row-ids.ts';

/**
 * Opens the database of a MongoDB replica set, and makes its indexes. Throws CannotOpen, whose
 * `sentence` is for the person at the terminal. Any number of nodes may have the same one open.
 */
export async function openMongoStore(uri: string, timing: Timing = {}): Promise<MongoStore> {
  const address = addressOf(uri);
  return connected(uri, address, timing, await prepareStore(uri, address, timing));
}

/** The same for who only reads: nothing is made there. Throws CannotOpen. */
export async function readMongoStore(uri: string, timing: Timing = {}): Promise<MongoStore> {
  const address = addressOf(uri);
  return connected(uri, address, timing, await greetStore(uri, address, timing));
}

async function connected(uri: string, { hosts }: Address, timing: Timing, warnings: readonly string[]): Promise<MongoStore> {
  const connection = house.createConnection(uri, driverOptions(timing));
  await connection.asPromise();
  return new MongoStore(connection, hosts, warnings, timing);
}

/** One database for the log and the records. */
export class MongoStore implements CommitLog, RecordStore {
  /** Sentences for the operator: at the start, and wherever the store's health is told. */
  readonly warnings: readonly string[];
  /** Where it is, without user and password. */
  readonly where: string;
  /** Rows that are folded from the log, in the same database. */
  readonly projections: MongoProjections;
  private readonly connection: Connection;
  private readonly collections: Collections;
  private readonly reader: CommitReader;
  private readonly writer: CommitWriter;
  private readonly hints: CommitHints;
  private readonly kept: MongoRecords;
  private closed: Promise<void> | null = null;

  constructor(connection: Connection, hosts: string, warnings: readonly string[], { inStepWithin = IN_STEP_WITHIN, majorityWithin = MAJORITY_WITHIN }: Timing = {}) {
    this.connection = connection;
    this.where = `the database ${connection.name} at ${hosts}`;
    this.warnings = warnings;
    this.collections = collectionsOf(connection);
    this.projections = new MongoProjections(connection);
    this.reader = new CommitReader(this.collections.commits, inStepWithin);
    const ids = new RowIds();
    this.writer = new CommitWriter(this.collections.commits, this.reader, ids, majorityWithin);
    this.kept = new MongoRecords(this.collections.records);
    this.hints = new CommitHints(this.collections.commits, this.reader, ids);
  }

  async append(board: BoardId, commits: readonly StoredCommit[]): Promise<Appended> {
    if (this.closed) return { ok: false, why: 'fault', cause: new Error('The store is closed.') };
    return this.writer.append(board, commits);
  }

  read(board: BoardId, after: number, limit: number): Promise<readonly StoredCommit[]> {
    return this.reader.read(board, after, limit);
  }

  story(board: BoardId, subject: string, before: number, limit: number): Promise<readonly StoredCommit[]> {
    return this.reader.story(board, subject, before, limit);
  }

  find(board: BoardId, command: CommandId): Promise<StoredCommit | null> {
    return this.reader.find(board, command);
  }

  findAny(board: BoardId, commands: readonly CommandId[]): Promise<readonly StoredCommit[]> {
    return this.reader.findAny(board, commands);
  }

  head(board: BoardId, sure = false): Promise<BoardHead | null> {
    return this.reader.head(board, sure);
  }

  boards(): Promise<readonly BoardHead[]> {
    return this.reader.boards();
  }

  async saveSnapshot({ board, seq, hash, format, body }: StoredSnapshot): Promise<void> {
    try {
      await answered(this.collections.snapshots.replaceOne({ _id: board, seq: ours({ $lte: seq }) }, { seq, hash, format, body }, { upsert: true }));
    } catch (thrown) {
      // Another node's is newer already: the upsert found none as old as ours, and its place is taken.
      if (!(thrown instanceof mongo.MongoServerError && thrown.code === 11_000)) throw thrown;
    }
  }

  async loadSnapshot(board: BoardId): Promise<StoredSnapshot | null> {
    const found = await answered(this.collections.snapshots.findById(board).lean());
    return found && { board, seq: found.seq, hash: found.hash, format: found.format, body: found.body };
  }

  erase(erasures: readonly Erasure[]): Promise<void> {
    return erase(this.collections, this.projections, erasures);
  }

  erasures(): Promise<readonly Erasure[]> {
    return erasuresIn(this.collections);
  }

  watch(board: BoardId, hint: Hint): () => void {
    return this.hints.add(board, hint);
  }

  /** By which the nodes of this store know of one another. */
  notes(lives?: number): NodeNotes {
    return new MongoNotes(this.connection, lives);
  }

  records(): Promise<readonly StoredRecord[]> {
    return this.kept.records();
  }

  writeRecord(record: StoredRecord): Promise<Written> {
    return this.kept.writeRecord(record);
  }

  replaceRecords(records: readonly StoredRecord[]): Promise<void> {
    return this.kept.replaceRecords(records);
  }

  /** Waits for what was sent. */
  close(): Promise<void> {
    this.closed ??= this.shut();
    return this.closed;
  }

  private async shut(): Promise<void> {
    await this.hints.close();
    await this.writer.idle();
    await this.connection.close();
  }
}
