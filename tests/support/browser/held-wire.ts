/** A wire to a server in this process that can be held: what is sent meanwhile arrives when it is let go, in its order. */
export class HeldWire {
  private held: (() => void)[] | null = null;

  /** What is sent from now on arrives only with `letGo`. */
  hold(): void {
    this.held = [];
  }

  letGo(): void {
    const arriving = this.held ?? [];
    this.held = null;
    for (const arrive of arriving) arrive();
  }

  protected arrives(arrive: () => void): void {
    if (this.held) this.held.push(arrive);
    else arrive();
  }
}
