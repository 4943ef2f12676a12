import type { RoomParts } from './room-parts.ts';
import { after } from '../ports/timers.ts';

/** What a node waits for the other's write, in tries of its own: the other has to hear of ours, and then to write as long as we did. */
const TRIES = 3;
/** ms */
const LEAST = 8;
const MOST = 60;

/**
 * Turns of nodes that write one board at the same time. Whoever has just written, and has met another
 * node of late, waits a moment until that one has written too: meanwhile its own people's next commands
 * gather, and neither node decides what the other makes old. Only politeness, nothing depends on it: who
 * hears nothing in time goes on, and goes on without waiting until it meets somebody again.
 */
export class Turns {
  /** Another node writes, too. */
  others = false;
  private tryTakes = 0;
  private go: (() => void) | null = null;

  constructor(private readonly parts: Pick<RoomParts, 'timers'>) {}

  /** Something stood where we wanted to write, or came in between. */
  met(): void {
    this.others = true;
  }

  /** A hint of what is not ours, while nothing of ours is on its way. */
  heard(): void {
    this.go?.();
  }

  /** A write of ours took `ms`. */
  took(ms: number): void {
    this.tryTakes = ms;
  }

  /** After a write of ours, until another node has written or is not going to. */
  async pass(): Promise<void> {
    const { timers } = this.parts;
    this.others = false;
    await new Promise<void>((resolve) => {
      this.go = resolve;
      after(timers, Math.min(MOST, Math.max(LEAST, TRIES * this.tryTakes)), resolve);
    });
    this.go = null;
    // With all that comes in the same moment.
    await new Promise<void>((resolve) => timers.soon(resolve));
  }
}
