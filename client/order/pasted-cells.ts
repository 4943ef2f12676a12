export interface PastedRow {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A quotation mark was opened and never closed: it is taken as it stands. */
  readonly isOpen: boolean;
}

/**
 * What spreadsheets copy: cells between tabs, or semicolons where a row has no tab. A cell in
 * quotation marks may hold either, line breaks and doubled marks.
 */
export function rowsOf(text: string): PastedRow[] {
  const rows: PastedRow[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const byTabs = rowAt(text, at, '\t');
    const bySemicolons = rowAt(text, at, ';');
    const { cells, end, isOpen } = byTabs.cells.length > 1 && (!byTabs.isOpen || bySemicolons.isOpen) ? byTabs : bySemicolons;
    rows.push({ line, cells, isOpen });
    line += text.slice(at, end).split('\n').length - 1;
    at = end;
  }
  return rows;
}

function rowAt(text: string, from: number, separator: string): { readonly cells: readonly string[]; readonly end: number; readonly isOpen: boolean } {
  const cells: string[] = [];
  let isOpen = false;
  let at = from;
  for (;;) {
    const quoted = foundAt(/ *"((?:[^"]|"")*)" */y, text, at);
    const plain = foundAt(separator === ';' ? /[^;\r\n]*/y : /[^\t\r\n]*/y, text, at)?.[0] ?? '';
    // In marks only if they end where the cell does; 2" or "Oak" top are words.
    const inMarks = quoted && isEnd(text.charAt(at + quoted[0].length), separator) ? quoted : null;
    if (!inMarks && /^ *"[^"]*$/.test(plain)) isOpen = true;
    cells.push((inMarks ? (inMarks[1] ?? '').replaceAll('""', '"') : plain).replace(/\s*[\r\n]+\s*/g, ' ').trim());
    at += (inMarks?.[0] ?? plain).length;
    if (text.charAt(at) === separator) at += 1;
    else break;
  }
  const brk = foundAt(/\r\n|\n|\r/y, text, at)?.[0].length ?? 0;
  return { cells, end: at + brk, isOpen };
}

function foundAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

const isEnd = (next: string, separator: string): boolean => next === '' || next === separator || next === '\n' || next === '\r';
