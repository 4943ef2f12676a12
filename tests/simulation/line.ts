import type { Random } from '../support/chance.ts';
import type { Schedule } from './schedule.ts';

/** What the network does to messages just now. */
export interface Weather {
  readonly delay: number;
  readonly jitter: number;
  readonly drop: number;
  readonly duplicate: number;
  /** A message that others overtake. */
  readonly reorder: number;
}

export const FAIR: Weather = { delay: 5, jitter: 10, drop: 0, duplicate: 0, reorder: 0 };

export interface Ends {
  /** The client's side learns that the line is gone; not at all when it was cut silently. */
  readonly clientDown: () => void;
  readonly serverDown: () => void;
}

/** One connection: what is said arrives in order, late, and not at all once it is cut. */
export class Line {
  open = true;
  lost = 0;
  private upAt = 0;
  private downAt = 0;

  constructor(
    /** The process at the far end. */
    readonly process: number, private readonly schedule: Schedule, private readonly random: Random,
    private readonly weather: () => Weather, private readonly ends: Ends,
  ) {}

  up(deliver: () => void, maybeLost = true): void {
    this.upAt = this.send(this.upAt, maybeLost, () => { this.schedule.touched = true; deliver(); });
  }

  down(deliver: () => void, maybeLost = true): void {
    this.downAt = this.send(this.downAt, maybeLost, deliver);
  }

  /** Everything under way is lost. A silent cut leaves both ends believing in it. */
  cut(silent: boolean): void {
    if (!this.open) return;
    this.open = false;
    if (silent) {
      // The server's ping finds out much later.
      this.schedule.after(20_000, () => this.ends.serverDown());
      return;
    }
    this.schedule.after(this.random.int(1, 40), () => this.ends.clientDown());
    this.schedule.after(this.random.int(1, 40), () => this.ends.serverDown());
  }

  private send(lastAt: number, maybeLost: boolean, deliver: () => void): number {
    const { random, schedule } = this;
    const { delay, jitter, drop, duplicate, reorder } = this.weather();
    const at = schedule.now + delay + random.next() * jitter;
    const luck = random.next();
    if (!this.open) return lastAt;
    if (maybeLost && luck < drop) {
      this.lost += 1;
      return lastAt;
    }
    const arrive = (when: number): void => void schedule.after(when - schedule.now, () => { if (this.open) deliver(); });
    if (maybeLost && luck < drop + reorder) {
      arrive(Math.max(at, lastAt) + random.int(5, 300));
      return lastAt;
    }
    const inOrder = Math.max(at, lastAt);
    arrive(inOrder);
    if (maybeLost && luck < drop + reorder + duplicate) arrive(inOrder + random.int(0, 200));
    return inOrder;
  }
}
