import type { Actor } from '../../shared/kernel/actor.ts';
import type { Clock } from '../ports/clock.ts';
import type { RecordKind, StoredRecord, Written } from '../ports/record-store.ts';

/** A record with what tells its versions apart. */
export interface Kept<R> {
  readonly record: R;
  readonly version: number;
  readonly at: number;
  readonly by: Actor | null;
}

/** `stands`: what somebody else has made of it meanwhile; null: it is gone, or was never there. */
export type Saved<R> = { readonly ok: true; readonly kept: Kept<R> } | { readonly ok: false; readonly stands: Kept<R> | null };

/** The records of one kind, each with its version. */
export interface Repository<R extends { readonly id: string }> {
  get(id: R['id']): Kept<R> | null;
  /** `over`: the version that was changed; 0: it is new. Over any other nothing is written. */
  save(record: R, over: number, by: Actor): Promise<Saved<R>>;
}

export interface RecordsAtHand {
  readonly find: (kind: RecordKind, id: string) => StoredRecord | undefined;
  readonly write: (record: StoredRecord) => Promise<Written>;
}

const keptOf = <R>({ version, at, by, body }: StoredRecord): Kept<R> => ({ record: JSON.parse(body) as R, version, at, by });

export const repositoryOf = <R extends { readonly id: string }>(kind: RecordKind, { find, write }: RecordsAtHand, clock: Clock): Repository<R> => ({
  get(id) {
    const found = find(kind, id);
    return found ? keptOf<R>(found) : null;
  },
  async save(record, over, by) {
    const next: StoredRecord = { kind, id: record.id, version: over + 1, at: clock(), by, body: JSON.stringify(record) };
    const written = await write(next);
    return written.ok ? { ok: true, kept: keptOf<R>(next) } : { ok: false, stands: written.stands && keptOf<R>(written.stands) };
  },
});
