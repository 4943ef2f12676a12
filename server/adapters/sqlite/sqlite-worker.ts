import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { CannotOpen } from '../cannot-open.ts';
import { asError, type Connection } from './connection.ts';
import { LogWriter, type FailPoint, type Write } from './log-writer.ts';
import { openWriter } from './open-file.ts';
import { type FromWorker, type TestSwitches, type ToWorker, type WorkerData, received } from './worker-messages.ts';

/**
 * The thread that writes: an fsync stops this thread and not the one that serves people. All that
 * waits when it comes back is one group: one transaction, one fsync.
 */
const { file, test } = workerData as WorkerData;
const port = parentPort as MessagePort;
const say = (message: FromWorker): void => port.postMessage(message);

/** Rows of one group: bounds how long the first of a large crowd waits for the last. */
const GROUP = 2_000;

let opened = 0;
try {
  const writer = new LogWriter(open, failing(test?.fail));
  port.on('message', (message: ToWorker) => serve(writer, message));
  say({ op: 'ready', durableTo: writer.durableTo });
} catch (error) {
  say({ op: 'cannot', sentence: error instanceof CannotOpen ? error.sentence : null, cause: asError(error) });
  port.close();
}

function open(): Connection {
  opened += 1;
  if (opened > 1 && opened - 1 <= (test?.staysFull ?? 0)) throw new Error('database or disk is full');
  const db = openWriter(file, test?.synchronous);
  if (test?.maxPages) db.exec(`PRAGMA max_page_count = ${test.maxPages}`);
  return db;
}

function serve(writer: LogWriter, message: ToWorker): void {
  let next: ToWorker | undefined = message;
  while (next) {
    let first = -1;
    const writes: Write[] = [];
    // Requests are numbered without gaps, so a group is a range.
    while (next?.op === 'writes' && rowsOf(writes) < GROUP) {
      if (first < 0) first = next.first;
      writes.push(...next.writes.map(received));
      next = waiting();
    }
    if (writes.length > 0) {
      const answers = writer.group(writes);
      say({ op: 'answers', first, answers, settled: writer.settled, durableTo: writer.durableTo });
    }
    if (next?.op === 'close') {
      writer.close();
      say({ op: 'closed' });
      port.close();
      return;
    }
    next ??= waiting();
  }
}

const waiting = (): ToWorker | undefined => receiveMessageOnPort(port)?.message as ToWorker | undefined;
const rowsOf = (writes: readonly Write[]): number => writes.reduce((sum, write) => sum + sizeOf(write), 0);
/** A projected row is some twenty of the file's. */
const sizeOf = (write: Write): number => (write.op === 'append' ? write.commits.length : write.op === 'project' ? 20 * write.write.rows.length : 1);

function failing(fail: TestSwitches['fail']): ((point: FailPoint) => void) | undefined {
  if (!fail) return undefined;
  let left = fail.skip ?? 0;
  return (point) => {
    if (point !== fail.at || left-- !== 0) return;
    if (fail.how === 'kill') process.kill(process.pid, 'SIGKILL');
    if (fail.how === 'exit') process.exit(1);
    throw new Error(`Failed on purpose: ${point}`);
  };
}
