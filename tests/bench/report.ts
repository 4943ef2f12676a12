/** One line of the table. */
export interface Row {
  readonly what: string;
  readonly pullcord: string;
  readonly reference?: string;
  readonly ratio?: string;
  /** The floor as it is written down; missing: told for information. */
  readonly floor?: string;
  readonly pass?: boolean;
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

export function table(rows: readonly Row[]): string {
  const cells = [
    ['', 'Pullcord', 'reference', 'ratio', 'floor', ''],
    ...rows.map(({ what, pullcord, reference, ratio, floor, pass }) => [what, pullcord, reference ?? '', ratio ?? '', floor ?? '', pass === undefined ? '' : pass ? 'PASS' : 'MISS']),
  ];
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd()).join('\n');
}
