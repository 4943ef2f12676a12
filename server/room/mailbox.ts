import type { Waiting } from './decide-group.ts';
import type { RoomParts } from './room-parts.ts';
import { after } from '../ports/timers.ts';

/** What people sent and nobody has decided yet, in the order it came. */
export class Mailbox {
  /** When the first of those that wait came: for the figures alone. */
  since = 0;
  private waiting: Waiting[] = [];
  /** The next group waits for so many. */
  private enough: { readonly many: number; readonly go: () => void } | null = null;

  constructor(private readonly parts: Pick<RoomParts, 'timers' | 'metrics' | 'sizes'>) {}

  get size(): number {
    return this.waiting.length;
  }

  add(waiting: Waiting): void {
    if (this.waiting.length === 0) this.since = this.parts.metrics.now();
    this.waiting.push(waiting);
    if (this.enough !== null && this.waiting.length >= this.enough.many) this.enough.go();
  }

  take(most: number): readonly Waiting[] {
    const taken = this.waiting.length <= most ? this.waiting : this.waiting.slice(0, most);
    this.waiting = taken === this.waiting ? [] : this.waiting.slice(most);
    return taken;
  }

  /** What was taken and not decided goes first again. */
  putBack(undecided: readonly Waiting[]): void {
    if (undecided.length > 0) this.waiting = [...undecided, ...this.waiting];
  }

  /** Until `many` wait, or long enough. */
  async gathered(many: number): Promise<void> {
    if (this.waiting.length < many) {
      await new Promise<void>((resolve) => {
        this.enough = { many, go: resolve };
        after(this.parts.timers, this.parts.sizes.linger, resolve);
      });
      this.enough = null;
    }
    await new Promise<void>((resolve) => this.parts.timers.soon(resolve));
  }
}
