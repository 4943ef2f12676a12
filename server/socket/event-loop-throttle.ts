/** Resolves when it is one's turn. `weight`: how much one's work is of what a turn of the loop has room for. */
export type Turn = (weight?: number) => Promise<void>;

/**
 * Lets so much through in one turn of the event loop, first come first served. A crowd that comes all
 * at once is no slower for it, and whoever is there already does not wait until all of it is in (REL-24).
 */
export class EventLoopThrottle {
  private readonly waiting: { readonly weight: number; readonly through: () => void }[] = [];
  private turning = false;

  /** `most`: of the weights together, in one turn of the loop; what is heavier alone has one of its own. */
  constructor(private readonly most: number) {}

  readonly turn: Turn = (weight = 1) => new Promise((through) => {
    this.waiting.push({ weight, through });
    if (this.turning) return;
    this.turning = true;
    setImmediate(() => this.round());
  });

  private round(): void {
    let [count, sum] = [0, 0];
    for (const { weight } of this.waiting) {
      sum += weight;
      if (count > 0 && sum > this.most) break;
      count += 1;
    }
    for (const { through } of this.waiting.splice(0, count)) through();
    this.turning = this.waiting.length > 0;
    if (this.turning) setImmediate(() => this.round());
  }
}
