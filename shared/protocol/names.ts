/** Keys and values passed so far, and the number of what ends here. */
interface Way {
  number: number | null;
  readonly onward: Map<unknown, Way>;
}

const start = (): Way => ({ number: null, onward: new Map() });

/**
 * Numbers values in the order in which they come, equal ones alike. Flat objects and lists, like the
 * place a card stands in, are known by the way through their keys and values: five thousand texts of
 * them were a third of a snapshot's cost.
 */
export class Names {
  private count = 0;
  private readonly values = start();
  private readonly objects = start();
  private readonly lists = start();
  private readonly deep = start();

  numberOf(value: unknown): number {
    if (!isObject(value)) return this.numbered(onward(this.values, value));
    let way = Array.isArray(value) ? this.lists : this.objects;
    for (const key in value) {
      const inner = (value as Readonly<Record<string, unknown>>)[key];
      if (isObject(inner)) return this.numbered(onward(this.deep, JSON.stringify(value)));
      way = onward(onward(way, key), inner);
    }
    return this.numbered(way);
  }

  private numbered(way: Way): number {
    return (way.number ??= this.count++);
  }
}

const isObject = (value: unknown): value is object => value !== null && typeof value === 'object';

function onward(way: Way, by: unknown): Way {
  const known = way.onward.get(by);
  if (known) return known;
  const next = start();
  way.onward.set(by, next);
  return next;
}
