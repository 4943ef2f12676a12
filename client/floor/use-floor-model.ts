import { useMemo, useRef } from 'react';
import { authorisedAt } from '../../shared/domain/board.ts';
import type { Board } from '../../shared/domain/board.ts';
import type { LaneId } from '../../shared/domain/ids.ts';
import { useBoard, useDirectory, useMe, useNow } from '../replica/use-board.ts';
import { FaceCache } from './card-face.ts';
import { FloorModel, type LaneModel } from './lane-model.ts';
import { cardsOf } from './shop-line.ts';

export interface FloorView {
  readonly board: Board;
  readonly lanes: readonly LaneModel[];
  readonly now: number;
}

export function useFloorModel(): FloorView {
  const board = useBoard((shown) => shown);
  const directory = useDirectory();
  const me = useMe();
  const now = useNow(60_000);
  const kept = useRef<{ readonly faces: FaceCache; readonly model: FloorModel } | null>(null);
  kept.current ??= { faces: new FaceCache(), model: new FloorModel() };
  const { faces, model } = kept.current;
  return useMemo(() => ({ board, now, lanes: model.of({ board, directory, me, now, faces }) }), [board, directory, me, now, faces, model]);
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
