import type { CommitLog } from '../../../server/ports/commit-log.ts';
import { encodeCommit } from '../../../server/log/encode-commit.ts';
import { boardId, cardId, commandId, personId } from '../../../shared/kernel/ids.ts';
import { FORMAT, GENESIS, type Commit, type StoredCommit } from '../../../shared/log/commit.ts';
import { personActor } from '../../../shared/kernel/actor.ts';

/** A commit that every log takes; its content matters to nobody but the board's fold. */
export function commitOf(board: string, seq: number, over: Partial<Commit> = {}): Commit {
  return {
    format: FORMAT,
    board: boardId(board),
    seq,
    at: 1_700_000_000_000 + seq * 1_000,
    actor: personActor(personId('ann')),
    command: commandId(`${board}-command-${String(seq).padStart(6, '0')}`),
    kind: 'CommentOnCard',
    fingerprint: `fingerprint-${seq}`,
    subjects: ['1041'],
    texts: { comment: `Comment ${seq}` },
    events: [{ type: 'CommentAdded', card: cardId('1041.3'), text: 'comment' }],
    ...over,
  };
}

/** `count` commits of `board`, chained behind `after`. */
export function chain(board: string, count: number, after: { seq: number; hash: string } = { seq: 0, hash: GENESIS }, over?: (seq: number) => Partial<Commit>): StoredCommit[] {
  const commits: StoredCommit[] = [];
  let { hash } = after;
  for (let at = 1; at <= count; at += 1) {
    const stored = encodeCommit(commitOf(board, after.seq + at, over?.(after.seq + at)), hash);
    hash = stored.hash;
    commits.push(stored);
  }
  return commits;
}

/** All commits of a board, read in pages. */
export async function allOf(log: CommitLog, board: string, page = 500): Promise<StoredCommit[]> {
  const commits: StoredCommit[] = [];
  for (;;) {
    const more = await log.read(boardId(board), commits.length, page);
    commits.push(...more);
    if (more.length < page) return commits;
  }
}
