/**
 * Rows as columns. Most columns of a board say the same thing five thousand times; told once, the
 * rest is short numbers, which gzip likes. Works on whatever keys the rows have, so a new field of a
 * card is packed from its first day.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Values = readonly unknown[];

/** How one column is told:
 *  c: every row the same · s: the usual value and the rows that differ · d: dictionary and indexes ·
 *  n: numbers as differences to the row before (base -1) or to an earlier column; null stays null ·
 *  i: numbers written as text · r: routings, as paths and flattened hours · v: as it is */
export type Column =
  | readonly ['c', Json]
  | readonly ['s', Json, readonly number[], Json]
  | readonly ['d', readonly Json[], Json]
  | readonly ['n', number, Json]
  | readonly ['i', Json]
  | readonly ['r', Json, Json]
  | readonly ['v', readonly Json[]];

export interface Columns {
  readonly rows: number;
  readonly keys: readonly string[];
  readonly columns: readonly Column[];
}

/** A key the row does not have; no JSON of ours begins like this. */
const ABSENT = '\u0000absent';

/** Tells a column's value in a shorter way, given its row. */
export type Short = Readonly<Record<string, (value: never, row: never) => unknown>>;

export function toColumns(rows: readonly object[], short: Short = {}): Columns {
  const { keys, table } = transposed(rows);
  const earlier: Values[] = [];
  const columns = keys.map((key, k) => {
    const values = table[k] as unknown[];
    const shorter = short[key] as ((value: unknown, row: object) => unknown) | undefined;
    if (shorter) rows.forEach((row, i) => values[i] !== ABSENT && (values[i] = shorter(values[i], row)));
    const column = key === 'routing' ? routings(values) : encode(values, earlier);
    earlier.push(values);
    return column;
  });
  return { rows: rows.length, keys, columns };
}

/** Whole rows at a time: asking each row for each key by name takes five times as long. */
function transposed(rows: readonly object[]): { readonly keys: readonly string[]; readonly table: readonly unknown[][] } {
  const keys = Object.keys(rows[0] ?? {});
  const table: unknown[][] = keys.map(() => new Array<unknown>(rows.length).fill(ABSENT));
  rows.forEach((row, i) => {
    const names = Object.keys(row);
    const values = Object.values(row) as unknown[];
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
  });
  return { keys, table };
}

