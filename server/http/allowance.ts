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

  take(amount = 1): boolean {
    this.fill();
    if (this.left < amount) return false;
    this.left -= amount;
    return true;
  }

  /** What it costs is known only when it is done: it may be more than there is, and then there is nothing for longer. */
  charge(amount: number): void {
    this.fill();
    this.left -= amount;
  }

  isEmpty(): boolean {
    this.fill();
    return this.left < 1;
  }

  isFull(): boolean {
    this.fill();
    return this.left >= this.allowance.burst;
  }

  private fill(): void {
    const now = this.clock();
    this.left = Math.min(this.allowance.burst, this.left + (Math.max(0, now - this.at) * this.allowance.perSecond) / 1_000);
    this.at = now;
  }
}

/**
 * As many buckets as there are who ask. Those that are full again are forgotten, so their number stays
 * small. Asked for every message before anything is done with it: a library that answers with a promise
 * would let the message through first.
 */
export class Buckets {
  private readonly buckets = new Map<string, Bucket>();
  private forgetAt = 1_000;

  constructor(private readonly allowance: Allowance, private readonly clock: Clock) {}

  take(who: string, amount = 1): boolean {
    return this.of(who).take(amount);
  }

  charge(who: string, amount: number): void {
    this.of(who).charge(amount);
  }

  isEmpty(who: string): boolean {
    return this.buckets.get(who)?.isEmpty() ?? false;
  }

  get size(): number {
    return this.buckets.size;
  }

  private of(who: string): Bucket {
    let bucket = this.buckets.get(who);
    if (!bucket) {
      if (this.buckets.size >= this.forgetAt) this.forget();
      bucket = new Bucket(this.allowance, this.clock);
      this.buckets.set(who, bucket);
    }
    return bucket;
  }

  private forget(): void {
    for (const [who, bucket] of this.buckets) if (bucket.isFull()) this.buckets.delete(who);
    this.forgetAt = Math.max(1_000, this.buckets.size * 2);
  }
}
