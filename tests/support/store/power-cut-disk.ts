import type { Random } from '../chance.ts';

type Change = { readonly at: number; readonly bytes: Uint8Array } | { readonly size: number };

class File {
  /** What programs read: the page cache. */
  seen = new Bytes();
  /** What the platter holds. */
  durable = new Bytes();
  /** Written since the last sync, in order. */
  pending: Change[] = [];
}

/** What drives leave whole: smaller than a page, so that pages can be torn. */
const SECTOR = 512;

/**
 * A disk with a page cache. Writes go to the cache; `sync` brings a file's writes to the platter. A
 * power cut keeps any subset of the unsynced writes, whole, torn at a sector, or not at all, in any
 * order: what POSIX allows and drives do.
 */
export class PowerCutDisk {
  private readonly files = new Map<string, File>();
  private operations = 0;
  private cutAt = Number.POSITIVE_INFINITY;
  private syncFailures = 0;
  private after: PowerCutDisk | null = null;
  private readonly random: Random;
  syncs = 0;

  constructor(random: Random) {
    this.random = random;
  }

  /** The power goes after this many more writes and syncs; nothing works from then on. */
  cutAfter(operations: number): void {
    this.cutAt = this.operations + operations;
  }

  /** The next syncs fail, and as Linux does it, their pages then count as clean: only the cache has them. */
  failSyncs(count: number): void {
    this.syncFailures = count;
  }

  get isCut(): boolean {
    return this.after !== null;
  }

  /** Pulls the plug now, unless it is pulled already, and gives the disk that the next start finds. */
  cut(): PowerCutDisk {
    this.after ??= this.remains();
    return this.after;
  }

  exists(name: string): boolean {
    return this.files.has(name);
  }

  create(name: string): void {
    if (!this.files.has(name)) this.files.set(name, new File());
  }

  /** Directory entries are taken for durable at once: SQLite's log lives in files that stay. */
  remove(name: string): void {
    this.step();
    this.files.delete(name);
  }

  size(name: string): number {
    return this.file(name).seen.size;
  }

  read(name: string, at: number, into: Uint8Array): number {
    const there = this.file(name).seen.view(at, at + into.length);
    into.fill(0);
    into.set(there);
    return there.length;
  }

  write(name: string, at: number, bytes: Uint8Array): void {
    this.step();
    const file = this.file(name);
    const change = { at, bytes: bytes.slice() };
    file.pending.push(change);
    file.seen.apply(change);
  }

  truncate(name: string, size: number): void {
    this.step();
    const file = this.file(name);
    file.pending.push({ size });
    file.seen.apply({ size });
  }

  sync(name: string): void {
    this.step();
    const file = this.file(name);
    if (this.syncFailures > 0) {
      this.syncFailures -= 1;
      file.pending = [];
      throw new Error('the disk could not sync');
    }
    this.syncs += 1;
    for (const change of file.pending) file.durable.apply(change);
    file.pending = [];
  }

  private step(): void {
    if (this.after) throw new Error('there is no power');
    this.operations += 1;
    if (this.operations < this.cutAt) return;
    this.cut();
    throw new Error('there is no power');
  }

  private remains(): PowerCutDisk {
    const disk = new PowerCutDisk(this.random);
    for (const [name, file] of this.files) {
      const left = new File();
      left.durable = file.durable.copy();
      for (const change of file.pending) {
        const fate = this.random.next();
        if (fate < 0.4) continue;
        const torn = fate < 0.55 && 'bytes' in change && change.bytes.length > SECTOR;
        const kept = torn ? { at: change.at, bytes: change.bytes.subarray(0, SECTOR * this.random.int(1, Math.floor(change.bytes.length / SECTOR))) } : change;
        left.durable.apply(kept);
      }
      left.seen = left.durable.copy();
      disk.files.set(name, left);
    }
    return disk;
  }

  private file(name: string): File {
    const file = this.files.get(name);
    if (!file) throw new Error(`there is no file ${name}`);
    return file;
  }
}

/** A file's bytes, grown in steps so that appending is cheap. */
class Bytes {
  private held: Uint8Array;
  size: number;

  constructor(bytes = new Uint8Array(0)) {
    this.held = bytes;
    this.size = bytes.length;
  }

  view(from: number, to: number): Uint8Array {
    return this.held.subarray(Math.min(from, this.size), Math.min(to, this.size));
  }

  copy(): Bytes {
    return new Bytes(this.held.slice(0, this.size));
  }

  apply(change: Change): void {
    const size = 'size' in change ? change.size : Math.max(this.size, change.at + change.bytes.length);
    if (size > this.held.length) {
      const held = new Uint8Array(Math.max(size, this.held.length * 2, 65_536));
      held.set(this.held.subarray(0, this.size));
      this.held = held;
    }
    if ('bytes' in change) this.held.set(change.bytes, change.at);
    // What a later growth uncovers reads as zeros.
    else if (size < this.size) this.held.fill(0, size, this.size);
    this.size = size;
  }
}
