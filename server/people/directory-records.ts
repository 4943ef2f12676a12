import type { Directory, Person, Supplier } from '../../shared/people/directory.ts';
import { former } from '../../shared/people/former.ts';
import type { RecordKind, StoredRecord } from '../ports/record-store.ts';

const first = (kind: RecordKind, one: { readonly id: string }): StoredRecord => ({ kind, id: one.id, version: 1, at: 0, by: null, body: JSON.stringify(one) });

/** People and suppliers as a store that is new begins with them. */
export const recordsOf = ({ people, suppliers }: Directory): readonly StoredRecord[] => [
  ...Object.values(people).map((person) => first('person', person)), ...Object.values(suppliers).map((supplier) => first('supplier', supplier)),
];

export function directoryOf(records: readonly StoredRecord[]): Directory {
  const all = <R>(wanted: RecordKind): Record<string, R> => Object.fromEntries(records.flatMap(({ kind, id, body }) => (kind === wanted ? [[id, JSON.parse(body) as R]] : [])));
  return { people: all<Person>('person'), suppliers: all<Supplier>('supplier') };
}

/** The next version of a person's record, without the name; null: it has none any more, or is of something else. */
export function withoutName(record: StoredRecord, by: StoredRecord['by'] = null, at = record.at): StoredRecord | null {
  if (record.kind !== 'person') return null;
  const person = JSON.parse(record.body) as Person;
  const without = former(person);
  return person.name === without.name ? null : { ...record, version: record.version + 1, at, by, body: JSON.stringify(without) };
}
