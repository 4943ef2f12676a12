import type { BoardId } from '../../shared/kernel/ids.ts';
import type { CommitLog } from '../ports/commit-log.ts';
import type { ProjectionStore } from '../ports/projection-store.ts';
import { type Timers, after } from '../ports/timers.ts';
import { BoardFold } from './board-fold.ts';
import { type Projection, storedName } from './projection.ts';

export interface ProjectionsParts {
  readonly log: CommitLog;
  readonly store: ProjectionStore;
  readonly projections: readonly Projection[];
  readonly timers: Timers;
  /** Awaited before each page, so that whoever moves a card goes first. */
  readonly turn: () => Promise<void>;
  readonly report: (cause: unknown, projection: string, board: BoardId | null) => void;
  readonly sizes?: Partial<ProjectionSizes>;
}

interface ProjectionSizes {
  /** How often the heads of all boards are asked, ms. */
  readonly every: number;
  /** From a hint to the look, so that what comes together is written together; ms. */
  readonly gather: number;
  /** After a fault, doubled each time up to `longest`; ms. */
  readonly again: number;
  readonly longest: number;
}

const SIZES: ProjectionSizes = { every: 2_000, gather: 100, again: 1_000, longest: 60_000 };
/** Rows of an older version that go in one write. */
const SWEPT = 50;

/** One projection on one board. */
interface Follower {
  readonly projection: string;
  readonly board: BoardId;
  readonly fold: BoardFold;
  /** The furthest commit that is known of. */
  head: number;
  going: Promise<void> | null;
  again: boolean;
  faults: number;
  resting: boolean;
}

/**
 * Runs every projection on every board behind the log: by the log's hints, and by a slow look for what no
 * hint told. Several nodes may run them at once. A fault is told, counted and tried again; nothing is skipped.
 */
export class Projections {
  private readonly followers = new Map<BoardId, readonly Follower[]>();
  private readonly sizes: ProjectionSizes;
  private readonly unwatch: (() => void)[] = [];
  private stop: () => void = () => {};
  private looking: Promise<void> | null = null;
  private sweeping: Promise<void> | null = null;
  private closed = false;

  constructor(private readonly parts: ProjectionsParts) {
    this.sizes = { ...SIZES, ...parts.sizes };
  }

  /** From now on by itself; until then for whoever asks. */
  start(): void {
    this.stop = this.parts.timers.every(this.sizes.every, () => void this.look());
    this.sweeping = this.sweep();
    void this.look();
  }

  /** Reads what there is to read on every board, once; resolves when that is folded, or cannot be now. */
  look(): Promise<void> {
    this.looking ??= this.lookAtAll().finally(() => (this.looking = null));
    return this.looking;
  }

  /** The same for one board, also where nobody has heard of it yet. */
  async lookAt(board: BoardId): Promise<void> {
    await Promise.all(this.of(board).map((follower) => this.go(follower)));
  }

  /** Texts of the board were erased: its rows are looked through before anything is folded on. */
  async erased(board: BoardId): Promise<void> {
    for (const { fold } of this.of(board)) fold.doubt();
    await this.lookAt(board);
  }

  /** Another node erased something, on whatever board. */
  async erasedElsewhere(): Promise<void> {
    await Promise.all([...this.followers.keys()].map((board) => this.erased(board)));
  }

  /** Commits that are in the log and not in the rows, of all boards, by the name of the projection. */
  lag(): ReadonlyMap<string, number> {
    const lag = new Map(this.parts.projections.map(({ name }) => [name, 0]));
    for (const all of this.followers.values()) for (const { projection, head, fold } of all) lag.set(projection, (lag.get(projection) ?? 0) + Math.max(0, head - fold.position));
    return lag;
  }

  /** The same of one board and projection. */
  behind(board: BoardId, projection: string): number {
    const follower = this.followers.get(board)?.find((one) => one.projection === projection);
    return follower ? Math.max(0, follower.head - follower.fold.position) : 0;
  }

  /** Ends at the next page; what was folded and not written is folded again by the next start. */
  async close(): Promise<void> {
    this.closed = true;
    this.stop();
    for (const stop of this.unwatch) stop();
    await Promise.all([this.looking, this.sweeping, ...[...this.followers.values()].flat().map(({ going }) => going)]);
  }

  private async lookAtAll(): Promise<void> {
    try {
      for (const { board, seq } of await this.parts.log.boards()) {
        const behind = this.of(board).filter((follower) => {
          follower.head = Math.max(follower.head, seq);
          return follower.fold.position < seq && !follower.resting;
        });
        await Promise.all(behind.map((follower) => this.go(follower)));
      }
    } catch (thrown) {
      if (!this.closed) this.parts.report(thrown, 'all', null);
    }
  }

  private of(board: BoardId): readonly Follower[] {
    const known = this.followers.get(board);
    if (known || this.closed) return known ?? [];
    const followers = this.parts.projections.map((projection): Follower => ({
      projection: projection.name, board, fold: new BoardFold(projection, board, this.parts), head: 0, going: null, again: false, faults: 0, resting: false,
    }));
    this.followers.set(board, followers);
    const stop = this.parts.log.watch?.(board, (seq) => followers.forEach((follower) => this.hint(follower, seq)));
    if (stop) this.unwatch.push(stop);
    return followers;
  }

  private hint(follower: Follower, seq: number): void {
    if (seq <= follower.head) return;
    const waits = follower.head > follower.fold.position;
    follower.head = seq;
    if (!waits) after(this.parts.timers, this.sizes.gather, () => void this.go(follower));
  }

  /** One at a time; who asks while it goes is answered by one more round. */
  private go(follower: Follower): Promise<void> {
    if (this.closed) return Promise.resolve();
    if (follower.going) {
      follower.again = true;
      return follower.going;
    }
    follower.going = this.round(follower).finally(() => (follower.going = null));
    return follower.going;
  }

  private async round(follower: Follower): Promise<void> {
    try {
      do {
        follower.again = false;
        await follower.fold.catchUp(() => !this.closed);
      } while (follower.again && !this.closed);
      follower.faults = 0;
      follower.head = Math.max(follower.head, follower.fold.position);
    } catch (thrown) {
      if (this.closed) return;
      this.parts.report(thrown, follower.projection, follower.board);
      follower.resting = true;
      after(this.parts.timers, Math.min(this.sizes.longest, this.sizes.again * 2 ** follower.faults), () => {
        follower.resting = false;
        void this.go(follower);
      });
      follower.faults += 1;
    }
  }

  /** Rows of older versions of what runs here. A newer one is another node's, which is just being put in place of this one. */
  private async sweep(): Promise<void> {
    const { store, projections, turn, report } = this.parts;
    try {
      for (const stored of await store.projections()) {
        const [name, version] = stored.split('/');
        const runs = projections.find((one) => one.name === name);
        if (!runs || stored === storedName(runs) || Number(version) > runs.version) continue;
        while (!this.closed && (await store.drop(stored, SWEPT))) await turn();
      }
    } catch (thrown) {
      // The next start sweeps what is left.
      if (!this.closed) report(thrown, 'all', null);
    }
  }
}
