import { Worker } from 'node:worker_threads';
import { boardId } from '../../../shared/kernel/ids.ts';
import type { Appended } from '../../ports/commit-log.ts';
import { CannotOpen } from '../cannot-open.ts';
import { CANNOT_OPEN, codeOf, CORRUPT, FULL, IO_ERROR, READ_ONLY } from './connection.ts';
import type { Write } from './log-writer.ts';
import { type FromWorker, type TestSwitches, type ToWorker, type WorkerData, posted } from './worker-messages.ts';

const OF_THE_DISK: ReadonlySet<number> = new Set([CANNOT_OPEN, CORRUPT, FULL, IO_ERROR, READ_ONLY]);

/** Built, the thread's script lies beside main.js; from source (tests, `npm run dev`) it is TypeScript too. */
const script = import.meta.url.endsWith('.ts') ? './sqlite-worker-from-source.mjs' : './sqlite-worker.js';

/** The writing thread as seen from this one. A thread that dies is replaced; who waited on it gets `unknown`. */
export class WriterThread {
  private data: WorkerData;
  private worker: Worker | null = null;
  private starting: Promise<void> | null = null;
  private readonly waiting = new Map<number, (answer: Appended) => void>();
  private next = 0;
  private gathered: Write[] = [];
  private closing = false;
  private settled = true;
  private readUpTo = 0;
  private failing: Error | null = null;

  constructor(file: string, test?: TestSwitches) {
    this.data = { file, ...(test ? { test } : {}) };
  }

  /** Throws CannotOpen when the file or its folder cannot be used. */
  start(): Promise<void> {
    this.starting ??= this.spawn().finally(() => (this.starting = null));
    return this.starting;
  }

  async write(write: Write): Promise<Appended> {
    if (!this.worker) {
      try {
        if (this.closing) throw new Error('The store is closed.');
        await this.start();
      } catch (error) {
        this.failing = error as Error;
        return { ok: false, why: 'fault', cause: error as Error };
      }
    }
    return new Promise((resolve) => {
      this.waiting.set(this.next + this.gathered.length, resolve);
      // All of this tick go over in one message: posting costs more than a row.
      if (this.gathered.push(write) === 1) queueMicrotask(() => this.flush());
    });
  }

  /** False while it is dead or a doubtful COMMIT is not settled (see LogWriter.settled). */
  get ready(): boolean {
    return this.worker !== null && this.settled;
  }

  /** Rows counted up to this one are on disk, also while it is not ready. */
  get durableTo(): number {
    return this.readUpTo;
  }

  /** Why the disk refused the last write; null: it did not. */
  get trouble(): Error | null {
    return this.failing;
  }

  /** Resolves when it is ready again: any write, even an empty one, makes it try. Throws when it cannot. */
  async settle(): Promise<void> {
    const answer = await this.write({ op: 'append', board: boardId(''), commits: [] });
    if (!answer.ok || !this.ready) throw answer.ok || !('cause' in answer) ? new Error('The store is not settled.') : answer.cause;
  }

  async close(): Promise<void> {
    if (this.closing) return;
    this.closing = true;
    await this.starting?.catch(() => undefined);
    const worker = this.worker;
    if (!worker) return;
    this.flush();
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    this.post({ op: 'close' });
    await exited;
  }

  private flush(): void {
    const writes = this.gathered;
    if (writes.length === 0) return;
    const first = this.next;
    this.gathered = [];
    this.next += writes.length;
    if (this.worker) this.post({ op: 'writes', first, writes: writes.map(posted) });
    // It died within this tick: these were never sent.
    else for (let at = 0; at < writes.length; at += 1) this.answer(first + at, { ok: false, why: 'fault', cause: new Error('The writing thread has ended.') });
  }

  private post(message: ToWorker): void {
    this.worker?.postMessage(message);
  }

  private answer(request: number, answer: Appended): void {
    if (answer.ok) this.failing = null;
    else if ('cause' in answer && OF_THE_DISK.has(codeOf(answer.cause))) this.failing = answer.cause;
    this.waiting.get(request)?.(answer);
    this.waiting.delete(request);
  }

  private async spawn(): Promise<void> {
    const worker = new Worker(new URL(script, import.meta.url), { workerData: this.data });
    // What a test makes fail, fails once.
    if (this.data.test?.fail) this.data = { ...this.data, test: { ...this.data.test, fail: undefined } };
    let failure: Error | undefined;
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        switch (message.op) {
          case 'ready':
            this.worker = worker;
            this.settled = true;
            this.readUpTo = message.durableTo;
            return resolve();
          case 'cannot':
            return reject(message.sentence ? new CannotOpen(message.sentence, message.cause) : message.cause);
          case 'answers':
            this.settled = message.settled;
            this.readUpTo = message.durableTo;
            return message.answers.forEach((answer, at) => this.answer(message.first + at, answer));
          case 'closed':
            return undefined;
        }
      });
      worker.on('error', (error) => (failure = error));
      worker.on('exit', () => {
        const cause = failure ?? new Error('The writing thread has ended.');
        reject(cause);
        if (this.worker === worker) this.lost(cause);
      });
    });
  }

  private lost(cause: Error): void {
    this.worker = null;
    // What was posted may be on disk, what was only gathered is not: flush answers that.
    for (const request of this.waiting.keys()) if (request < this.next) this.answer(request, { ok: false, why: 'unknown', cause });
  }
}
