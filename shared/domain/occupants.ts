import { ENOUGH_HISTORY, hereSince, laneOf, nextStep } from './board.ts';
import type { Board, Card, Lane, Limit, Order, Time } from './board.ts';
import { personId } from './ids.ts';
import type { LaneId } from './ids.ts';
import { admission, cardsIn, laneLimit, lanesInScope, viewOf, weightOf } from './limits.ts';
import type { LimitViolation, Occupant, Way } from './refusals.ts';
import { pulled } from './transitions.ts';

/** How many occupants a refusal names; the rest are counted. */
const NAMED = 8;
/** How far the chain of full lanes is followed. */
const CHAIN = 6;
/** Whether a lane has room for a card, whoever pulls it. */
const NOBODY = { at: 0, actor: personId('') };

/** Who occupies the limit that refused, how long, what hinders the oldest, and what would make room. */
export function describeLimit(board: Board, index: number, card: Card, now: Time): LimitViolation {
  const limit = board.limits[index] as Limit;
  const { oldest, more, lane, room, usually } = crowdOf(board, index, limit);
  return {
    code: 'wip_limit', limit: limit.id, name: limit.name, kind: limit.kind, unit: limit.unit, load: board.loads[index] ?? 0,
    capacity: limit.capacity ?? 0, weight: weightOf(board, limit.id, card), lane,
    occupants: oldest.map((other) => occupantOf(board, limit, other, now)), more, room, usually,
  };
}

/** What is said of a full limit to everybody whom it refuses. */
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
    const inside = cardsIn(board, limit.id).toSorted((a, b) => hereSince(a) - hereSince(b));
    const lanes = lanesInScope(board.lanes, limit.scope);
    const lane = lanes?.size === 1 ? ([...lanes][0] as LaneId) : null;
    crowd = {
      oldest: inside.slice(0, NAMED), more: Math.max(0, inside.length - NAMED), lane, room: waysOut(board, inside),
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
    assignees: card.assignees, blocked: blocker ? blocker.text || blocker.category : null,
    waitsFor: next ? { lane: next.lane, name: laneOf(board, next.lane)?.name ?? next.lane } : null,
    exception: card.exceptions.find((exception) => exception.limit === limit.id)?.kind ?? null,
  };
}

/** The move that would make room; behind a full lane, the move that makes room there, and so on. */
function waysOut(board: Board, inside: readonly Card[]): Way[] {
  const ways: Way[] = [];
  const seen = new Set<LaneId>();
  let waiting = inside;
  while (ways.length < CHAIN) {
    const way = wayOut(board, waiting, seen);
    if (!way) break;
    ways.push(way);
    if (way.do !== 'pull' || !way.full) break;
    seen.add(way.lane);
    if (!way.limit) break;
    waiting = cardsIn(board, way.limit).toSorted((a, b) => hereSince(a) - hereSince(b));
  }
  return ways;
}

function wayOut(board: Board, inside: readonly Card[], seen: ReadonlySet<LaneId>): Way | null {
  const free = inside.filter((card) => card.blockers.length === 0);
  const done = free.filter((card) => isPullable(board, card));
  const pulls = done.map((card) => ({ card, lane: laneOf(board, nextStep(card)?.lane as LaneId) })).filter(({ lane }) => lane !== undefined);
  const refusedBy = ({ card, lane }: { card: Card; lane: Lane | undefined }) => (lane ? admission(board, card, pulled(card, lane, NOBODY)).refused : []);
  const open = pulls.find((pull) => refusedBy(pull).length === 0);
  const target = open ?? pulls[0];
  if (target?.lane) {
    // The limit in the way may be wider than the lane: then that one is named, and its cards are asked next.
    const [inTheWay] = refusedBy(target);
    const limit = inTheWay === undefined ? laneLimit(board, target.lane.id) : viewOf(board, inTheWay);
    if (!open && seen.has(target.lane.id)) return { do: 'ring', card: target.card.id };
    return { do: 'pull', card: target.card.id, lane: target.lane.id, name: target.lane.name, load: limit?.load ?? null, capacity: limit?.capacity ?? null, full: !open, ...(open || !limit ? {} : { limit: limit.limit.id, by: limit.limit.name }) };
  }
  const worked = free.find((card) => card.place?.sub === 'doing');
  if (worked?.place) {
    const lane = laneOf(board, worked.place.lane);
    if (lane) return { do: lane.kind === 'gate' ? 'inspect' : 'finish', card: worked.id, lane: lane.id, name: lane.name };
  }
  const toShip = free.find((card) => card.kind === 'order' && card.phase === 'ready_to_ship');
  if (toShip) return { do: 'ship', card: toShip.id };
  const incomplete = free.find((card): card is Order => card.kind === 'order' && card.phase === 'procurement');
  if (incomplete) return { do: 'complete', card: incomplete.id };
  const blocked = inside.find((card) => card.blockers.length > 0);
  return blocked ? { do: 'unblock', card: blocked.id, why: blocked.blockers[0]?.text || (blocked.blockers[0]?.category ?? '') } : null;
}

/** Could the next lane pull it, as far as the card itself goes (WIP-22, MTO-6)? */
export function isPullable(board: Board, card: Card): boolean {
  if (!card.place || !nextStep(card)) return false;
  if (card.place.sub === 'done') return true;
  if (card.place.sub !== 'queue') return false;
  if (card.kind === 'order' && card.step < 0) return card.phase === 'kitted';
  return laneOf(board, card.place.lane)?.role !== 'ship';
}

/** Median dwell of the lane's last cards, shared among the places that may free first; ms. */
function usualWait(board: Board, lane: LaneId, occupants: number): number | null {
  const dwells = board.dwells[lane] ?? [];
  if (dwells.length < ENOUGH_HISTORY || occupants === 0) return null;
  const median = dwells.toSorted((a, b) => a - b)[Math.floor(dwells.length / 2)] as number;
  return Math.round(median / (occupants + 1));
}
