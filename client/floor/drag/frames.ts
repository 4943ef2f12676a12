/** Work of a drag, spread over the frames of the screen: what need not be seen at once waits for the next. */
export class Frames {
  private readonly asked = new Set<number>();
  private next: number | null = null;

  /** Each step in a frame of its own, the first in the one after this. */
  inTurn(...steps: readonly (() => void)[]): void {
    this.ask(() => this.steps(steps));
  }

  /** Before the next frame, however often it is asked for. */
  once(look: () => void): void {
    this.next ??= this.ask(() => {
      this.next = null;
      look();
    });
  }

  stop(): void {
    for (const frame of this.asked) cancelAnimationFrame(frame);
    this.asked.clear();
    this.next = null;
  }

  private steps([first, ...rest]: readonly (() => void)[]): void {
    if (!first) return;
    this.ask(() => {
      first();
      this.steps(rest);
    });
  }

  private ask(act: () => void): number {
    const frame = requestAnimationFrame(() => {
      this.asked.delete(frame);
      act();
    });
    this.asked.add(frame);
    return frame;
  }
}
