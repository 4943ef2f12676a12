import type { Appended } from '../../ports/commit-log.ts';
import type { FailPoint, Write } from './log-writer.ts';
import type { Synchronous } from './schema.ts';

export interface WorkerData {
  readonly file: string;
  readonly test?: TestSwitches;
}

/** Never set outside of tests. */
export interface TestSwitches {
  readonly synchronous?: Synchronous;
  /** Passes `skip` times, then: an error, the thread's end, or the whole process's by SIGKILL. */
  readonly fail?: { readonly at: FailPoint; readonly skip?: number; readonly how: 'error' | 'exit' | 'kill' } | undefined;
  /** PRAGMA max_page_count: a disk that is full. */
  readonly maxPages?: number;
}

/** Requests of one tick go in one message; the worker answers a group in one. */
export type ToWorker =
  | { readonly op: 'writes'; readonly first: number; readonly writes: readonly Write[] }
  | { readonly op: 'close' };

export type FromWorker =
  | { readonly op: 'ready' }
  | { readonly op: 'cannot'; readonly sentence: string | null; readonly cause: Error }
  /** Answers to the requests `first`, `first` + 1, … */
  | { readonly op: 'answers'; readonly first: number; readonly answers: readonly Appended[]; readonly settled: boolean }
  | { readonly op: 'closed' };
