import { setTimeout as pause } from 'node:timers/promises';
import type { BoardId } from '../../../shared/kernel/ids.ts';
import type { Hint } from '../../ports/commit-log.ts';
import type { Collections } from './collections.ts';
import type { CommitReader, Standing } from './commit-reader.ts';
import type { RowIds } from './row-ids.ts';

type Stream = ReturnType<Collections['commits']['collection']['watch']>;
interface Inserted {
  readonly fullDocument: Standing & { readonly board: BoardId };
}

/** After a stream that cannot go on. The driver has resumed it over elections before that, ms. */
const PAUSE = 1_000;
/** Boards that are opened within this time become one new stream, ms. */
const TOGETHER = 100;
/** Each question for hints costs a node and MongoDB as much as a write does, so a busy log is not asked all the time; ms. */
const GATHERED = 16;

/**
 * One change stream for all boards that are followed here: of what others wrote on them it tells how far
 * the log reaches. It is a hint: nobody is told of what it misses.
 */
export class CommitHints {
  private readonly hints = new Map<BoardId, Set<Hint>>();
  private stream: Stream | null = null;
  /** The boards it tells of. */
  private covered: ReadonlySet<BoardId> = new Set();
  private opening: NodeJS.Timeout | null = null;

  constructor(private readonly commits: Collections['commits'], private readonly reader: CommitReader, private readonly ids: RowIds) {}

  add(board: BoardId, hint: Hint): () => void {
    const hints = this.hints.get(board) ?? new Set();
    this.hints.set(board, hints);
    // Each call is one listener, also when it is the same function twice.
    const own: Hint = (seq) => hint(seq);
    hints.add(own);
    if (!this.stream) this.openIn(0);
    else if (!this.covered.has(board)) this.openIn(TOGETHER);
    return () => {
      hints.delete(own);
      if (hints.size > 0 || this.hints.get(board) !== hints) return;
      this.hints.delete(board);
      if (this.hints.size === 0) void this.close();
    };
  }

  async close(): Promise<void> {
    this.hints.clear();
    if (this.opening) clearTimeout(this.opening);
    this.opening = null;
    const { stream } = this;
    this.stream = null;
    await stream?.close().catch(() => {});
  }

  private openIn(ms: number): void {
    this.opening ??= setTimeout(() => {
      this.opening = null;
      if (this.hints.size > 0) this.open();
    }, ms).unref();
  }

  private open(): void {
    const before = this.stream;
    this.covered = new Set(this.hints.keys());
    this.stream = this.commits.collection.watch<Inserted>([
      { $match: { operationType: 'insert', 'fullDocument.board': { $in: [...this.covered] }, ...this.ids.others } },
      { $project: { fullDocument: { board: 1, seq: 1, hash: 1 } } },
    ], before?.resumeToken ? { resumeAfter: before.resumeToken } : {});
    void before?.close().catch(() => {});
    void this.listen(this.stream);
  }

  /** The first hint after a pause comes at once; of a busy log those of some time come together. */
  private async listen(stream: Stream): Promise<void> {
    try {
      for (;;) {
        do {
          const inserted = (await stream.next()) as unknown as Inserted;
          // Its successor goes on behind what was told last, and tells this one too.
          if (this.stream !== stream) return;
          this.tell(inserted);
        } while (stream.bufferedCount() > 0);
        await pause(GATHERED);
      }
    } catch {
      this.again(stream);
    }
  }

  /** A change stream tells of nothing that a majority does not hold. */
  private tell({ fullDocument: commit }: Inserted): void {
    this.reader.saw(commit.board, commit);
    for (const hint of this.hints.get(commit.board) ?? []) {
      try {
        hint(commit.seq);
      } catch {
        // Whoever cannot use a hint asks for the head later.
      }
    }
  }

  private again(stream: Stream): void {
    if (this.stream !== stream) return;
    this.stream = null;
    void stream.close().catch(() => {});
    if (this.hints.size > 0) this.openIn(PAUSE);
  }
}
