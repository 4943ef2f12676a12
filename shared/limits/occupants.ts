import { ENOUGH_HISTORY, hereSince, laneOf } from '../board/board.ts';
import { nextStep } from '../cards/card-common.ts';
import type { Board } from '../board/board.ts';
import type { Card } from '../cards/card.ts';
import type { Limit } from './limit.ts';
import type { Time } from '../kernel/time.ts';
import type { LaneId } from '../kernel/ids.ts';
import { cardsIn, lanesInScope, missingRoom, weightOf } from './admission.ts';
import type { LimitRoom, LimitViolation, Occupant } from '../refusals.ts';
import { oldestFirst, waysOut } from './room.ts';

/** How many occupants a refusal names; the rest are counted. */
const NAMED = 8;

/** Who occupies the limit that refused, how long, what hinders the oldest, and what would make room. */
export function describeLimit(board: Board, index: number, before: Card | null, after: Card, now: Time): LimitViolation {
  const limit = board.limits[index] as Limit;
  const { oldest, more, lane, usually } = crowdOf(board, index, limit);
  const room = roomFor(board, index, before, after);
  return {
    code: 'wip_limit', limit: limit.id, ...room, lane,
    occupants: oldest.map((other) => occupantOf(board, limit, other, now)), more, usually: usuallyIn(usually, room),
  };
}

/** A limit's numbers, what has to leave it and the way to that, for one card; `after` null: for whichever comes next. */
export function roomFor(board: Board, index: number, before: Card | null, after: Card | null): LimitRoom {
  const limit = board.limits[index] as Limit;
  const load = board.loads[index] ?? 0;
  const capacity = limit.capacity ?? 0;
  return {
    name: limit.name, kind: limit.kind, unit: limit.unit, load, capacity,
    weight: after ? weightOf(board, limit.id, after) : 1,
    needs: after ? missingRoom(board, index, before, after) : capacity > 0 ? Math.max(0, load + 1 - capacity) : null,
    room: crowdOf(board, index, limit).room,
  };
}

/** Of so many departures at the usual pace; of hours and pieces only where one departure is enough. */
function usuallyIn(one: number | null, { needs, unit, room }: LimitRoom): number | null {
  if (one === null || needs === null) return null;
  if (unit === 'count') return one * Math.max(1, needs);
  return needs <= (room[0]?.frees ?? 0) ? one : null;
}

/** What is said of a full limit to everybody whom it refuses; `usually` of one departure. */
interface Crowd extends Pick<LimitViolation, 'more' | 'lane' | 'room' | 'usually'> {
  readonly oldest: readonly Card[];
}

/** By the limit's index. A storm of pulls meets the same board: hundreds of occupants are gone through for the first of them. */
const crowds = new WeakMap<Board, Map<number, Crowd>>();

function crowdOf(board: Board, index: number, limit: Limit): Crowd {
  let known = crowds.get(board);
  if (!known) crowds.set(board, (known = new Map()));
  let crowd = known.get(index);
  if (!crowd) {
    const inside = oldestFirst(cardsIn(board, limit.id));
    const lanes = lanesInScope(board.lanes, limit.scope);
    const lane = lanes?.size === 1 ? ([...lanes][0] as LaneId) : null;
    crowd = {
      oldest: inside.slice(0, NAMED), more: Math.max(0, inside.length - NAMED), lane, room: waysOut(board, index, inside),
      usually: lane ? usualWait(board, lane, inside.length) : null,
    };
    known.set(index, crowd);
  }
  return crowd;
}

function occupantOf(board: Board, limit: Limit, card: Card, now: Time): Occupant {
  const next = card.place?.sub === 'done' ? nextStep(card) : undefined;
  const blocker = card.blockers[0];
  return {
    card: card.id, title: card.title, lane: card.place?.lane ?? null, sub: card.place?.sub ?? null, age: Math.max(0, now - hereSince(card)),
    assignees: card.assignees, blocked: blocker ? { category: blocker.category, text: blocker.text } : null,
    waitsFor: next ? { lane: next.lane, name: laneOf(board, next.lane)?.name ?? next.lane } : null,
    exception: card.exceptions.find((exception) => exception.limit === limit.id)?.kind ?? null,
  };
}

/** Median dwell of the lane's last cards, shared among the places that may free first; ms. */
function usualWait(board: Board, lane: LaneId, occupants: number): number | null {
  const dwells = board.dwells[lane] ?? [];
  if (dwells.length < ENOUGH_HISTORY || occupants === 0) return null;
  const median = dwells.toSorted((a, b) => a - b)[Math.floor(dwells.length / 2)] as number;
  return Math.round(median / (occupants + 1));
}