/** `long` undoes `short`; it sees the columns that stand before its own in the row. */
export function fromColumns(packed: Columns, long: Short = {}): Record<string, unknown>[] {
  const decoded: Values[] = [];
  for (const column of packed.columns) decoded.push(decode(column, packed.rows, decoded));
  const longer = packed.keys.map((key) => long[key] as ((value: unknown, row: object) => unknown) | undefined);
  const rows: Record<string, unknown>[] = [];
  for (let i = 0; i < packed.rows; i += 1) {
    const row: Record<string, unknown> = {};
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

function encode(values: Values, earlier: readonly Values[]): Column {
  const first = values[0] ?? null;
  const { constant, numeric, texts } = kindOf(values, first);
  if (constant) return ['c', first as Json];

  const usual = usualOf(values);
  if (usual) {
    const at: number[] = [];
    const rest: unknown[] = [];
    let last = 0;
    for (let i = 0; i < values.length; i += 1) {
      if (isSame(values[i], usual.value)) continue;
      at.push(i - last);
      last = i;
      rest.push(values[i]);
    }
    if (rest.length * 2 < values.length) return ['s', usual.value as Json, at, encode(rest, []) as unknown as Json];
  }
  if (numeric) return numbers(values as (number | null)[], earlier);
  if (texts && values.every(isNumberText)) return ['i', numbers(values.map(Number), []) as unknown as Json];

  const plain = values.every((value) => value === null || typeof value !== 'object');
  const seen = new Map<unknown, number>();
  const words: unknown[] = [];
  const indexes = values.map((value) => {
    const name = plain ? value : JSON.stringify(value);
    const known = seen.get(name);
    if (known !== undefined) return known;
    seen.set(name, words.length);
    return words.push(value) - 1;
  });
  // A dictionary that names nearly everything once is only a detour.
  if (words.length * 4 > values.length * 3) return ['v', values as readonly Json[]];
  return ['d', words as readonly Json[], indexes];
}

/** One pass, because a board has forty columns and each is five thousand long. */
function kindOf(values: Values, first: unknown) {
  let constant = true;
  let numeric = true;
  let texts = true;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    if (constant && value !== first && !isSame(value, first)) constant = false;
    if (numeric && value !== null && typeof value !== 'number') numeric = false;
    if (texts && typeof value !== 'string') texts = false;
    if (!constant && !numeric && !texts) break;
  }
  return { constant, numeric, texts };
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;
/** Cheap and safe: two equal objects may count as different, never the other way round. */
const isSame = (one: unknown, other: unknown): boolean => one === other || (isEmpty(one) && isEmpty(other));

/** A value that more than half of a sample has. */
function usualOf(values: Values): { readonly value: unknown } | null {
  const stride = Math.max(1, Math.floor(values.length / 64));
  const sample: unknown[] = [];
  for (let i = 0; i < values.length; i += stride) sample.push(values[i]);
  // Boyer and Moore: if one value has the majority, it is the one left.
  let value: unknown;
  let lead = 0;
  for (const one of sample) {
    if (lead === 0) value = one;
    lead += isSame(one, value) ? 1 : -1;
  }
  return sample.filter((one) => isSame(one, value)).length * 2 > sample.length ? { value } : null;
}

function decode(column: Column, rows: number, earlier: readonly Values[]): Values {
  switch (column[0]) {
    case 'c': return new Array<unknown>(rows).fill(column[1]);
    case 's': {
      const values = new Array<unknown>(rows).fill(column[1]);
      const rest = decode(column[3] as unknown as Column, column[2].length, []);
      let at = 0;
      column[2].forEach((step, i) => {
        at += step;
        values[at] = rest[i];
      });
      return values;
    }
    case 'd': return (column[2] as readonly number[]).map((index) => column[1][index]);
    case 'n': return fromDifferences(column[2] as readonly (number | null)[], column[1], earlier);
    case 'i': return decode(column[1] as unknown as Column, rows, []).map(String);
    case 'r': return fromRoutings(column, rows);
    case 'v': return column[1];
  }
}

const isNumberText = (value: unknown): boolean =>
  typeof value === 'string' && /^[1-9][0-9]{0,14}$/.test(value);

// ---- numbers ------------------------------------------------------------------------------------

/** Times of one card are often equal, those of its neighbours often near: take what is shortest. */
function numbers(values: readonly (number | null)[], earlier: readonly Values[]): Column {
  let best = -2;
  let least = Infinity;
  const bases = [-2, -1, ...earlier.keys()];
  const stride = Math.max(1, Math.floor(values.length / 128));
  for (const base of bases) {
    if (base >= 0 && typeof earlier[base]?.[0] !== 'number') continue;
    let cost = 0;
    for (let i = 0; i < values.length; i += stride) {
      const value = values[i] as number | null;
      cost += value === null ? 1 : Math.log2(Math.abs(value - baseAt(base, i, values, earlier)) + 1);
    }
    if (cost < least) [best, least] = [base, cost];
  }
  // Fractions do not survive a subtraction; only whole numbers are told as differences.
  if (!values.every((value) => value === null || Number.isSafeInteger(value))) best = -2;
  const told = values.map((value, i) => (value === null ? null : value - baseAt(best, i, values, earlier)));
  return ['n', best, told];
}

function baseAt(base: number, i: number, values: Values, earlier: readonly Values[]): number {
  if (base === -2) return 0;
  const value = base === -1 ? (i > 0 ? values[i - 1] : 0) : earlier[base]?.[i];
  return typeof value === 'number' ? value : 0;
}

function fromDifferences(told: readonly (number | null)[], base: number, earlier: readonly Values[]): Values {
  const values: (number | null)[] = [];
  for (let i = 0; i < told.length; i += 1) {
    const value = told[i] as number | null;
    values.push(value === null ? null : value + baseAt(base, i, values, earlier));
  }
  return values;
}

// ---- routings: few paths, many hours ------------------------------------------------------------

type Steps = readonly { readonly lane: string; readonly hours: number | null }[];

function routings(values: Values): Column {
  const known = values.every((value) => Array.isArray(value) && value.every(isStep));
  if (!known) return encode(values, []);
  const steps = values as readonly Steps[];
  if (steps.some((routing) => routing.some((step) => step.lane.includes('/')))) return encode(values, []);
  const paths = encode(steps.map((routing) => routing.map((step) => step.lane).join('/')), []);
  const hours = encode(steps.flatMap((routing) => routing.map((step) => step.hours)), []);
  return ['r', paths as unknown as Json, hours as unknown as Json];
}

function isStep(step: object): boolean {
  let keys = 0;
  for (const _ in step) keys += 1;
  return keys === 2 && 'lane' in step && 'hours' in step;
}

function fromRoutings(column: Column & readonly ['r', Json, Json], rows: number): Values {
  const paths = (decode(column[1] as unknown as Column, rows, []) as readonly string[]).map((path) => (path === '' ? [] : path.split('/')));
  const all = paths.reduce((sum, path) => sum + path.length, 0);
  const hours = decode(column[2] as unknown as Column, all, []);
  let at = 0;
  return paths.map((path) => path.map((lane) => ({ lane, hours: hours[at++] })));
}
