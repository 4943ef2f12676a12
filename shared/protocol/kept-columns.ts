import { type Short, columnOf, sheetOf } from './columns.ts';

/** Told relative to a column before its own. */
const RELATIVE = '["n"';

/**
 * The text of `toColumns(rows, short)` for rows of which a few change now and then: what was told
 * before is kept, and only columns in which something changed are told anew.
 */
export class KeptColumns {
  readonly size: number;
  private readonly sheet;
  /** null: to be told anew. */
  private readonly texts: (string | null)[];

  constructor(private readonly rows: object[], private readonly short: Short) {
    this.size = rows.length;
    this.sheet = sheetOf(rows, short);
    this.texts = this.sheet.keys.map(() => null);
  }

  /** False: the row has other keys than the one before it, so that the columns may be others; these are of no use any more. */
  replace(at: number, row: object): boolean {
    const [before, after] = [Object.entries(this.rows[at] as object), Object.entries(row) as [string, unknown][]];
    if (before.length !== after.length) return false;
    // The card before it is not held any longer.
    this.rows[at] = row;
    for (let n = 0; n < after.length; n += 1) {
      const [key, value] = after[n] as [string, unknown];
      const [oldKey, old] = before[n] as [string, unknown];
      if (key !== oldKey || (value === undefined) !== (old === undefined)) return false;
      if (value === undefined) continue;
      const k = this.sheet.keys[n] === key ? n : this.sheet.keys.indexOf(key);
      const column = this.sheet.table[k] as unknown[];
      const told: unknown = this.short[key] ? this.short[key](value as never, row as never) : value;
      if (Object.is(column[at], told)) continue;
      column[at] = told;
      this.texts[k] = null;
    }
    return true;
  }

  text(): string {
    let isMoved = false;
    const columns = this.texts.map((text, k) => {
      if (text !== null && !(isMoved && text.startsWith(RELATIVE))) return text;
      isMoved ||= text === null;
      return (this.texts[k] = JSON.stringify(columnOf(this.sheet, k)));
    });
    return `{"rows":${this.size},"keys":${JSON.stringify(this.sheet.keys)},"columns":[${columns.join(',')}]}`;
  }
}
