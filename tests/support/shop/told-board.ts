import type { Board } from '../../../shared/board/board.ts';

/** Everything a board says, as text that is the same for equal boards; a table's rows have no order of their own. */
export function tell({ cards, ...rest }: Board): string {
  return JSON.stringify(sorted({ ...rest, cards: Object.fromEntries([...cards.values()].map((card) => [card.id, card])) }));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}
