import { emptyBoard, laneOf } from './board.ts';
import type { Board } from './board.ts';
import type { Lane } from './lane.ts';
import { DEFAULT_POLICIES } from './policies.ts';
import type { Policies } from './policies.ts';
import { insertedAt } from '../cards/standing.ts';
import type { CommitInfo } from '../kernel/commit-info.ts';
import type { Folds, Named } from '../kernel/fold.ts';
import { reckoned, recounted, withLimits } from '../limits/reckoning.ts';
import type { CardId, LaneId, LimitId } from '../kernel/ids.ts';
import type { Limit } from '../limits/limit.ts';

export type BoardEvent =
  | { readonly type: 'BoardCreated'; readonly name: string; readonly trade?: string; readonly lanes: readonly Lane[]; readonly limits: readonly Limit[]; readonly policies: Policies; readonly firstNumber: number }
  | { readonly type: 'LaneAdded'; readonly lane: Lane; readonly before: LaneId | null }
  | { readonly type: 'LaneEdited'; readonly lane: LaneId; readonly changes: Partial<Omit<Lane, 'id' | 'kind' | 'role' | 'holds'>> }
  | { readonly type: 'LaneMoved'; readonly lane: LaneId; readonly before: LaneId | null }
  | { readonly type: 'LaneRemoved'; readonly lane: LaneId; readonly limits: readonly LimitId[] }
  | { readonly type: 'PoliciesSet'; readonly policies: Partial<Policies> };

type Of<T extends BoardEvent['type']> = Extract<BoardEvent, { type: T }>;

const none = (): readonly CardId[] => [];

export const boardNames: Named<BoardEvent, CardId> = {
  BoardCreated: none, LaneAdded: none, LaneEdited: none, LaneMoved: none, LaneRemoved: none, PoliciesSet: none,
};

export const boardFolds: Folds<BoardEvent, Board, CommitInfo> = {
  BoardCreated: created,
  LaneAdded: (board, event) => withLanes(board, insertedBefore(board.lanes, event.lane, event.before)),
  LaneEdited: (board, event) => withLanes(board, board.lanes.map((lane) => (lane.id === event.lane ? { ...lane, ...event.changes } : lane))),
  LaneMoved: (board, event) => {
    const lane = laneOf(board, event.lane);
    return lane ? withLanes(board, insertedBefore(board.lanes.filter((other) => other !== lane), lane, event.before)) : board;
  },
  LaneRemoved: laneRemoved,
  PoliciesSet: (board, event) => reckoned({ ...board, policies: { ...board.policies, ...event.policies } }, board),
};

function created(board: Board, event: Of<'BoardCreated'>): Board {
  return recounted({
    ...emptyBoard(board.id), name: event.name, trade: event.trade ?? null, lanes: event.lanes, limits: event.limits, policies: { ...DEFAULT_POLICIES, ...event.policies }, nextNumber: event.firstNumber,
    lowered: event.limits.map(() => 0),
  });
}

function insertedBefore(lanes: readonly Lane[], lane: Lane, before: LaneId | null): readonly Lane[] {
  return insertedAt(lanes, lane, lanes.find((other) => other.id === before) ?? null);
}

const withLanes = (board: Board, lanes: readonly Lane[]): Board => reckoned({ ...board, lanes }, board);

function laneRemoved(board: Board, event: Of<'LaneRemoved'>): Board {
  const limits = board.limits
    .filter((limit) => !event.limits.includes(limit.id))
    .map((limit) => limit.scope.lanes?.includes(event.lane)
      ? { ...limit, scope: { ...limit.scope, lanes: limit.scope.lanes.filter((id) => id !== event.lane) } } : limit);
  return reckoned(withLimits({ ...board, lanes: board.lanes.filter((lane) => lane.id !== event.lane) }, limits), board);
}
