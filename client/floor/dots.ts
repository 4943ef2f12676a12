import type { Face } from './card-face.ts';
import type { CardInRow } from './card-in-row.ts';
import type { Row } from './lane-model.ts';

/** A card as a dot, and the card after it in its list. */
export interface Dot {
  readonly row: CardInRow;
  readonly next: string;
}

/** A row as it is drawn. */
export type Drawn = Row | { readonly kind: 'dots'; readonly key: string; readonly sub: Row['sub']; readonly dots: readonly Dot[] };

/** So many dots make one row of a column: whole lines of them, whether 3, 4, 6 or 8 stand in a line (density.css). */
export const BLOCK = 48;

/** The rows of a column with its cards as blocks of dots; what is no card stays where it was. */
export function dotted(rows: readonly Row[]): readonly Drawn[] {
  const drawn: Drawn[] = [];
  let block: { key: string; sub: Row['sub']; dots: Dot[] } | null = null;
  for (const [index, row] of rows.entries()) {
    if (row.kind !== 'card') {
      block = null;
      drawn.push(row);
      continue;
    }
    if (block === null || block.dots.length === BLOCK || block.sub !== row.sub) {
      block = { key: `dots-${drawn.length}`, sub: row.sub, dots: [] };
      drawn.push({ kind: 'dots', ...block });
    }
    block.dots.push({ row, next: nextCard(rows, index, row.sub) });
  }
  return drawn;
}

/** The card below, past a line or a free place; '' at the end of its list. */
export const nextCard = (rows: readonly Drawn[], index: number, sub: string): string => {
  const next = rows.slice(index + 1, index + 8).find((row) => row.kind === 'card');
  return next && next.sub === sub ? next.key : '';
};

export interface Mark {
  /** Its shape and colour. */
  readonly look: string;
  readonly icon: 'alert' | 'clock' | 'bolt' | null;
}

/** The marks of a card, each with the shape that it has there: hatched, triangle, clock, bolt; and grey, as in the meter, for what is done and waits. */
export function markOf(face: Face, done: boolean): Mark {
  const late = face.buffer === 'red' || face.buffer === 'black';
  const soon = face.buffer === 'yellow';
  const trouble = late ? 'stop' : soon ? 'warn' : '';
  const look = [face.kind, face.blocked ? 'blocked' : face.expedite ? 'expedite' : trouble, done ? 'done' : ''].filter(Boolean).join(' ');
  if (face.blocked) return { look, icon: null };
  return { look, icon: late ? 'alert' : soon ? 'clock' : face.expedite ? 'bolt' : null };
}

export const holdsCard = (row: Drawn, card: string): boolean => (row.kind === 'dots' ? row.dots.some((dot) => dot.row.key === card) : row.key === card);

export const hasCards = ({ kind }: Drawn): boolean => kind === 'card' || kind === 'dots';
