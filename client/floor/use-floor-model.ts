import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { authorisedAt } from '../../shared/domain/board.ts';
import type { Board } from '../../shared/domain/board.ts';
import type { LaneId } from '../../shared/domain/ids.ts';
import type { BoardStore } from '../replica/board-store.ts';
import { useBoardStore, useDirectory, useMe, useNow } from '../replica/use-board.ts';
import { FaceCache } from './card-face.ts';
import { FloorModel } from './floor-model.ts';
import type { LaneModel } from './lane-model.ts';
import { cardsOf } from './shop-line.ts';

export interface FloorView {
  readonly board: Board;
  readonly lanes: readonly LaneModel[];
  readonly now: number;
}

export function useFloorModel(): FloorView {
  const board = useCalmBoard(useBoardStore());
  const directory = useDirectory();
  const me = useMe();
  const now = useNow(60_000);
  const [kept] = useState(() => ({ faces: new FaceCache(), model: new FloorModel() }));
  return useMemo(() => ({ board, now, lanes: kept.model.of({ board, directory, me, now, faces: kept.faces }) }), [board, directory, me, now, kept]);
}

/** A storm of commits is drawn some thirty times a second; a change after a quiet moment at once. */
const BREATH = 32;

function useCalmBoard(store: BoardStore): Board {
  const calm = useRef({ board: store.getState().board, at: 0 });
  const subscribe = useCallback((redraw: () => void) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => {
      timer = undefined;
      calm.current = { board: store.getState().board, at: performance.now() };
      redraw();
    };
    const stop = store.subscribe(() => {
      if (timer !== undefined || store.getState().board === calm.current.board) return;
      const rest = calm.current.at + BREATH - performance.now();
      if (rest <= 0) take();
      else timer = setTimeout(take, rest);
    });
    if (store.getState().board !== calm.current.board) take();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [store]);
  return useSyncExternalStore(subscribe, () => calm.current.board);
}

/** What lies folded until somebody opens it: the ends of the road, and a pool full of tomorrow's work. */
export function isFolded(model: LaneModel, board: Board, now: number, chosen: Readonly<Record<LaneId, boolean>>): boolean {
  const { lane } = model;
  const choice = chosen[lane.id];
  if (choice !== undefined) return choice;
  if (lane.role === 'enquiry' || lane.role === 'shipped') return true;
  if (lane.role !== 'pool' || model.count === 0) return false;
  return cardsOf(model).every((card) => card.kind === 'order' && (authorisedAt(board, card) ?? 0) > now);
}
