import type { StoredCommit } from '../../shared/log/commit.ts';
import type { BoardHead, CommitLog } from '../ports/commit-log.ts';
import { CannotCopy } from './cannot-copy.ts';

/** Attempts in a row that bring nothing over; with the pauses between them about half a minute, longer than any election. */
const ATTEMPTS = 16;
const PAUSE = 250;

/**
 * Appends all of `rows` (one board, dense), however often the store answers that it does not know:
 * what became of an attempt is read off the board's head, which is one of our own rows or not.
 */
export async function appendWhole(log: CommitLog, rows: readonly StoredCommit[], name: string): Promise<void> {
  let rest = rows;
  for (let idle = 0; ; idle += 1) {
    const [first] = rest;
    if (!first) return;
    const answer = await log.append(first.board, rest);
    if (answer.ok) return;
    if (answer.why === 'fault') throw new CannotCopy(`${name} could not be written (${answer.cause.message}): run the same command again to go on.`, answer.cause);
    if (idle >= ATTEMPTS) throw new CannotCopy(`${name} does not answer: run the same command again to go on.`, 'cause' in answer ? answer.cause : undefined);
    if (answer.why === 'unknown') await new Promise((resolve) => setTimeout(resolve, Math.min(idle * PAUSE, 2_000)));
    const left = await leftOver(log, rest, name);
    if (left && left.length < rest.length) idle = 0;
    rest = left ?? rest;
  }
}

/** What of `rows` the log does not have yet; null when it could not be asked. */
async function leftOver(log: CommitLog, rows: readonly StoredCommit[], name: string): Promise<readonly StoredCommit[] | null> {
  const [first] = rows;
  if (!first) return rows;
  let head: BoardHead | null;
  try {
    head = await log.head(first.board);
  } catch {
    return null;
  }
  if ((head?.seq ?? 0) < first.seq) return rows;
  const at = rows.findIndex(({ seq, hash }) => seq === head?.seq && hash === head.hash);
  if (at === -1) throw new CannotCopy(`Somebody else writes to board ${first.board} of ${name}: stop what runs on it, and begin with an empty target.`);
  return rows.slice(at + 1);
}
