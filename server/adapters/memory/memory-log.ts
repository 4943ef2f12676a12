import type { BoardId, CommandId } from '../../../shared/kernel/ids.ts';
import { GENESIS, type StoredCommit } from '../../../shared/log/commit.ts';
import type { Appended, BoardHead, CommitLog, Hint, StoredSnapshot } from '../../ports/commit-log.ts';
import { erasedRows, type Erasure, erasureKey, textsWithout } from '../../ports/erasure.ts';
import { shapeFault } from '../batch-shape.ts';
import { MemoryProjections } from './memory-projections.ts';

interface Chain {
  readonly commits: StoredCommit[];
  readonly byCommand: Map<CommandId, StoredCommit>;
}

/** The log of tests and of the simulation: the same answers as a durable one, gone with the process. */
export class MemoryLog implements CommitLog {
  readonly projections = new MemoryProjections();
  private readonly chains = new Map<BoardId, Chain>();
  private readonly snapshots = new Map<BoardId, StoredSnapshot>();
  private readonly erased = new Map<string, Erasure>();
  private readonly hints = new Map<Hint, BoardId>();

  async append(board: BoardId, commits: readonly StoredCommit[]): Promise<Appended> {
    const cause = shapeFault(board, commits);
    if (cause) return { ok: false, why: 'fault', cause };
    const first = commits[0];
    if (!first) return { ok: true };
    const chain = this.chains.get(board) ?? { commits: [], byCommand: new Map<CommandId, StoredCommit>() };
    for (const { command } of commits) {
      const commit = chain.byCommand.get(command);
      if (commit) return { ok: false, why: 'duplicate', command, commit };
    }
    const last = chain.commits.at(-1);
    if (first.seq !== (last?.seq ?? 0) + 1 || first.prevHash !== (last?.hash ?? GENESIS)) {
      return { ok: false, why: 'conflict', head: last?.seq ?? 0 };
    }
    for (const commit of commits) {
      chain.commits.push(commit);
      chain.byCommand.set(commit.command, commit);
    }
    this.chains.set(board, chain);
    for (const commit of commits) for (const [hint, of] of this.hints) if (of === board) hint(commit.seq);
    return { ok: true };
  }

  async read(board: BoardId, after: number, limit: number): Promise<readonly StoredCommit[]> {
    return this.chains.get(board)?.commits.slice(Math.max(0, after), Math.max(0, after) + limit) ?? [];
  }

  async story(board: BoardId, subject: string, before: number, limit: number): Promise<readonly StoredCommit[]> {
    const found: StoredCommit[] = [];
    const commits = this.chains.get(board)?.commits ?? [];
    for (let at = Math.min(before - 1, commits.length) - 1; at >= 0 && found.length < limit; at -= 1) {
      const commit = commits[at];
      if (commit?.subjects.includes(subject)) found.push(commit);
    }
    return found;
  }

  async find(board: BoardId, command: CommandId): Promise<StoredCommit | null> {
    return this.chains.get(board)?.byCommand.get(command) ?? null;
  }

  async head(board: BoardId): Promise<BoardHead | null> {
    const last = this.chains.get(board)?.commits.at(-1);
    return last ? { board, seq: last.seq, hash: last.hash } : null;
  }

  async boards(): Promise<readonly BoardHead[]> {
    const heads = await Promise.all([...this.chains.keys()].sort().map((board) => this.head(board)));
    return heads.filter((head) => head !== null);
  }

  async saveSnapshot(snapshot: StoredSnapshot): Promise<void> {
    this.snapshots.set(snapshot.board, snapshot);
  }

  async loadSnapshot(board: BoardId): Promise<StoredSnapshot | null> {
    return this.snapshots.get(board) ?? null;
  }

  async deleteSnapshot(board: BoardId): Promise<void> {
    this.snapshots.delete(board);
  }

  async erase(erasures: readonly Erasure[]): Promise<void> {
    for (const one of erasures) if (!this.erased.has(erasureKey(one))) this.erased.set(erasureKey(one), one);
    for (const { board, seq, refs } of erasedRows(erasures)) {
      this.snapshots.delete(board);
      const chain = this.chains.get(board);
      const at = chain?.commits.findIndex((commit) => commit.seq === seq) ?? -1;
      const row = chain?.commits[at];
      if (!chain || !row) continue;
      const left = { ...row, texts: textsWithout(row.texts, refs) };
      chain.commits[at] = left;
      chain.byCommand.set(row.command, left);
      this.projections.forget(board, row.subjects);
    }
  }

  async erasures(): Promise<readonly Erasure[]> {
    return [...this.erased.values()];
  }

  watch(board: BoardId, hint: Hint): () => void {
    const own: Hint = (seq) => hint(seq);
    this.hints.set(own, board);
    return () => this.hints.delete(own);
  }

  async close(): Promise<void> {}
}
