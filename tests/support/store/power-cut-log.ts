import { LogWriter, type Write } from '../../../server/adapters/sqlite/log-writer.ts';
import type { LogReader } from '../../../server/adapters/sqlite/log-reader.ts';
import { prepareWriter, type Synchronous } from '../../../server/adapters/sqlite/schema.ts';
import type { Appended, CommitLog } from '../../../server/ports/commit-log.ts';
import type { PowerCutDisk } from './power-cut-disk.ts';
import { sqliteOn } from './power-cut-sqlite.ts';

export interface PowerCutLog extends CommitLog {
  readonly writer: LogWriter;
}

/** The product's writer and reader on the modelled disk, in this thread: what waits in one turn is one group. */
export async function openPowerCutLog(disk: PowerCutDisk, synchronous: Synchronous = 'FULL'): Promise<PowerCutLog> {
  const connect = await sqliteOn(disk);
  const writer = new LogWriter(() => {
    const db = connect();
    try {
      prepareWriter(db, 'pullcord.db', synchronous);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
  let waiting: { readonly write: Write; readonly answer: (answer: Appended) => void }[] = [];
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    writer.group(group.map(({ write }) => write)).forEach((answer, at) => group[at]?.answer(answer));
  };
  const write = (one: Write): Promise<Appended> => new Promise((answer) => {
    if (waiting.push({ write: one, answer }) === 1) setImmediate(flush);
  });
  const read = async <T>(ask: (reader: LogReader) => T): Promise<T> => {
    // As the product's store does: who reads after a doubtful COMMIT has it settled first.
    if (!writer.settled) writer.group([]);
    if (!writer.reader) throw new Error('The disk does not work.');
    return ask(writer.reader);
  };
  return {
    writer,
    append: (board, commits) => write({ op: 'append', board, commits }),
    read: (board, after, limit) => read((reader) => reader.read(board, after, limit)),
    story: (board, subject, before, limit) => read((reader) => reader.story(board, subject, before, limit)),
    find: (board, command) => read((reader) => reader.find(board, command)),
    head: (board) => read((reader) => reader.head(board)),
    boards: () => read((reader) => reader.boards()),
    saveSnapshot: async (snapshot) => {
      const answer = await write({ op: 'snapshot', snapshot });
      if (!answer.ok) throw new Error(`The store answered ${answer.why}.`);
    },
    // Nothing is erased in these runs.
    erase: async () => undefined,
    erasures: async () => [],
    loadSnapshot: (board) => read((reader) => reader.loadSnapshot(board)),
    close: async () => writer.close(),
  };
}
