import type { BoardId, CommandId } from '../../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../../shared/log/commit.ts';
import type { Appended, BoardHead, CommitLog, StoredSnapshot } from '../../ports/commit-log.ts';
import { type Erasure, erasureKey } from '../../ports/erasure.ts';
import { type RecordStore, sameRecord, type StoredRecord, type Written } from '../../ports/record-store.ts';
import type { Connection } from './connection.ts';
import { noteBeside, notedBeside } from './erased-beside.ts';
import { readErasures } from './erasing.ts';
import { CannotOpen } from '../cannot-open.ts';
import { ALL, LogReader } from './log-reader.ts';
import type { Write } from './log-writer.ts';
import { SqliteProjections } from './sqlite-projections.ts';
import { openReader, told } from './open-file.ts';
import { readRecords } from './records.ts';
import type { TestSwitches } from './worker-messages.ts';
import { WriterThread } from './writer-thread.ts';

/**
 * Opens or creates the file and its folder. Throws CannotOpen, whose `sentence` is for the person at
 * the terminal. Several processes may have the same file open.
 */
export async function openSqliteStore(file: string, test?: TestSwitches): Promise<SqliteStore> {
  const writer = new WriterThread(file, test);
  await writer.start();
  try {
    return new SqliteStore(writer, openReader(file), file);
  } catch (error) {
    await writer.close();
    throw error;
  }
}

/** A doubtful write is looked into again this often, as long as it cannot be settled: each look reads the whole file; ms. */
const SETTLE_EVERY = 1_000;

/** One file for the log and the records. Writes go to a thread of their own; reads stay here. */
export class SqliteStore implements CommitLog, RecordStore {
  private readonly writer: WriterThread;
  private readonly connection: Connection;
  private readonly reader: LogReader;
  private closed: Promise<void> | null = null;

  /** Rows that are folded from the log, in the same file. */
  readonly projections: SqliteProjections;
  private triedAt = -SETTLE_EVERY;

  constructor(writer: WriterThread, connection: Connection, private readonly file: string) {
    this.writer = writer;
    this.connection = connection;
    this.reader = new LogReader(connection);
    this.projections = new SqliteProjections(connection, (change) => writer.write(change));
  }

  append(board: BoardId, commits: readonly StoredCommit[]): Promise<Appended> {
    return this.writer.write({ op: 'append', board, commits });
  }

  async read(board: BoardId, after: number, limit: number): Promise<readonly StoredCommit[]> {
    const end = await this.end(board);
    const rows = this.reader.read(board, after, limit);
    return end === null ? rows : rows.filter(({ seq }) => seq <= end);
  }

  async story(board: BoardId, subject: string, before: number, limit: number): Promise<readonly StoredCommit[]> {
    const end = await this.end(board);
    return this.reader.story(board, subject, end === null ? before : Math.min(before, end + 1), limit);
  }

  async find(board: BoardId, command: CommandId): Promise<StoredCommit | null> {
    return (await this.sure()).find(board, command);
  }

  async findAny(board: BoardId, commands: readonly CommandId[]): Promise<readonly StoredCommit[]> {
    return (await this.sure()).findAny(board, commands);
  }

  async head(board: BoardId): Promise<BoardHead | null> {
    return this.reader.head(board, await this.upTo());
  }

  async boards(): Promise<readonly BoardHead[]> {
    return this.reader.boards(await this.upTo());
  }

  saveSnapshot(snapshot: StoredSnapshot): Promise<void> {
    return this.must({ op: 'snapshot', snapshot });
  }

  async loadSnapshot(board: BoardId): Promise<StoredSnapshot | null> {
    const end = await this.end(board);
    const snapshot = this.reader.loadSnapshot(board);
    return snapshot && end !== null && snapshot.seq > end ? null : snapshot;
  }

  async records(): Promise<readonly StoredRecord[]> {
    await this.sure();
    return readRecords(this.connection);
  }

  async writeRecord(record: StoredRecord): Promise<Written> {
    const answer = await this.writer.write({ op: 'record', record });
    if (answer.ok) return answer;
    if (answer.why !== 'conflict') throw this.fault(answer);
    const stands = (await this.records()).find(({ kind, id }) => kind === record.kind && id === record.id) ?? null;
    return stands && sameRecord(stands, record) ? { ok: true } : { ok: false, stands };
  }

  replaceRecords(records: readonly StoredRecord[]): Promise<void> {
    return this.must({ op: 'records', records });
  }

  async erase(erasures: readonly Erasure[]): Promise<void> {
    await noteBeside(this.file, erasures);
    await this.must({ op: 'erase', erasures });
  }

  async erasures(): Promise<readonly Erasure[]> {
    await this.sure();
    const known = readErasures(this.connection);
    const keys = new Set(known.map(erasureKey));
    return [...known, ...notedBeside(this.file).filter((one) => !keys.has(erasureKey(one)))];
  }

  close(): Promise<void> {
    this.closed ??= this.shut();
    return this.closed;
  }

  private async shut(): Promise<void> {
    this.connection.close();
    await this.writer.close();
  }

  private async must(write: Write): Promise<void> {
    const answer = await this.writer.write(write);
    if (!answer.ok) throw this.fault(answer);
  }

  private fault(answer: Extract<Appended, { ok: false }>): unknown {
    return 'cause' in answer ? told(answer.cause, this.file) : new Error(`The store answered ${answer.why}.`);
  }

  /** For the operator: reading goes on while only writing fails. */
  get warnings(): readonly string[] {
    const { trouble } = this.writer;
    if (!trouble) return [];
    const why = told(trouble, this.file);
    return [`Nothing can be saved just now, and the boards are still shown. ${why instanceof CannotOpen ? why.sentence : `${this.file}: ${trouble.message}.`}`];
  }

  /**
   * R3: after a failed COMMIT a reader could see rows that are not on disk, so whoever has to know what
   * became of a command waits until the writing thread has settled it.
   */
  private async sure(): Promise<LogReader> {
    if (!this.writer.ready) await this.writer.settle();
    return this.reader;
  }

  /** The count of the last row that may be shown: while a COMMIT is in doubt, as on a full disk, the last one that is surely on disk. */
  private async upTo(): Promise<number> {
    if (this.writer.ready) return ALL;
    if (performance.now() - this.triedAt >= SETTLE_EVERY) {
      this.triedAt = performance.now();
      await this.writer.settle().catch(() => {});
    }
    return this.writer.ready ? ALL : this.writer.durableTo;
  }

  /** The same as a number of the board; null: the board is shown to its end. */
  private async end(board: BoardId): Promise<number | null> {
    const upTo = await this.upTo();
    return upTo === ALL ? null : (this.reader.head(board, upTo)?.seq ?? 0);
  }
}
