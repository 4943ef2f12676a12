import { hereSince, isPullable, isReadyToShip, laneOf } from '../board/board.ts';
import { nextStep } from '../cards/card-common.ts';
import type { Board } from '../board/board.ts';
import type { Card } from '../cards/card.ts';
import type { Lane } from '../board/lane.ts';
import type { Limit } from './limit.ts';
import type { Order } from '../orders/order.ts';
import { SCHEDULE } from '../kernel/actor.ts';
import type { LaneId } from '../kernel/ids.ts';
import { admission, cardsIn, freedBy, heldBy, laneLimit, missingRoom, viewOf } from './admission.ts';
import type { Obstacle, Way } from '../refusals.ts';
import { completed, finished, pulled, shipped } from '../cards/transitions.ts';
import { nextVisit } from '../cards/visit.ts';

/** How far the chain of full lanes is followed. */
const CHAIN = 6;
/** Of so many cards, oldest first, the one is looked for that is nearest to leaving a wide limit. */
const LOOKED_AT = 64;
/** Whether a lane has room for a card, whoever pulls it. */
export const NOBODY = { at: 0, actor: SCHEDULE };

export const oldestFirst = (cards: readonly Card[]): Card[] => cards.toSorted((a, b) => hereSince(a) - hereSince(b));

interface Found {
  readonly way: Way;
  /** The limit that keeps it from happening: its cards are asked next. */
  readonly behind: number | null;
}

/** The move that would make room in a limit; behind a full lane, the move that makes room there, and so on. */
export function waysOut(board: Board, index: number, inside: readonly Card[]): Way[] {
  const ways: Way[] = [];
  const seen = new Set<LaneId>();
  let [limit, waiting] = [index, inside];
  while (ways.length < CHAIN) {
    const found = wayOut(board, limit, waiting, seen);
    if (!found) break;
    ways.push(found.way);
    if (found.behind === null) break;
    if ('lane' in found.way) seen.add(found.way.lane);
    limit = found.behind;
    waiting = oldestFirst(cardsIn(board, (board.limits[limit] as Limit).id));
  }
  return ways;
}

interface Pull {
  readonly card: Card;
  readonly lane: Lane;
  readonly after: Card;
}

/** Only what takes something off the limit's load makes room: a card that moves on inside a group does not. */
function wayOut(board: Board, index: number, inside: readonly Card[], seen: ReadonlySet<LaneId>): Found | null {
  const free = inside.filter((card) => card.blockers.length === 0);
  const frees = (card: Card, after: Card): boolean => freedBy(board, index, card, after) > 0;
  const pulls = free.flatMap((card) => pullOf(board, card) ?? []);
  const leaving = pulls.filter(({ card, after }) => frees(card, after));
  const open = leaving.find((pull) => isAdmitted(board, pull));
  if (open) return pulling(board, index, open, seen);
  const toShip = free.find((card) => card.kind === 'order' && isReadyToShip(board, card) && frees(card, shipped(card, card.place?.lane as LaneId, NOBODY)));
  if (toShip) return plain({ do: 'ship', card: toShip.id, frees: heldBy(board, index, toShip) });
  if (leaving[0]) return pulling(board, index, leaving[0], seen);
  const worked = free.filter((card) => card.place?.sub === 'doing');
  const ending = worked.find((card) => frees(card, ended(card)));
  if (ending) return working(board, index, ending, 'ends');
  const next = nearest(board, index, [...pulls.map(({ card }) => card), ...worked].slice(0, LOOKED_AT));
  const pull = pulls.find(({ card }) => card === next?.card);
  if (pull) return pulling(board, index, pull, seen);
  if (next) return working(board, index, next.card, next.pulls > 1 ? 'stays' : 'leaves');
  const incomplete = free.find((card): card is Order => card.kind === 'order' && card.phase === 'procurement');
  if (incomplete) return plain({ do: 'complete', card: incomplete.id, frees: heldBy(board, index, incomplete) });
  const blocked = inside.find((card) => card.blockers.length > 0);
  return blocked ? plain({ do: 'unblock', card: blocked.id, frees: heldBy(board, index, blocked), why: obstacleOf(blocked) }) : null;
}

function obstacleOf({ blockers: [oldest] }: Card): Obstacle {
  return { category: oldest?.category ?? 'other', text: oldest?.text ?? '' };
}

const plain = (way: Way): Found => ({ way, behind: null });

function pullOf(board: Board, card: Card): Pull | null {
  const to = isPullable(board, card) ? nextVisit(board, card) : null;
  return to ? { card, lane: to.lane, after: pulled(card, to, NOBODY) } : null;
}

function isAdmitted(board: Board, { card, after }: Pull): boolean {
  const { refused, unestimated } = admission(board, card, after);
  return refused.length === 0 && unestimated.length === 0;
}

function pulling(board: Board, index: number, { card, lane, after }: Pull, seen: ReadonlySet<LaneId>): Found {
  const [inTheWay] = admission(board, card, after).refused;
  const freed = freedBy(board, index, card, after);
  const frees = freed > 0 ? freed : heldBy(board, index, card);
  if (inTheWay !== undefined && seen.has(lane.id)) return plain({ do: 'ring', card: card.id, frees });
  // The limit in the way may be wider than the lane: then that one is named, and its cards are asked next.
  const limit = inTheWay === undefined ? laneLimit(board, lane.id) : viewOf(board, inTheWay);
  const within = freed > 0 ? {} : { within: (board.limits[index] as Limit).name };
  const way = { do: 'pull', card: card.id, lane: lane.id, name: lane.name, frees, load: limit?.load ?? null, capacity: limit?.capacity ?? null, ...within } as const;
  if (inTheWay === undefined || !limit) return plain({ ...way, full: false });
  const needs = missingRoom(board, inTheWay, card, after);
  return { way: { ...way, full: true, limit: limit.limit.id, by: limit.limit.name, unit: limit.limit.unit, needs }, behind: needs === null ? null : inTheWay };
}

/** `ends`: finishing it makes room; `leaves`: it has to be pulled on, too; `stays`: it has still to pass other lanes of the limit. */
function working(board: Board, index: number, card: Card, then: 'ends' | 'leaves' | 'stays'): Found | null {
  const lane = card.place && laneOf(board, card.place.lane);
  if (!lane) return null;
  const within = then === 'stays' ? { within: (board.limits[index] as Limit).name } : {};
  return plain({ do: lane.kind === 'gate' ? 'inspect' : 'finish', card: card.id, lane: lane.id, name: lane.name, frees: heldBy(board, index, card), ends: then === 'ends', ...within });
}

/** After its work: a part without a next step lies in its kit. */
const ended = (card: Card): Card => (card.kind === 'job' && !nextStep(card) ? completed(card, card.quantity, NOBODY) : finished(card, NOBODY));

/** The card with the fewest lanes still to pass before the limit has room. */
function nearest(board: Board, index: number, cards: readonly Card[]): { readonly card: Card; readonly pulls: number } | null {
  let best: { readonly card: Card; readonly pulls: number } | null = null;
  for (const card of cards) {
    const pulls = pullsAhead(board, index, card);
    if (!best || pulls < best.pulls) best = { card, pulls };
  }
  return best;
}

function pullsAhead(board: Board, index: number, card: Card): number {
  let now = card;
  for (let pulls = 1; ; pulls += 1) {
    const to = nextVisit(board, now);
    if (!to) return pulls;
    now = pulled(now, to, NOBODY);
    if (freedBy(board, index, card, now) > 0) return pulls;
  }
}
