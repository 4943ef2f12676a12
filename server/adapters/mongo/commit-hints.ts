import { setTimeout as pause } from 'node:timers/promises';
import type { BoardId } from '../../../shared/domain/ids.ts';
import type { Collections } from './collections.ts';

export type Hint = (board: BoardId, seq: number) => void;
type Stream = ReturnType<Collections['commits']['collection']['watch']>;
interface Inserted {
  readonly board: BoardId;
  readonly seq: number;
}

const NEWS = [{ $match: { operationType: 'insert' } }, { $project: { board: '$fullDocument.board', seq: '$fullDocument.seq' } }];
/** After a stream that cannot go on. The driver has resumed it over elections before that, ms. */
const PAUSE = 1_000;
/** Each question for hints costs a node and MongoDB as much as a write does, so a busy log is not asked all the time; ms. */
const GATHERED = 16;

/** One change stream for all who follow. It is a hint: nobody is told of what it misses. */
export class CommitHints {
  private readonly hints = new Set<Hint>();
  private stream: Stream | null = null;
  private pausing: NodeJS.Timeout | null = null;

  constructor(private readonly commits: Collections['commits']) {}

  add(hint: Hint): () => void {
    // Each call is one listener, also when it is the same function twice.
    const own: Hint = (board, seq) => hint(board, seq);
    this.hints.add(own);
    this.open();
    return () => {
      this.hints.delete(own);
      if (this.hints.size === 0) void this.close();
    };
  }

  async close(): Promise<void> {
    this.hints.clear();
    if (this.pausing) clearTimeout(this.pausing);
    this.pausing = null;
    const { stream } = this;
    this.stream = null;
    await stream?.close().catch(() => {});
  }

  private open(): void {
    if (this.stream || this.pausing) return;
    const stream = this.commits.collection.watch<Inserted>(NEWS);
    this.stream = stream;
    void this.listen(stream);
  }

  /** The first hint after a pause comes at once; of a busy log those of some time come together. */
  private async listen(stream: Stream): Promise<void> {
    try {
      for (;;) {
        do this.tell((await stream.next()) as unknown as Inserted);
        while (stream.bufferedCount() > 0);
        await pause(GATHERED);
      }
    } catch {
      this.again(stream);
    }
  }

  private tell({ board, seq }: Inserted): void {
    for (const hint of this.hints) {
      try {
        hint(board, seq);
      } catch {
        // Whoever cannot use a hint asks for the head later.
      }
    }
  }

  private again(stream: Stream): void {
    if (this.stream !== stream) return;
    this.stream = null;
    void stream.close().catch(() => {});
    this.pausing = setTimeout(() => {
      this.pausing = null;
      if (this.hints.size > 0) this.open();
    }, PAUSE).unref();
  }
}
