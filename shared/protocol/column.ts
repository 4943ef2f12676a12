import { Names } from './names.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type Values = readonly unknown[];

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

/** `earlier`: the columns before it in the row. */
export function encode(values: Values, earlier: readonly Values[]): Column {
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
  return dictionary(values);
}

/** Rows after which a dictionary has to have shown that it is worth its place. */
const TRIAL = 512;

function dictionary(values: Values): Column {
  const seen = new Names();
  const words: unknown[] = [];
  const indexes: number[] = [];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i];
    // Neighbours are often the same, and a name is long to make.
    if (i > 0 && value === values[i - 1]) {
      indexes.push(indexes[i - 1] as number);
      continue;
    }
    const index = seen.numberOf(value);
    if (index === words.length) words.push(value);
    indexes.push(index);
    // One that names nearly everything once is only a detour.
    if (i === TRIAL && detour(words, i + 1)) return ['v', values as readonly Json[]];
  }
  return detour(words, values.length) ? ['v', values as readonly Json[]] : ['d', words as readonly Json[], indexes];
}

const detour = (words: readonly unknown[], rows: number): boolean => words.length * 4 > rows * 3;

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

export function decode(column: Column, rows: number, earlier: readonly Values[]): Values {
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

/** A whole number without a leading zero, small enough to be told exactly. */
function isNumberText(value: unknown): boolean {
  if (typeof value !== 'string' || value.length === 0 || value.length > 15) return false;
  for (let i = 0; i < value.length; i += 1) {
    const digit = value.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9 || (i === 0 && digit === 0)) return false;
  }
  return true;
}

// ---- numbers ------------------------------------------------------------------------------------

/** Times of one card are often equal, those of its neighbours often near: take what is shortest. */
function numbers(values: readonly (number | null)[], earlier: readonly Values[]): Column {
  const base = values.every((value) => value === null || Number.isSafeInteger(value)) ? nearest(values, earlier) : -2;
  if (base === -2) return ['n', base, values];
  const told = new Array<number | null>(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number | null;
    told[i] = value === null ? null : value - baseAt(base, i, values, earlier);
  }
  return ['n', base, told];
}

/** The base from which a sample is told in the fewest bits. Fractions do not survive a subtraction, so this is for whole numbers. */
function nearest(values: readonly (number | null)[], earlier: readonly Values[]): number {
  let best = -2;
  let least = Infinity;
  const stride = Math.max(1, Math.floor(values.length / 128));
  for (let base = -2; base < earlier.length; base += 1) {
    if (base >= 0 && typeof earlier[base]?.[0] !== 'number') continue;
    let cost = 0;
    for (let i = 0; i < values.length && cost < least; i += stride) {
      const value = values[i] as number | null;
      cost += value === null ? 1 : Math.log2(Math.abs(value - baseAt(base, i, values, earlier)) + 1);
    }
    if (cost < least) [best, least] = [base, cost];
  }
  return best;
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

/** Lanes passed so far; `path` names them, the same text for all who went this way. */
interface Way {
  readonly path: string;
  readonly onward: Map<string, Way>;
}

export function routings(values: Values): Column {
  const start: Way = { path: '', onward: new Map() };
  const paths: string[] = [];
  const hours: (number | null)[] = [];
  for (const routing of values) {
    if (!Array.isArray(routing)) return encode(values, []);
    let way = start;
    for (const step of routing as Steps) {
      if (!isStep(step)) return encode(values, []);
      hours.push(step.hours);
      way = way.onward.get(step.lane) ?? onward(way, step.lane);
    }
    paths.push(way.path);
  }
  return ['r', encode(paths, []) as unknown as Json, encode(hours, []) as unknown as Json];
}

function onward(way: Way, lane: string): Way {
  const next = { path: way.path === '' ? lane : `${way.path}/${lane}`, onward: new Map<string, Way>() };
  way.onward.set(lane, next);
  return next;
}

function isStep(step: Steps[number]): boolean {
  if (typeof step?.lane !== 'string' || step.lane === '' || step.lane.includes('/') || step.hours === undefined) return false;
  let keys = 0;
  for (const _ in step) keys += 1;
  return keys === 2;
}

function fromRoutings(column: Column & readonly ['r', Json, Json], rows: number): Values {
  const paths = (decode(column[1] as unknown as Column, rows, []) as readonly string[]).map((path) => (path === '' ? [] : path.split('/')));
  const all = paths.reduce((sum, path) => sum + path.length, 0);
  const hours = decode(column[2] as unknown as Column, all, []);
  let at = 0;
  return paths.map((path) => path.map((lane) => ({ lane, hours: hours[at++] })));
}
