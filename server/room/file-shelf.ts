import { emptyFile, fileAfter } from '../../shared/file.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type { OrderFile } from '../../shared/orders/order-file.ts';

/** Files kept. One is some kilobytes, and is read again in a few milliseconds. */
const KEPT = 200;
/** Commits of a story read at once. */
const PAGE = 500;

interface Reading {
  /** Commits about the order since the reading began: the log may have been read before they were there. */
  readonly later: Commit[];
  readonly ends: Promise<void>;
}

/** The files of a board's orders that were asked for of late, each as the board stands. */
export class FileShelf {
  private readonly files = new Map<CardId, OrderFile>();
  private readonly readings = new Map<CardId, Reading>();

  /** `story`: commits about an order with seq < before, newest first, none beyond the board. */
  constructor(private readonly story: (order: CardId, before: number, limit: number) => Promise<readonly Commit[]>) {}

  readonly of = (order: CardId): OrderFile | undefined => this.files.get(order);

  /** Once it resolves the file is there, unless the board was read anew meanwhile. Rejects with what reading the log throws. */
  want(order: CardId): Promise<void> {
    const known = this.files.get(order);
    if (known) {
      this.keep(known);
      return Promise.resolve();
    }
    const reading = this.readings.get(order) ?? this.read(order);
    this.readings.set(order, reading);
    return reading.ends;
  }

  /** Commits that the board has now, in order. */
  hear(commits: readonly Commit[]): void {
    if (this.files.size === 0 && this.readings.size === 0) return;
    for (const commit of commits)
      for (const order of commit.subjects as readonly CardId[]) {
        const file = this.files.get(order);
        if (file) this.files.set(order, fileAfter(file, commit));
        this.readings.get(order)?.later.push(commit);
      }
  }

  /** The board was read anew: what is known of its orders may be another history's, or hold words that are gone. */
  clear(): void {
    this.files.clear();
    this.readings.clear();
  }

  private read(order: CardId): Reading {
    const later: Commit[] = [];
    const ends = this.whole(order).then(
      (commits) => {
        if (this.readings.get(order)?.later !== later) return;
        this.readings.delete(order);
        this.keep([...commits, ...later].reduce(fileAfter, emptyFile(order)));
      },
      (thrown: unknown) => {
        if (this.readings.get(order)?.later === later) this.readings.delete(order);
        throw thrown;
      },
    );
    return { later, ends };
  }

  private async whole(order: CardId): Promise<readonly Commit[]> {
    const pages: Commit[] = [];
    for (let before = Infinity; ; before = pages.at(-1)?.seq ?? 0) {
      const page = await this.story(order, before, PAGE);
      pages.push(...page);
      if (page.length < PAGE) return pages.toReversed();
    }
  }

  private keep(file: OrderFile): void {
    this.files.delete(file.id);
    this.files.set(file.id, file);
    for (const oldest of this.files.keys()) {
      if (this.files.size <= KEPT) break;
      this.files.delete(oldest);
    }
  }
}
