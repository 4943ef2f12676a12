import type { Actor } from '../../../shared/kernel/actor.ts';
import { type RecordStore, sameRecord, type StoredRecord, type Written } from '../../ports/record-store.ts';
import { answered } from './answered-within.ts';
import { type Collections, mongo, ours, type RecordRow } from './collections.ts';

const idOf = ({ kind, id }: Pick<StoredRecord, 'kind' | 'id'>): string => `${kind}/${id}`;
const rowOf = ({ kind, id, version, at, by, body }: StoredRecord) => ({ kind, id, version, at, by, body });
const recordOf = ({ kind, id, version, at, by, body }: RecordRow): StoredRecord => ({ kind, id, version, at, by: by as Actor | null, body });

/** `_id` is unique, so a version is written once, without a transaction. */
export class MongoRecords implements RecordStore {
  constructor(private readonly rows: Collections['records']) {}

  async records(): Promise<readonly StoredRecord[]> {
    return (await answered(this.rows.find({}).sort({ born: 1 }).lean<RecordRow[]>())).map(recordOf);
  }

  async writeRecord(record: StoredRecord): Promise<Written> {
    const _id = idOf(record);
    const written = record.version === 1 ? await this.insert(record) : (await answered(this.rows.updateOne({ _id, version: record.version - 1 }, ours({ $set: rowOf(record) })))).modifiedCount === 1;
    if (written) return { ok: true };
    const stands = await answered(this.rows.findById(_id).lean<RecordRow | null>());
    if (stands && sameRecord(recordOf(stands), record)) return { ok: true };
    return { ok: false, stands: stands && recordOf(stands) };
  }

  /** Written before the others go: a store with people in it is never taken for an empty one. */
  async replaceRecords(records: readonly StoredRecord[]): Promise<void> {
    const ids = records.map(idOf);
    if (records.length > 0) {
      await answered(this.rows.bulkWrite(records.map((record) => ({ replaceOne: { filter: { _id: idOf(record) }, replacement: { _id: idOf(record), ...rowOf(record), born: new mongo.ObjectId() }, upsert: true } }))));
    }
    await answered(this.rows.deleteMany({ _id: ours({ $nin: ids }) }));
  }

  private async insert(record: StoredRecord): Promise<boolean> {
    try {
      await answered(this.rows.collection.insertOne({ _id: idOf(record) as never, ...rowOf(record), born: new mongo.ObjectId() }));
      return true;
    } catch (thrown) {
      if (thrown instanceof mongo.MongoServerError && thrown.code === 11_000) return false;
      throw thrown;
    }
  }
}
