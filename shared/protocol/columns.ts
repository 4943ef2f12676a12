import { type Column, type Values, decode, encode, routings } from './column.ts';

/**
 * Rows as columns. Most columns of a board say the same thing five thousand times; told once, the
 * rest is short numbers, which gzip likes. Works on whatever keys the rows have, so a new field of a
 * card is packed from its first day.
 */
export interface Columns {
  readonly rows: number;
  readonly keys: readonly string[];
  readonly columns: readonly Column[];
}

/** A key the row does not have; no JSON of ours begins like this. */
const ABSENT = '\u0000absent';

/** Tells a column's value in a shorter way, given its row. */
export type Short = Readonly<Record<string, (value: never, row: never) => unknown>>;

/** Rows turned into columns, told shortly and not yet packed. */
export interface Sheet {
  readonly keys: readonly string[];
  readonly table: readonly unknown[][];
}

export function toColumns(rows: readonly object[], short: Short = {}): Columns {
  const sheet = sheetOf(rows, short);
  return { rows: rows.length, keys: sheet.keys, columns: sheet.keys.map((_, k) => columnOf(sheet, k)) };
}

export const columnOf = ({ keys, table }: Sheet, k: number): Column =>
  keys[k] === 'routing' ? routings(table[k] as Values) : encode(table[k] as Values, table.slice(0, k));

/** Whole rows at a time: asking each row for each key by name takes twice as long. */
export function sheetOf(rows: readonly object[], short: Short): Sheet {
  const keys = Object.keys(rows[0] ?? {});
  const table: unknown[][] = keys.map(() => new Array<unknown>(rows.length).fill(ABSENT));
  for (let i = 0; i < rows.length; i += 1) {
    const names = Object.keys(rows[i] as object);
    const values = Object.values(rows[i] as object) as unknown[];
    for (let k = 0; k < names.length; k += 1) {
      if (values[k] === undefined) continue;
      const name = names[k] as string;
      let column = keys[k] === name ? k : keys.indexOf(name);
      if (column < 0) {
        column = keys.push(name) - 1;
        table.push(new Array<unknown>(rows.length).fill(ABSENT));
      }
      (table[column] as unknown[])[i] = values[k];
    }
  }
  for (const [key, shorter] of Object.entries(short)) {
    const column = table[keys.indexOf(key)] ?? [];
    for (let i = 0; i < column.length; i += 1) if (column[i] !== ABSENT) column[i] = shorter(column[i] as never, rows[i] as never);
  }
  return { keys, table };
}

/** `long` undoes `short`; it sees the columns that stand before its own in the row. */
export function fromColumns(packed: Columns, long: Short = {}): Record<string, unknown>[] {
  const decoded: Values[] = [];
  for (const column of packed.columns) decoded.push(decode(column, packed.rows, decoded));
  const longer = packed.keys.map((key) => long[key] as ((value: unknown, row: object) => unknown) | undefined);
  const withGaps = decoded.filter((values) => values.includes(ABSENT));
  const rows: Record<string, unknown>[] = [];
  // Copied and filled, the rows share one shape; V8 makes a slow hash table of an object that gets so many keys by name.
  const blank = JSON.parse(JSON.stringify(Object.fromEntries(packed.keys.map((key) => [key, null])))) as Record<string, unknown>;
  for (let i = 0; i < packed.rows; i += 1) {
    const row: Record<string, unknown> = withGaps.some((values) => values[i] === ABSENT) ? {} : { ...blank };
    for (let k = 0; k < packed.keys.length; k += 1) {
      const value = decoded[k]?.[i];
      if (value !== ABSENT) row[packed.keys[k] as string] = value;
    }
    for (let k = 0; k < packed.keys.length; k += 1) {
      const key = packed.keys[k] as string;
      if (longer[k] && key in row) row[key] = longer[k]?.(row[key], row);
    }
    rows.push(row);
  }
  return rows;
}
