/**
 * A persistent table from string ids to rows. Setting one row copies two short arrays and one
 * bucket, whatever the size of the table, so a move on a board of 5,000 cards costs what it costs
 * on one of 50, and an older version stays valid: the server drops a batch whose write failed, and
 * the replica keeps the confirmed board below its pending commands.
 */
const WIDTH = 64;

type Bucket<Row> = readonly Row[];
type Shelf<Row> = readonly (Bucket<Row> | undefined)[];

function hashOf(id: string): number {
  let hash = 2166136261;
  for (let i = 0; i < id.length; i += 1) hash = Math.imul(hash ^ id.charCodeAt(i), 16777619);
  return (hash ^ (hash >>> 13)) >>> 0;
}

export class Table<Row extends { readonly id: string }> {
  readonly size: number;
  private readonly shelves: readonly (Shelf<Row> | undefined)[];

  private constructor(shelves: readonly (Shelf<Row> | undefined)[], size: number) {
    this.shelves = shelves;
    this.size = size;
  }

  static empty<Row extends { readonly id: string }>(): Table<Row> {
    return new Table<Row>(new Array<undefined>(WIDTH).fill(undefined), 0);
  }

  static of<Row extends { readonly id: string }>(rows: Iterable<Row>): Table<Row> {
    let table = Table.empty<Row>();
    for (const row of rows) table = table.with(row);
    return table;
  }

  get(id: string): Row | undefined {
    const hash = hashOf(id);
    const bucket = this.shelves[hash % WIDTH]?.[(hash >>> 6) % WIDTH];
    return bucket?.find((row) => row.id === id);
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  with(row: Row): Table<Row> {
    const hash = hashOf(row.id);
    const bucket = this.shelves[hash % WIDTH]?.[(hash >>> 6) % WIDTH] ?? [];
    const at = bucket.findIndex((other) => other.id === row.id);
    const next = bucket.slice();
    if (at >= 0) next[at] = row;
    else next.splice(next.filter((other) => other.id < row.id).length, 0, row);
    return this.replaced(hash, next, at >= 0 ? 0 : 1);
  }

  without(id: string): Table<Row> {
    const hash = hashOf(id);
    const bucket = this.shelves[hash % WIDTH]?.[(hash >>> 6) % WIDTH];
    if (!bucket?.some((row) => row.id === id)) return this;
    return this.replaced(hash, bucket.filter((row) => row.id !== id), -1);
  }

  /** Ids whose rows are not those of `before`, gone ones too. What two versions share is not looked at. */
  changedSince(before: Table<Row>): string[] {
    const ids: string[] = [];
    for (let at = 0; at < WIDTH; at += 1) {
      const [shelf, was] = [this.shelves[at], before.shelves[at]];
      if (shelf === was) continue;
      for (let place = 0; place < WIDTH; place += 1) {
        const [bucket, old] = [shelf?.[place] ?? [], was?.[place] ?? []];
        if (bucket === old) continue;
        for (const row of bucket) if (!old.includes(row)) ids.push(row.id);
        for (const row of old) if (!bucket.some((other) => other.id === row.id)) ids.push(row.id);
      }
    }
    return ids;
  }

  /** In an order of no meaning, but the same for the same rows, whichever way they came; the order of cards in a lane is the board's. */
  values(): IterableIterator<Row> {
    const rows: Row[] = [];
    for (const shelf of this.shelves) {
      if (!shelf) continue;
      for (const bucket of shelf) if (bucket) rows.push(...bucket);
    }
    return rows.values();
  }

  private replaced(hash: number, bucket: Bucket<Row>, grown: number): Table<Row> {
    const shelves = this.shelves.slice();
    const shelf = shelves[hash % WIDTH]?.slice() ?? new Array<undefined>(WIDTH).fill(undefined);
    shelf[(hash >>> 6) % WIDTH] = bucket;
    shelves[hash % WIDTH] = shelf;
    return new Table(shelves, this.size + grown);
  }
}
