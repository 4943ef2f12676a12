import { FLOORS, type FloorName } from './floors.ts';

/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly pullcord: string;
  readonly reference?: string;
  readonly ratio?: string;
  /** The floor it is held to, and the figure that is; missing: told for information. */
  readonly floor?: FloorName;
  readonly value?: number;
}

export interface Settings {
  /** How long a run is measured, and how often each is repeated, the two sides in turn. */
  readonly seconds: number;
  readonly warmUp: number;
  readonly repeats: number;
  /** Moves made before anything is measured. */
  readonly warmMoves: number;
  readonly say: (line: string) => void;
}

export const number = (value: number, digits = 0): string =>
  Number.isFinite(value) ? value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }) : '-';

export const times = (value: number): string => `${number(value, 2)} ×`;

const verdict = ({ floor, value }: Row): string => (floor === undefined || value === undefined ? '' : FLOORS[floor].holds(value) ? 'held' : 'MISSED');

export function table(rows: readonly Row[]): string {
  return columns([
    ['', 'Pullcord', 'reference', 'ratio', 'floor', ''],
    ...rows.map((row) => [row.what, row.pullcord, row.reference ?? '', row.ratio ?? '', row.floor === undefined ? '' : FLOORS[row.floor].asks, verdict(row)]),
  ]);
}

/** Each floor once: the worst of what was measured for it. */
export function floorsOf(rows: readonly Row[]): string {
  const lines = Object.keys(FLOORS).map((name) => {
    const measured = rows.filter(({ floor }) => floor === name);
    const worst = measured.find((row) => verdict(row) === 'MISSED') ?? measured[0];
    return [name, FLOORS[name as FloorName].asks, worst?.value === undefined ? '' : number(worst.value, 2), worst ? verdict(worst) : 'not measured'];
  });
  return columns([['floor', 'asks', 'measured', ''], ...lines]);
}

export const missedIn = (rows: readonly Row[]): number => rows.filter((row) => verdict(row) === 'MISSED').length;

function columns(cells: readonly (readonly string[])[]): string {
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd()).join('\n');
}
