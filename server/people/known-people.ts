import type { Directory } from '../../shared/people/directory.ts';
import type { DirectoryStore } from '../ports/directory-store.ts';
import type { Neighbours } from '../cluster/neighbours.ts';
import { type Timers, after } from '../ports/timers.ts';

const TOPIC = 'people';
/** Nobody need have told this node: whatever it missed is known after this time, ms. */
const LOOK_EVERY = 30_000;
const AGAIN_AFTER = 500;

export interface KnownPeopleParts {
  readonly store: DirectoryStore;
  readonly timers: Timers;
  readonly report: (what: string, cause: unknown) => void;
  /** Without them this is the only node. */
  readonly neighbours: Neighbours | null;
}

/**
 * The people and suppliers as this node knows them. A change on any node is known on all of them within
 * 2 s, and with it who may no longer act here (SEC-6).
 */
export class KnownPeople {
  private directory: Directory;
  private changes = 0;
  private reading: Promise<void> | null = null;
  private due = false;
  private changed: () => void = () => {};
  private readonly stop: (() => void) | null;

  private constructor(private readonly parts: KnownPeopleParts, directory: Directory) {
    this.directory = directory;
    parts.neighbours?.onChange(TOPIC, () => this.read());
    this.stop = parts.neighbours && parts.timers.every(LOOK_EVERY, () => this.read());
  }

  static async open(parts: KnownPeopleParts): Promise<KnownPeople> {
    return new KnownPeople(parts, await parts.store.load());
  }

  readonly current = (): Directory => this.directory;

  onChange(changed: () => void): void {
    this.changed = changed;
  }

  /** Saved, in force here, and told to the other nodes. */
  async save(directory: Directory): Promise<void> {
    await this.parts.store.save(directory);
    this.adopt(directory);
    this.changes += 1;
    this.parts.neighbours?.tell(TOPIC, 'changed', String(this.changes));
  }

  close(): void {
    this.stop?.();
    this.due = false;
  }

  private read(): void {
    this.due = true;
    this.reading ??= this.load().finally(() => {
      this.reading = null;
    });
  }

  private async load(): Promise<void> {
    while (this.due) {
      this.due = false;
      try {
        const directory = await this.parts.store.load();
        if (JSON.stringify(directory) !== JSON.stringify(this.directory)) this.adopt(directory);
      } catch (thrown) {
        this.parts.report('people', thrown);
        after(this.parts.timers, AGAIN_AFTER, () => this.read());
      }
    }
  }

  private adopt(directory: Directory): void {
    this.directory = directory;
    this.changed();
  }
}
