import { useMemo } from 'react';
import { placeKey, subsOf } from '../../shared/board/lane.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import { plannedOn } from '../../shared/orders/plan.ts';
import { byNumber } from '../../shared/kernel/ids.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import type { BoardStore } from '../replica/board-store.ts';
import { useBoard, useBoardStore } from '../replica/use-board.ts';
import { type Filter, fits, isActive } from './filter.ts';
import { useFloor } from './floor-state.ts';
import type { LaneModel } from './lane-model.ts';
import { cardsOf } from './shop-line.ts';

const NONE: readonly CardId[] = [];

/** Whether a card fits, of the board as it is now. */
function fitting(store: BoardStore, filter: Filter): (card: Card) => boolean {
  const { board, directory, me } = store.getState();
  const now = store.now();
  return (card) => fits(filter, board, directory, me?.id ?? null, now, card);
}

/** Parts that are not released, or lie in their kit: no lane shows them, and who looks for one by its number wants to know. */
const nowhere = (board: Board): readonly Card[] => [...[...board.cards.values()].filter(({ place }) => place === null), ...plannedOn(board)].sort((a, b) => byNumber(a.id, b.id));

/** What fits, lane by lane and from top to bottom, then what stands in no lane. */
export function found(board: Board, filter: Filter, hit: (card: Card) => boolean): readonly CardId[] {
  const onFloor = board.lanes.flatMap((lane) => subsOf(lane).flatMap((sub) => board.places[placeKey(lane.id, sub)] ?? [])).filter((id) => {
    const card = board.cards.get(id);
    return card !== undefined && hit(card);
  });
  return filter.query.trim() === '' ? onFloor : [...onFloor, ...nowhere(board).filter(hit).map(({ id }) => id)];
}

/** The same of the board that is shown. While nobody looks for anything, no move of anybody draws it again. */
export function useHits(filter: Filter): readonly CardId[] {
  const store = useBoardStore();
  const active = isActive(filter);
  const board = useBoard((shown) => (active ? shown : null));
  return useMemo(() => {
    if (!board) return NONE;
    return found(board, filter, fitting(store, filter));
  }, [filter, board, store]);
}

/** How many cards of each lane fit what is looked for; null: nothing is. Of the lanes that are not on the screen nobody would know. */
export function useHitsByLane(lanes: readonly LaneModel[]): ReadonlyMap<LaneId, number> | null {
  const store = useBoardStore();
  const filter = useFloor((state) => state.filter);
  return useMemo(() => {
    if (!isActive(filter)) return null;
    const hit = fitting(store, filter);
    return new Map(lanes.map((model) => [model.lane.id, cardsOf(model).filter(hit).length]));
  }, [filter, lanes, store]);
}
