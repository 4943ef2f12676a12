/** Ids given so far. Two hundred lanes of one name would ask for every number of every other. */
export class Ids {
  private readonly ids: Set<string>;

  constructor(things: readonly { readonly id: string }[] = []) {
    this.ids = new Set(things.map(({ id }) => id));
  }

  with<T extends { readonly id: string }>(thing: T): T {
    this.ids.add(thing.id);
    return thing;
  }

  readonly taken = (id: string): boolean => this.ids.has(id);
}
