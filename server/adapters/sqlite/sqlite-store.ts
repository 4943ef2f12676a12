import type { Directory } from '../../../shared/domain/directory.ts';
import type { BoardId, CommandId } from '../../../shared/domain/ids.ts';
import type { StoredCommit } from '../../../shared/log/commit.ts';
import type { Appended, BoardHead, CommitLog, StoredSnapshot } from '../../ports/commit-log.ts';
import type { DirectoryStore } from '../../ports/directory-store.ts';
import type { Connection } from './connection.ts';
import { LogReader } from './log-reader.ts';
import type { Write } from './log-writer.ts';
import { openReader } from './open-file.ts';
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
    return new SqliteStore(writer, openReader(file));
  } catch (error) {
    await writer.close();
    throw error;
  }
}

/** One file for the log and the directory. Writes go to a thread of their own; reads stay here. */
export class SqliteStore implements CommitLog, DirectoryStore {
  private readonly writer: WriterThread;
  private readonly connection: Connection;
  private readonly reader: LogReader;
  private closed: Promise<void> | null = null;

  constructor(writer: WriterThread, connection: Connection) {
    this.writer = writer;
    this.connection = connection;
    this.reader = new LogReader(connection);
  }

  append(board: BoardId, commits: readonly StoredCommit[]): Promise<Appended> {
    return this.writer.write({ op: 'append', board, commits });
  }

  async read(board: BoardId, after: number, limit: number): Promise<readonly StoredCommit[]> {
    return (await this.sure()).read(board, after, limit);
  }

  async story(board: BoardId, subject: string, before: number, limit: number): Promise<readonly StoredCommit[]> {
    return (await this.sure()).story(board, subject, before, limit);
  }

  async find(board: BoardId, command: CommandId): Promise<StoredCommit | null> {
    return (await this.sure()).find(board, command);
  }

  async findAny(board: BoardId, commands: readonly CommandId[]): Promise<readonly StoredCommit[]> {
    return (await this.sure()).findAny(board, commands);
  }

  async head(board: BoardId): Promise<BoardHead | null> {
    return (await this.sure()).head(board);
  }

  async boards(): Promise<readonly BoardHead[]> {
    return (await this.sure()).boards();
  }

  saveSnapshot(snapshot: StoredSnapshot): Promise<void> {
    return this.must({ op: 'snapshot', snapshot });
  }

  async loadSnapshot(board: BoardId): Promise<StoredSnapshot | null> {
    return (await this.sure()).loadSnapshot(board);
  }

  async load(): Promise<Directory> {
    return (await this.sure()).loadDirectory();
  }

  save(directory: Directory): Promise<void> {
    return this.must({ op: 'directory', directory });
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
    if (!answer.ok) throw 'cause' in answer ? answer.cause : new Error(`The store answered ${answer.why}.`);
  }

  /**
   * R3: after a failed COMMIT a reader could see rows that are not on disk, so nothing is read until
   * the writing thread has settled it.
   */
  private async sure(): Promise<LogReader> {
    if (!this.writer.ready) await this.writer.settle();
    return this.reader;
  }
}
