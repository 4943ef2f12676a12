import type { Clock } from '../ports/clock.ts';

/** So much at once, so much a second after that; what is over is told so and not done. */
export interface Allowance { readonly burst: number; readonly perSecond: number }

export class Bucket {
  private left: number;
  private at: number;

  constructor(private readonly allowance: Allowance, private readonly clock: Clock) {
    this.left = allowance.burst;
    this.at = clock();
  }

  take(): boolean {
    const now = this.clock();
    this.left = Math.min(this.allowance.burst, this.left + (Math.max(0, now - this.at) * this.allowance.perSecond) / 1_000);
    this.at = now;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
