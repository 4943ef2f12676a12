/** What a node did in a second, as its own figures tell. */
export interface Activity {
  readonly moves: number;
  /** Writes to the store; several moves that wait together are one. */
  readonly groups: number;
  /** Frames to screens: messages of the broadcast by viewers, beacons too. */
  readonly frames: number;
  /** Commits of other nodes on boards that are watched here. */
  readonly foreign: number;
}

/** CPU µs: for one of each, and `base` for a second of a node where nothing happens. */
export interface Constants {
  readonly base: number;
  readonly move: number;
  readonly group: number;
  readonly frame: number;
  readonly foreign: number;
}

export interface Observed extends Activity {
  /** CPU µs in a second. */
  readonly cpu: number;
}

/** CPU µs a second of one node: work adds up, and nothing depends on how many boards or cards there are. */
export const predicted = ({ base, move, group, frame, foreign }: Constants, did: Activity): number =>
  base + move * did.moves + group * did.groups + frame * did.frames + foreign * did.foreign;

/** `idle`: a node without viewers, beside one that works; `busy`: nodes that work alone. */
export function constantsOf(idle: readonly Observed[], busy: readonly Observed[]): Constants {
  const [base, foreign] = nonNegative(idle.map(({ foreign }) => [1, foreign]), idle.map(({ cpu }) => cpu)) as [number, number];
  const [move, group, frame] = nonNegative(busy.map(({ moves, groups, frames }) => [moves, groups, frames]), busy.map(({ cpu }) => Math.max(0, cpu - base))) as [number, number, number];
  return { base, move, group, frame, foreign };
}

/** Least squares of relative errors; what would come out below nothing costs nothing, and the rest is fitted without it. */
export function nonNegative(rows: readonly (readonly number[])[], wanted: readonly number[]): number[] {
  const width = rows[0]?.length ?? 0;
  const left = new Set(Array.from({ length: width }, (_, column) => column));
  for (;;) {
    const columns = [...left];
    const weights = wanted.map((value) => 1 / Math.max(value, 1e-9));
    const cell = (row: number, column: number): number => (rows[row]?.[column] ?? 0) * (weights[row] as number);
    const matrix = columns.map((a) => [...columns.map((b) => sum(rows, (row) => cell(row, a) * cell(row, b))), sum(rows, (row) => cell(row, a))]);
    const solved = solve(matrix);
    const lowest = solved.reduce((low, value, at) => (value < (solved[low] as number) ? at : low), 0);
    if (columns.length === 0 || (solved[lowest] as number) >= 0) {
      const all = new Array<number>(width).fill(0);
      columns.forEach((column, at) => (all[column] = solved[at] as number));
      return all;
    }
    left.delete(columns[lowest] as number);
  }
}

const sum = (rows: readonly unknown[], of: (row: number) => number): number => rows.reduce<number>((total, _, row) => total + of(row), 0);

/** Gauss with pivots; each row ends with its right side. */
function solve(given: readonly (readonly number[])[]): number[] {
  const rows = given.map((row) => [...row]);
  const size = rows.length;
  for (let at = 0; at < size; at += 1) {
    const pivot = rows.slice(at).reduce((best, row, n) => (Math.abs(row[at] as number) > Math.abs(rows[best]?.[at] as number) ? at + n : best), at);
    [rows[at], rows[pivot]] = [rows[pivot] as number[], rows[at] as number[]];
    const own = rows[at] as number[];
    for (const row of rows) {
      if (row === own || own[at] === 0) continue;
      const factor = (row[at] as number) / (own[at] as number);
      for (let column = at; column <= size; column += 1) row[column] = (row[column] as number) - factor * (own[column] as number);
    }
  }
  return rows.map((row, at) => (row[at] === 0 ? 0 : (row[size] as number) / (row[at] as number)));
}
