import { useState, useSyncExternalStore } from 'react';
import { authorisedAt } from '../../shared/board/buffer.ts';
import type { Board } from '../../shared/board/board.ts';
import type { LaneId } from '../../shared/kernel/ids.ts';
import { type FittedLane, type LaneFit, type Plan, ROOMY, fitted, planFor } from './fit.ts';
import { useFloor } from './floor-state.ts';
import type { LaneModel } from './lane-model.ts';
import { cardsOf } from './shop-line.ts';
import type { FloorView } from './use-floor-model.ts';

/** Of the rail, which stands beside the floor (app.css). */
const RAIL = 52;

/** Asked at every drawing it would lay the page out each time. null: nothing is laid out here. */
let width: number | null = null;
const measure = (): number => (width ??= document.documentElement.clientWidth);
const hearWidth = (hear: () => void): (() => void) => {
  const changed = () => {
    width = null;
    hear();
  };
  window.addEventListener('resize', changed);
  return () => window.removeEventListener('resize', changed);
};

/** Planned when the floor opens, when its lanes become others and when the window does: no lane folds under the pointer because the shop moved on. */
function usePlan(lanes: readonly LaneModel[], room: number): Plan {
  const key = `${room} ${lanes.map(({ lane }) => `${lane.id}:${lane.kind}:${lane.role}`).join(' ')}`;
  const plan = () => ({ key, plan: room > 0 ? planFor(lanes, room) : ROOMY });
  const [kept, keep] = useState(plan);
  if (kept.key === key) return kept.plan;
  const fresh = plan();
  keep(fresh);
  return fresh.plan;
}

const NONE: ReadonlySet<LaneId> = new Set();

/** How wide each lane lies. What somebody folded or unfolded by hand stays so; one that stood open, too: it would fold under the pointer that has just released its last order. */
export function useLanesFit({ lanes, board, now }: FloorView): ReadonlyMap<LaneModel, FittedLane> {
  const room = useSyncExternalStore(hearWidth, measure) - RAIL;
  const plan = usePlan(lanes, room);
  const chosen = useFloor((state) => state.folded);
  const [stood, setStood] = useState(NONE);
  const asOf = (model: LaneModel): LaneFit => {
    const { lane } = model;
    const choice = chosen[lane.id];
    if (choice !== undefined) return choice ? 'folded' : 'wide';
    return plan.folded.has(lane.id) || (!stood.has(lane.id) && isQuiet(model, board, now)) ? 'folded' : plan.as;
  };
  const fresh = lanes.filter((model) => asOf(model) !== 'folded' && !stood.has(model.lane.id));
  if (fresh.length > 0) setStood(new Set([...stood, ...fresh.map(({ lane }) => lane.id)]));
  return fitted(lanes, asOf, room);
}

/** What lies folded until somebody opens it: the ends of the road, and a pool full of tomorrow's work. */
function isQuiet(model: LaneModel, board: Board, now: number): boolean {
  const { lane } = model;
  if (lane.role === 'enquiry' || lane.role === 'shipped') return true;
  if (lane.role !== 'pool' || model.count === 0) return false;
  return cardsOf(model).every((card) => card.kind === 'order' && (authorisedAt(board, card) ?? 0) > now);
}
