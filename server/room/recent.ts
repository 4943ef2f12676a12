import type { CommandId } from '../../shared/kernel/ids.ts';
import type { Commit } from '../../shared/log/commit.ts';

/** The last commits of a board: for screens that lag a little and for ids that come again. */
export class RecentCommits {
  private readonly byCommand = new Map<CommandId, Commit>();
  /** A ring: the commit with seq s stands at s % most. */
  private readonly ring: (Commit | undefined)[];
  private readonly hashes: string[];
  private last = 0;
  private first = 1;

  constructor(private readonly most: number) {
    this.ring = new Array<Commit | undefined>(most);
    this.hashes = new Array<string>(most);
  }

  /** Commits come dense; the first one may have any seq. */
  add(commit: Commit, hash: string): void {
    if (this.last === 0) this.first = commit.seq;
    const at = commit.seq % this.most;
    const gone = this.ring[at];
    if (gone) {
      this.byCommand.delete(gone.command);
      this.first = gone.seq + 1;
    }
    this.ring[at] = commit;
    this.hashes[at] = hash;
    this.byCommand.set(commit.command, commit);
    this.last = commit.seq;
  }

  find(command: CommandId): Commit | undefined {
    return this.byCommand.get(command);
  }

  hashAt(seq: number): string | undefined {
    return this.ring[seq % this.most]?.seq === seq ? this.hashes[seq % this.most] : undefined;
  }

  /** null: they are not all here. */
  since(after: number, limit: number, head: number): readonly Commit[] | null {
    if (after >= head) return [];
    if (this.last !== head || after + 1 < this.first) return null;
    const commits: Commit[] = [];
    for (let seq = after + 1; seq <= head && commits.length < limit; seq += 1) commits.push(this.ring[seq % this.most] as Commit);
    return commits;
  }

  clear(): void {
    this.byCommand.clear();
    this.ring.fill(undefined);
    this.last = 0;
    this.first = 1;
  }
}
