import type { CommandId } from '../../shared/kernel/ids.ts';
import type { Commit } from '../../shared/log/commit.ts';

/** The last commits of a board: for screens that lag a little and for ids that come again. */
export class RecentCommits {
  private readonly bySeq = new Map<number, { readonly commit: Commit; readonly hash: string }>();
  private readonly byCommand = new Map<CommandId, Commit>();

  constructor(private readonly most: number) {}

  /** Commits come dense; the first one may have any seq. */
  add(commit: Commit, hash: string): void {
    this.bySeq.set(commit.seq, { commit, hash });
    this.byCommand.set(commit.command, commit);
    const gone = this.bySeq.get(commit.seq - this.most);
    if (!gone) return;
    this.bySeq.delete(gone.commit.seq);
    this.byCommand.delete(gone.commit.command);
  }

  find(command: CommandId): Commit | undefined {
    return this.byCommand.get(command);
  }

  hashAt(seq: number): string | undefined {
    return this.bySeq.get(seq)?.hash;
  }

  /** null: they are not all here. */
  since(after: number, limit: number, head: number): readonly Commit[] | null {
    const commits: Commit[] = [];
    for (let seq = after + 1; seq <= head && commits.length < limit; seq += 1) {
      const known = this.bySeq.get(seq);
      if (!known) return null;
      commits.push(known.commit);
    }
    return commits;
  }

  clear(): void {
    this.bySeq.clear();
    this.byCommand.clear();
  }
}
