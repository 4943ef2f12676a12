import Papa from 'papaparse';

export interface PastedRow {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A quotation mark was opened and never closed: it is taken as it stands. */
  readonly isOpen: boolean;
}

interface Row extends Omit<PastedRow, 'line'> { readonly rest: string; readonly breaks: number }

/**
 * What spreadsheets copy: cells between tabs, or semicolons where a row has no tab. A cell in
 * quotation marks may hold either, line breaks and doubled marks. Row by row, because a mark that
 * is a word, or was never closed, is the fault of its own row and must not swallow those behind it.
 */
export function rowsOf(text: string): PastedRow[] {
  const rows: PastedRow[] = [];
  let line = 1;
  let rest = text.replaceAll('\uFEFF', '').replace(/\r\n?/g, '\n');
  while (rest !== '') {
    const byTabs = firstRow(rest, '\t');
    const bySemicolons = firstRow(rest, ';');
    const row = byTabs.cells.length > 1 && (!byTabs.isOpen || bySemicolons.isOpen) ? byTabs : bySemicolons;
    rows.push({ line, cells: row.cells, isOpen: row.isOpen });
    line += row.breaks;
    rest = row.rest;
  }
  return rows;
}

const GAPS = { '\t': /(^|\t) +(?=")/g, ';': /(^|;) +(?=")/g } as const;

function firstRow(text: string, separator: '\t' | ';'): Row {
  const { data, errors, meta } = Papa.parse<string[]>(text, { delimiter: separator, newline: '\n', preview: 1, fastMode: false });
  const [cells = []] = data;
  const end = text.indexOf('\n') + 1 || text.length;
  // A mark behind a blank opens a cell too; the library wants it at the very beginning.
  if (cells.some((cell) => /^ +"/.test(cell))) {
    const near = text.slice(0, end);
    const closed = near.replace(GAPS[separator], (gap: string, before: string, at: number) => (near.slice(0, at).split('"').length % 2 === 1 ? before : gap));
    if (closed.length < end) return firstRow(closed + text.slice(end), separator);
  }
  if (errors.length === 0) return { cells: cells.map(oneLine), isOpen: false, rest: text.slice(meta.cursor), breaks: breaksIn(text.slice(0, meta.cursor)) };
  // Marks that do not open where a cell does and close where it ends: 2" or "Oak" top are words.
  const [plain = []] = Papa.parse<string[]>(text.slice(0, end), { delimiter: separator, newline: '\n', preview: 1, fastMode: true }).data;
  return { cells: plain.map(oneLine), isOpen: plain.some((cell) => /^\s*"/.test(cell) && cell.split('"').length % 2 === 0), rest: text.slice(end), breaks: breaksIn(text.slice(0, end)) };
}

const oneLine = (cell: string): string => cell.replace(/\s*\n+\s*/g, ' ').trim();
const breaksIn = (text: string): number => text.split('\n').length - 1;
