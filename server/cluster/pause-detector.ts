import type { Clock } from '../ports/clock.ts';
import type { Timers } from '../ports/timers.ts';

/** Somebody who hears nothing for five seconds goes to another node; this is well below. */
const LONG = 2_000;
const LOOK_EVERY = 500;
/** By then all that came meanwhile has been read. */
const READ_WITHIN = 500;

/**
 * Knows that this process did not run for a while (REL-17). What it reads then was said a while ago,
 * by people who may have gone to another node and been refused there: doing it now would do what
 * somebody was told was not done. They are asked again; whoever went away does not answer.
 */
export class PauseDetector {
  private lookedAt: number;
  private until = 0;
  private readonly stop: () => void;

  constructor(private readonly clock: Clock, timers: Timers) {
    this.lookedAt = clock();
    this.stop = timers.every(LOOK_EVERY, () => void this.justNow());
  }

  /** A clock that was set counts as a pause, too: it costs a repetition. */
  justNow(): boolean {
    const now = this.clock();
    if (Math.abs(now - this.lookedAt) > LONG) this.until = now + READ_WITHIN;
    this.lookedAt = now;
    return now < this.until;
  }

  close(): void {
    this.stop();
  }
}
