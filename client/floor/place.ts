import { isBlocked } from '../../shared/cards/card-common.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { sameItems } from '../replica/same-items.ts';
import type { CardInRow } from './card-in-row.ts';

/** A card as it stands in a lane, with the row that draws it: the row stays the same object while nothing on it changed. */
export interface Standing { readonly card: Card; readonly row: CardInRow }

/** A place from top to bottom: the same object while nothing in it changed. */
export interface Place {
  readonly ids: readonly CardId[];
  readonly standing: readonly Standing[];
  readonly cards: readonly Card[];
  readonly rows: readonly CardInRow[];
  readonly blocked: readonly Card[];
}

const NOTHING: Place = { ids: [], standing: [], cards: [], rows: [], blocked: [] };

/** The place with some of its cards put in the place of `drop` others: what stays among hundreds is copied, not looked at. */
export function respliced(place: Place | null, ids: readonly CardId[], at: number, drop: number, fresh: readonly Standing[]): Place {
  const { standing, cards, rows, blocked } = place ?? NOTHING;
  const next = cards.toSpliced(at, drop, ...fresh.map(({ card }) => card));
  const drawn = fresh.map(({ row }) => row);
  const sameRows = sameItems(rows.slice(at, at + drop), drawn);
  const same = !cards.slice(at, at + drop).some(isBlocked) && !fresh.some(({ card }) => isBlocked(card));
  return {
    ids, standing: standing.toSpliced(at, drop, ...fresh), cards: next, rows: sameRows ? rows : rows.toSpliced(at, drop, ...drawn),
    blocked: same ? blocked : next.filter(isBlocked),
  };
}

/** How many are the same at the top, and at the end. */
export function alike(before: readonly CardId[], after: readonly CardId[]): [top: number, tail: number] {
  if (before === after) return [after.length, 0];
  const both = Math.min(before.length, after.length);
  let [top, tail] = [0, 0];
  while (top < both && before[top] === after[top]) top += 1;
  while (tail < both - top && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return [top, tail];
}
