import type { BoardId } from '../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';

/**
 * What is wrong with a batch before any log looks at it: such a batch is a caller's bug, so it is
 * a fault and never a conflict, which would be tried again for ever. null: it is in shape.
 */
export function shapeFault(board: BoardId, commits: readonly StoredCommit[]): Error | null {
  let before: StoredCommit | undefined;
  const commands = new Set<string>();
  for (const commit of commits) {
    if (commit.board !== board) return new Error(`A commit of board ${commit.board} in a batch for ${board}.`);
    if (!Number.isInteger(commit.seq) || commit.seq < 1) return new Error(`A commit with sequence number ${commit.seq}.`);
    if (before && (commit.seq !== before.seq + 1 || commit.prevHash !== before.hash)) {
      return new Error(`Commit ${commit.seq} does not continue commit ${before.seq} of its batch.`);
    }
    if (commands.has(commit.command)) return new Error(`Command ${commit.command} twice in one batch.`);
    commands.add(commit.command);
    before = commit;
  }
  return null;
}
