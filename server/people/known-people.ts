import type { Directory, Person, Supplier } from '../../shared/people/directory.ts';
import type { Neighbours } from '../cluster/neighbours.ts';
import type { Clock } from '../ports/clock.ts';
import type { RecordStore, StoredRecord, Written } from '../ports/record-store.ts';
import { type Timers, after } from '../ports/timers.ts';
import { directoryOf } from './directory-records.ts';
import { type Repository, repositoryOf } from './repository.ts';

const TOPIC = 'people';
/** Nobody need have told this node: whatever it missed is known after this time, ms. */
const LOOK_EVERY = 30_000;
const AGAIN_AFTER = 500;

export interface KnownPeopleParts {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly report: (what: string, cause: unknown) => void;
  /** Without them this is the only node. */
  readonly neighbours: Neighbours | null;
}

const keyOf = ({ kind, id }: Pick<StoredRecord, 'kind' | 'id'>): string => `${kind}/${id}`;

/**
 * The people and suppliers as this node knows them. A change on any node is known on all of them within
 * 2 s, and with it who may no longer act here (SEC-6).
 */
export class KnownPeople {
  readonly people: Repository<Person>;
  readonly suppliers: Repository<Supplier>;
  private known: ReadonlyMap<string, StoredRecord> = new Map();
  private directory: Directory = { people: {}, suppliers: {} };
  private changes = 0;
  private reading: Promise<void> | null = null;
  private due = false;
  private changed: () => void = () => {};
  private readonly stop: (() => void) | null;

  private constructor(private readonly parts: KnownPeopleParts) {
    const atHand = { find: (kind: StoredRecord['kind'], id: string) => this.known.get(keyOf({ kind, id })), write: (record: StoredRecord) => this.write(record) };
    this.people = repositoryOf<Person>('person', atHand, parts.clock);
    this.suppliers = repositoryOf<Supplier>('supplier', atHand, parts.clock);
    parts.neighbours?.onChange(TOPIC, () => this.read());
    this.stop = parts.neighbours && parts.timers.every(LOOK_EVERY, () => this.read());
  }

  static async open(parts: KnownPeopleParts): Promise<KnownPeople> {
    const people = new KnownPeople(parts);
    people.adopt(await parts.store.records());
    return people;
  }

  readonly current = (): Directory => this.directory;

  onChange(changed: () => void): void {
    this.changed = changed;
  }

  close(): void {
    this.stop?.();
    this.due = false;
  }

  /** In force here when it is saved, and told to the other nodes. What stands in the way was another node's, and is known now. */
  private async write(record: StoredRecord): Promise<Written> {
    const written = await this.parts.store.writeRecord(record);
    const now = written.ok ? record : written.stands;
    const had = this.known.get(keyOf(record));
    if (now && now.version > (had?.version ?? 0)) this.adopt([...new Map(this.known).set(keyOf(now), now).values()]);
    if (written.ok) {
      this.changes += 1;
      this.parts.neighbours?.tell(TOPIC, 'changed', String(this.changes));
    }
    return written;
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
        const before = this.changes;
        const records = await this.parts.store.records();
        // What was saved here while it was read may be missing in it.
        if (before !== this.changes) this.due = true;
        else if (JSON.stringify(records) !== JSON.stringify([...this.known.values()])) this.adopt(records);
      } catch (thrown) {
        this.parts.report('people', thrown);
        after(this.parts.timers, AGAIN_AFTER, () => this.read());
      }
    }
  }

  private adopt(records: readonly StoredRecord[]): void {
    this.known = new Map(records.map((record) => [keyOf(record), record]));
    this.directory = directoryOf(records);
    this.changed();
  }
}
