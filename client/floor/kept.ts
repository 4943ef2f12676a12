import type { ReactElement } from 'react';

interface KeptRow { readonly index: number; readonly margin: number; readonly inside: ReactElement<object>; readonly whole: ReactElement }

/** A row that is drawn as before is the element of before: React passes it by. */
export class Kept {
  private before = new Map<string, KeptRow>();
  private now = new Map<string, KeptRow>();

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
}

function sameElement(a: ReactElement<object>, b: ReactElement<object>): boolean {
  if (a.type !== b.type) return false;
  const [old, fresh] = [a.props as Record<string, unknown>, b.props as Record<string, unknown>];
  for (const name in fresh) if (!Object.is(old[name], fresh[name])) return false;
  for (const name in old) if (!(name in fresh)) return false;
  return true;
}
