import { mongo } from './collections.ts';

/** What a failed insert says about its rows. */
export type Failure =
  /** A unique index knows the row at this place already; the rows before it are on disk, those behind it are not tried. */
  | { readonly what: 'taken'; readonly at: number; readonly index: 'seq' | 'command' | 'another' | 'not told' }
  | { readonly what: 'nothing written' }
  /** Anything from nothing to all, now or a little later. */
  | { readonly what: 'unknown' };

const TAKEN = 11_000;
/** The server judged the command or the document, and took no row: BadValue, Unauthorized, DocumentValidationFailure, BSONObjectTooLarge. */
const REFUSED = new Set([2, 13, 121, 10_334]);

const NOTHING: Failure = { what: 'nothing written' };
const UNKNOWN: Failure = { what: 'unknown' };

/** Whatever is not surely a refusal is unknown: networks, elections, and a majority that does not come in time (R3). */
export function failureOf(error: unknown): Failure {
  if (error instanceof mongo.MongoBulkWriteError) {
    // A row that is taken, where the majority was not reached either, may be taken by one that is rolled back.
    if (error.result.getWriteConcernError()) return UNKNOWN;
    const [first] = [error.writeErrors].flat();
    if (first?.code === TAKEN) return { what: 'taken', at: first.index, index: 'not told' };
    const refused = REFUSED.has(first?.code ?? Number(error.code));
    return refused && (first?.index ?? 0) === 0 && error.insertedCount === 0 ? NOTHING : UNKNOWN;
  }
  if (error instanceof mongo.MongoWriteConcernError) return UNKNOWN;
  if (error instanceof mongo.MongoServerError) {
    if (error.code === TAKEN) return { what: 'taken', at: 0, index: indexOf(error['keyPattern']) };
    return REFUSED.has(Number(error.code)) || error.hasErrorLabel('NoWritesPerformed') ? NOTHING : UNKNOWN;
  }
  // The driver could not make a message of the rows: too large, or no row at all.
  const unsent = error instanceof mongo.MongoInvalidArgumentError || error instanceof mongo.BSON.BSONError || error instanceof RangeError;
  return unsent ? NOTHING : UNKNOWN;
}

function indexOf(keyPattern: unknown): 'seq' | 'command' | 'another' | 'not told' {
  if (typeof keyPattern !== 'object' || keyPattern === null) return 'not told';
  const keys = Object.keys(keyPattern).join();
  if (keys === 'board,seq') return 'seq';
  return keys === 'board,command' ? 'command' : 'another';
}
