/**
 * What this adapter uses of a SQLite connection. The product's is @photostructure/sqlite's; the
 * power-cut test puts the same statements on a SQLite whose disk is a model.
 */
export interface Connection {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
  readonly isTransaction: boolean;
}

export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

export interface Statement {
  run(...values: Value[]): unknown;
  get(...values: Value[]): Row | undefined;
  /** Always all: an unfinished iterator would hold the log's tail and stop every checkpoint. */
  all(...values: Value[]): Row[];
}

/** The first value of a pragma's or a query's first row. */
export function valueOf(db: Connection, sql: string): Value | undefined {
  const row = db.prepare(sql).get();
  return row && Object.values(row)[0];
}

export const BUSY = 5;
export const READ_ONLY = 8;
export const IO_ERROR = 10;
export const CORRUPT = 11;
export const FULL = 13;
export const CANNOT_OPEN = 14;
export const TOO_BIG = 18;
export const CONSTRAINT = 19;
export const NOT_A_DATABASE = 26;

/** What SQLite says where the driver leaves the code out: errors of `all()` carry none. */
const SAID: readonly (readonly [says: string, code: number])[] = [
  ['database is locked', BUSY], ['attempt to write a readonly database', READ_ONLY], ['disk I/O error', IO_ERROR],
  ['database disk image is malformed', CORRUPT], ['database or disk is full', FULL], ['unable to open database file', CANNOT_OPEN],
  ['string or blob too big', TOO_BIG], ['constraint failed', CONSTRAINT], ['file is not a database', NOT_A_DATABASE],
];

/** SQLite's primary result code of an error; 0 when it is none of SQLite's. */
export function codeOf(error: unknown): number {
  const { errcode, message } = error as { errcode?: unknown; message?: unknown };
  if (typeof errcode === 'number') return errcode & 0xff;
  return SAID.find(([says]) => String(message).includes(says))?.[1] ?? 0;
}

export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
