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

/** SQLite's primary result code of an error; 0 when it is none of SQLite's. */
export function codeOf(error: unknown): number {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' ? code & 0xff : 0;
}

export const BUSY = 5;
export const TOO_BIG = 18;
export const CONSTRAINT = 19;
export const CANNOT_OPEN = 14;
export const NOT_A_DATABASE = 26;
export const CORRUPT = 11;

export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
