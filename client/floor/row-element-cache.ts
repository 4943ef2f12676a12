import { Fragment, createElement } from 'react';
import type { ReactElement } from 'react';
import { sameItems } from '../replica/same-items.ts';

interface CachedRow { readonly index: number; readonly margin: number; readonly inside: ReactElement<object>; readonly whole: ReactElement }

/** A row that is drawn as before is the element of before: React passes it by. */
export class RowElementCache {
  private before = new Map<string, CachedRow>();
  private now = new Map<string, CachedRow>();
  private rows: readonly ReactElement[] = [];
  private whole = createElement(Fragment);

  /** A new drawing begins: what the last one did not ask for is forgotten. */
  turn(): void {
    this.before = this.now;
    this.now = new Map();
  }

  row(key: string, index: number, margin: number, inside: ReactElement<object>, draw: (inside: ReactElement) => ReactElement): ReactElement {
    const old = this.before.get(key);
    const row = old && old.index === index && old.margin === margin && sameElement(old.inside, inside) ? old : { index, margin, inside, whole: draw(inside) };
    this.now.set(key, row);
    return row.whole;
  }

  /** All rows as one element, the one of before when each row is: most moves in a long column are far from its window. */
  together(rows: readonly ReactElement[]): ReactElement {
    if (!sameItems(rows, this.rows)) [this.rows, this.whole] = [rows, createElement(Fragment, null, rows)];
    return this.whole;
  }
}

function sameElement(a: ReactElement<object>, b: ReactElement<object>): boolean {
  if (a.type !== b.type) return false;
  const [old, fresh] = [a.props as Record<string, unknown>, b.props as Record<string, unknown>];
  for (const name in fresh) if (!Object.is(old[name], fresh[name])) return false;
  for (const name in old) if (!(name in fresh)) return false;
  return true;
}
