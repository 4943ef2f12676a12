import type { Board } from '../board/board.ts';
import { subsOf, placeKey } from '../board/lane.ts';
import type { Lane, PlaceKey } from '../board/lane.ts';
import type { Card } from '../cards/card.ts';
import type { CardId } from '../kernel/ids.ts';
import type { Limit } from '../limits/limit.ts';

/** What a floor is made of, for those who see less of it than its own screens. */
export type FloorRecord =
  | { readonly kind: 'board'; readonly id: string }
  | { readonly kind: 'lane'; readonly id: string; readonly lane: Lane; readonly at: number }
  | { readonly kind: 'limit'; readonly id: string; readonly limit: Limit; readonly at: number }
  /** The cards of a place, from top to bottom. */
  | { readonly kind: 'place'; readonly id: string; readonly cards: readonly CardId[] }
  | { readonly kind: 'card'; readonly id: string; readonly card: Card };

export type RecordKind = FloorRecord['kind'];
export interface Row { readonly kind: RecordKind; readonly id: string }
export interface RowName { readonly kind: RecordKind; readonly id: string }

/**
 * What an audience sees, as rows: field by field, with no clock, no name of a person and no number of the
 * log in them. Rows of one key go out on one channel, with a counter of its own.
 */
export interface View<R extends Row = Row> {
  readonly name: string;
  /** Raised when a row's shape changes: a screen of before is given all of them anew. */
  readonly version: number;
  /** Whose channel a record goes out on; null: nobody's. Asked of every changed record, so it must cost nothing. */
  keyOf(record: FloorRecord): string | null;
  /** null: nothing of it leaves. */
  row(floor: Board, record: FloorRecord): R | null;
}

const places = (floor: Board): readonly PlaceKey[] => floor.lanes.flatMap((lane) => subsOf(lane).map((sub) => placeKey(lane.id, sub)));
const NONE: readonly CardId[] = [];

export function recordsOf(floor: Board): readonly FloorRecord[] {
  return [
    { kind: 'board', id: 'board' },
    ...floor.lanes.map((lane, at): FloorRecord => ({ kind: 'lane', id: lane.id, lane, at })),
    ...floor.limits.map((limit, at): FloorRecord => ({ kind: 'limit', id: limit.id, limit, at })),
    ...places(floor).map((id): FloorRecord => ({ kind: 'place', id, cards: floor.places[id] ?? NONE })),
    ...[...floor.cards.values()].map((card): FloorRecord => ({ kind: 'card', id: card.id, card })),
  ];
}

/** A record as it was and as it is; null: it was not there, or is not. */
export interface ChangedRecord { readonly before: FloorRecord | null; readonly after: FloorRecord | null }

/** What two versions of a floor share is not looked at: a move costs what it touches, whatever the board. */
export function changedRecords(before: Board, after: Board): readonly ChangedRecord[] {
  if (before === after) return [];
  const changed: ChangedRecord[] = [];
  if (before.name !== after.name || before.policies !== after.policies) changed.push({ before: { kind: 'board', id: 'board' }, after: { kind: 'board', id: 'board' } });
  if (before.lanes !== after.lanes) pair(changed, recordsWhere(before, 'lane'), recordsWhere(after, 'lane'));
  if (before.limits !== after.limits || before.loads !== after.loads || before.lowered !== after.lowered) pair(changed, recordsWhere(before, 'limit'), recordsWhere(after, 'limit'));
  if (before.places !== after.places || before.lanes !== after.lanes) {
    const gone = before.lanes === after.lanes ? [] : places(before).filter((id) => !places(after).includes(id));
    for (const id of [...places(after), ...gone]) {
      const [was, is] = [before.places[id] ?? NONE, after.places[id] ?? NONE];
      if (was !== is) changed.push({ before: { kind: 'place', id, cards: was }, after: { kind: 'place', id, cards: is } });
    }
  }
  const cards = new Set<string>(after.cards.changedSince(before.cards));
  for (const id of cards) {
    const order = after.cards.get(id);
    // A part is due with its order.
    if (order?.kind === 'order') for (const job of order.jobs) cards.add(job);
  }
  for (const id of cards) {
    const [was, is] = [before.cards.get(id), after.cards.get(id)];
    changed.push({ before: was ? { kind: 'card', id, card: was } : null, after: is ? { kind: 'card', id, card: is } : null });
  }
  return changed;
}

const recordsWhere = (floor: Board, kind: 'lane' | 'limit'): readonly FloorRecord[] =>
  kind === 'lane' ? floor.lanes.map((lane, at) => ({ kind, id: lane.id, lane, at })) : floor.limits.map((limit, at) => ({ kind, id: limit.id, limit, at }));

function pair(changed: ChangedRecord[], was: readonly FloorRecord[], is: readonly FloorRecord[]): void {
  const before = new Map(was.map((record) => [record.id, record]));
  for (const record of is) {
    changed.push({ before: before.get(record.id) ?? null, after: record });
    before.delete(record.id);
  }
  for (const record of before.values()) changed.push({ before: record, after: null });
}
