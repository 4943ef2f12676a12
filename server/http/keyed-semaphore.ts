/** So many at once for each: screens of a person or an address, connections, answers. */
export class KeyedSemaphore {
  private readonly taken = new Map<string, number>();

  constructor(private readonly most: number) {}

  take(who: string): boolean {
    const now = this.taken.get(who) ?? 0;
    if (now >= this.most) return false;
    this.taken.set(who, now + 1);
    return true;
  }

  isFull(who: string): boolean {
    return (this.taken.get(who) ?? 0) >= this.most;
  }

  free(who: string): void {
    const left = (this.taken.get(who) ?? 0) - 1;
    if (left > 0) this.taken.set(who, left);
    else this.taken.delete(who);
  }
}
