import type { BoardId, CommandId } from '../../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../../shared/log/commit.ts';
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
  /** So often the file cannot be opened again after a doubtful write, as on a full disk. */
  readonly staysFull?: number;
  /** PRAGMA max_page_count: a disk that is full. */
  readonly maxPages?: number;
}

/** Requests of one tick go in one message; the worker answers a group in one. */
export type ToWorker =
  | { readonly op: 'writes'; readonly first: number; readonly writes: readonly Posted[] }
  | { readonly op: 'close' };

export type FromWorker =
  | { readonly op: 'ready'; readonly durableTo: number }
  | { readonly op: 'cannot'; readonly sentence: string | null; readonly cause: Error }
  /** Answers to the requests `first`, `first` + 1, … */
  | { readonly op: 'answers'; readonly first: number; readonly answers: readonly Appended[]; readonly settled: boolean; readonly durableTo: number }
  | { readonly op: 'closed' };

/** A write on its way to the thread: rows as one text, because cloning objects costs thrice as much. */
export type Posted = Exclude<Write, { op: 'append' }> | { readonly op: 'rows'; readonly board: BoardId; readonly rows: string };

/** Stands in no field: ids cannot hold it, and JSON escapes it. */
const END = '\u0000';
const FIELDS = 8;

export function posted(write: Write): Posted {
  if (write.op !== 'append') return write;
  let rows = '';
  for (const { board, seq, command, subjects, body, texts, prevHash, hash } of write.commits)
    rows += `${board}${END}${seq}${END}${command}${END}${JSON.stringify(subjects)}${END}${body}${END}${texts}${END}${prevHash}${END}${hash}${END}`;
  return { op: 'rows', board: write.board, rows };
}

export function received(message: Posted): Write {
  if (message.op !== 'rows') return message;
  const { rows } = message;
  const fields = rows.split(END);
  const commits: StoredCommit[] = [];
  for (let at = 0; at + FIELDS < fields.length; at += FIELDS) {
    const [board, seq, command, subjects = '', body = '', texts = '', prevHash = '', hash = ''] = fields.slice(at, at + FIELDS);
    commits.push({ board: board as BoardId, seq: Number(seq), command: command as CommandId, subjects: JSON.parse(subjects) as string[], body, texts, prevHash, hash });
  }
  return { op: 'append', board: message.board, commits };
}
