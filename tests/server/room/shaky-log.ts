import type { BoardId, CommandId } from '../../../shared/kernel/ids.ts';
import type { Erasure } from '../../../server/ports/erasure.ts';
import type { StoredCommit } from '../../../shared/log/commit.ts';
import type { Appended, BoardHead, CommitLog, Hint, StoredSnapshot } from '../../../server/ports/commit-log.ts';

/** A true log whose writing and looking up can be made to fail, or to fail to tell. */
export class ShakyLog implements CommitLog {
  appends: number[] = [];
  /** Stands between the room and the log; null: nothing does. */
  onAppend: ((write: () => Promise<Appended>, commits: readonly StoredCommit[]) => Promise<Appended>) | null = null;
  onFind: (() => void) | null = null;
  onRead: (() => void) | null = null;

  /** Heads and pages read, and hints heard. */
  heads = 0;
  reads = 0;
  hints = 0;

  /** What becomes of a hint on its way. */
  onHint: ((hint: Hint, seq: number) => void) | null = null;

  /** `hears`: the true log's hints; else all of them are lost. */
  constructor(readonly inner: CommitLog, private readonly hears = false) {}

  append(board: BoardId, commits: readonly StoredCommit[]): Promise<Appended> {
    this.appends.push(commits.length);
    const write = (): Promise<Appended> => this.inner.append(board, commits);
    return this.onAppend ? this.onAppend(write, commits) : write();
  }

  async find(board: BoardId, command: CommandId): Promise<StoredCommit | null> {
    this.onFind?.();
    return this.inner.find(board, command);
  }

  async read(board: BoardId, after: number, limit: number): Promise<readonly StoredCommit[]> {
    this.reads += 1;
    this.onRead?.();
    return this.inner.read(board, after, limit);
  }

  watch(board: BoardId, hint: Hint): () => void {
    const counted: Hint = (seq) => {
      this.hints += 1;
      if (this.onHint) this.onHint(hint, seq);
      else hint(seq);
    };
    return (this.hears ? this.inner.watch?.(board, counted) : undefined) ?? (() => {});
  }

  async head(board: BoardId, sure?: boolean): Promise<BoardHead | null> {
    this.heads += 1;
    this.onRead?.();
    return this.inner.head(board, sure);
  }

  story(board: BoardId, subject: string, before: number, limit: number): Promise<readonly StoredCommit[]> {
    return this.inner.story(board, subject, before, limit);
  }

  boards(): Promise<readonly BoardHead[]> {
    return this.inner.boards();
  }

  saveSnapshot(snapshot: StoredSnapshot): Promise<void> {
    return this.inner.saveSnapshot(snapshot);
  }

  loadSnapshot(board: BoardId): Promise<StoredSnapshot | null> {
    return this.inner.loadSnapshot(board);
  }

  erase(erasures: readonly Erasure[]): Promise<void> {
    return this.inner.erase(erasures);
  }

  erasures(): Promise<readonly Erasure[]> {
    return this.inner.erasures();
  }

  close(): Promise<void> {
    return this.inner.close();
  }
}
