import type { BoardId } from '../../../shared/kernel/ids.ts';
import { type Cursor, type ProjectedRow, type ProjectionStore, type ProjectionWrite, type RowQuestion, TOKENS_END } from '../../ports/projection-store.ts';
import { answered } from './answered-within.ts';
import { type Connection, mongo } from './collections.ts';

const CURSORS = 'projections';
const ROWS = 'projected';

interface CursorDoc extends Cursor {
  readonly _id: string;
  readonly projection: string;
  readonly board: BoardId;
}
interface RowDoc extends Omit<ProjectedRow, 'tokens'> {
  readonly _id: string;
  readonly projection: string;
  readonly board: BoardId;
  readonly tokens: string[];
}

const START: Cursor = { revision: 0, seq: 0, hash: '', erased: 0 };
const PLAIN = { _id: 0, id: 1, kind: 1, at: 1, tokens: 1, body: 1 } as const;
const WRITE_CONFLICT = 112;
const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

/** Rows beside the log, in its database. A replica set has transactions, so rows and cursor are written in one. */
export class MongoProjections implements ProjectionStore {
  constructor(private readonly connection: Connection) {}

  async cursor(projection: string, board: BoardId): Promise<Cursor> {
    const _id = keyOf(projection, board);
    const known = await answered(this.cursors.findOne({ _id }));
    if (known) return cursorOf(known);
    await answered(this.cursors.updateOne({ _id }, { $setOnInsert: { projection, board, ...START } }, { upsert: true }));
    return cursorOf((await answered(this.cursors.findOne({ _id }))) ?? START);
  }

  async write({ projection, board, cursor, rows, anew }: ProjectionWrite): Promise<'written' | 'behind'> {
    const session = await this.connection.startSession();
    try {
      session.startTransaction();
      const { revision, seq, hash, erased } = cursor;
      const moved = await answered(this.cursors.updateOne({ _id: keyOf(projection, board), revision }, { $set: { seq, hash, erased }, $inc: { revision: 1 } }, { session }));
      if (moved.matchedCount === 0) {
        await session.abortTransaction();
        return 'behind';
      }
      if (anew) await answered(this.rowDocs.deleteMany({ projection, board }, { session }));
      if (rows.length > 0) await answered(this.rowDocs.bulkWrite(rows.map(({ id, kind, at, tokens, body }) => ({
        replaceOne: { filter: { _id: keyOf(projection, board, id) }, replacement: { projection, board, id, kind, at, tokens: [...tokens], body }, upsert: true },
      })), { session, ordered: false }));
      await answered(session.commitTransaction());
      return 'written';
    } catch (thrown) {
      if (session.inTransaction()) await session.abortTransaction().catch(() => {});
      // Another node writes the same rows in this moment.
      if (thrown instanceof mongo.MongoServerError && thrown.code === WRITE_CONFLICT) return 'behind';
      throw thrown;
    } finally {
      await session.endSession();
    }
  }

  async rows(projection: string, board: BoardId, ids: readonly string[]): Promise<readonly ProjectedRow[]> {
    return answered(this.rowDocs.find({ _id: { $in: ids.map((id) => keyOf(projection, board, id)) } }).project<ProjectedRow>(PLAIN).toArray());
  }

  async find({ projection, board, all, kind, from, to, after, limit }: RowQuestion): Promise<readonly ProjectedRow[]> {
    if (limit <= 0) return [];
    const filter = {
      projection, board, ...(kind !== undefined && { kind }),
      $and: [
        { at: { $gte: from ?? -Infinity, $lt: to ?? Infinity } },
        ...(after ? [{ $or: [{ at: { $lt: after.at } }, { at: after.at, id: { $lt: after.id } }] }] : []),
        ...all.map((some) => (some.length === 0 ? { tokens: { $in: [] } } : { $or: some.map((start) => ({ tokens: { $elemMatch: { $gte: start, $lt: start + TOKENS_END } } })) })),
      ],
    };
    return answered(this.rowDocs.find(filter).project<ProjectedRow>(PLAIN).sort({ at: -1, id: -1 }).limit(limit).toArray());
  }

  async projections(): Promise<readonly string[]> {
    return (await answered(this.cursors.distinct('projection'))).sort();
  }

  async drop(projection: string, most: number): Promise<boolean> {
    const some = await answered(this.rowDocs.find({ projection }).project<{ _id: string }>({ _id: 1 }).limit(most).toArray());
    if (some.length > 0) await answered(this.rowDocs.deleteMany({ _id: { $in: some.map(({ _id }) => _id) } }));
    if (some.length === most) return true;
    await answered(this.cursors.deleteMany({ projection }));
    return false;
  }

  /** The orders' texts were erased: their rows go, after who is just writing them anew has lost its place. */
  async forget(board: BoardId, orders: readonly string[]): Promise<void> {
    await answered(this.cursors.updateMany({ board }, { $inc: { revision: 1 } }));
    await answered(this.rowDocs.deleteMany({ board, id: { $in: [...orders] } }));
  }

  private get cursors() {
    return this.connection.collection<CursorDoc>(CURSORS);
  }

  private get rowDocs() {
    return this.connection.collection<RowDoc>(ROWS);
  }
}

const cursorOf = ({ revision, seq, hash, erased }: Cursor): Cursor => ({ revision, seq, hash, erased });

/** Made before anything is served: a transaction finds its collections there. */
export async function prepareProjections(connection: Connection): Promise<void> {
  await connection.collection(CURSORS).createIndex({ board: 1 });
  const rows = connection.collection(ROWS);
  await rows.createIndex({ projection: 1, board: 1, at: -1, id: -1 });
  await rows.createIndex({ projection: 1, board: 1, tokens: 1 });
}
