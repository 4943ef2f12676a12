import { authorisedAt, bufferLeft } from '../board/buffer.ts';
import { cardsAt, isPullable, laneOf, laneWithRole, orderOf } from '../board/board.ts';
import { entrySub } from '../board/lane.ts';
import { nextStep } from './card-common.ts';
import type { Board } from '../board/board.ts';
import type { Card } from './card.ts';
import type { Lane, Sub } from '../board/lane.ts';
import type { Time } from '../kernel/time.ts';
import type { Context } from '../people/directory.ts';
import { SCHEDULE } from '../kernel/actor.ts';
import type { CardId, LaneId } from '../kernel/ids.ts';
import { admission, cardsIn, hasRoom, lanesInScope } from '../limits/admission.ts';
import { roomFor } from '../limits/occupants.ts';
import type { LimitRoom } from '../refusals.ts';
import { pulled, released } from './transitions.ts';
import type { Visit } from './visit.ts';

export interface Proposal {
  readonly card: CardId;
  readonly because: 'rework' | 'expedite' | 'buffer' | 'authorised' | 'kit' | 'first';
  /** Buffer: fraction left; authorised: when; kit: parts still missing; else when it became ready. */
  readonly detail: number | null;
  /** It waits first in this lane's queue. */
  readonly called: boolean;
}

/** A card that stands ready for a lane, and what decides about its turn. */
export interface Rank {
  readonly card: Card;
  readonly rework: boolean;
  readonly expedite: boolean;
  readonly buffer: number;
  readonly authorised: number;
  readonly missing: number;
  readonly since: Time;
}

/** Cards whose next step is `lane` and that stand ready for it, in the order of WIP-23. */
export function pullable(board: Board, lane: LaneId, now: Time): CardId[] {
  return ranking(board, lane, now).map(({ card }) => card.id);
}

/** Its next step leads there, or it would not be asked about. */
const nextVisitIn = (card: Card, lane: Lane): Visit => ({ step: card.step + 1, lane });

/** Advice to the puller: the first card in the order that the limits admit, and why it is first. */
export function nextToPull(board: Board, lane: LaneId, context: Pick<Context, 'at' | 'actor'>): Proposal | null {
  const to = laneOf(board, lane);
  return to && hasRoom(board, to) ? firstAdmitted(board, to, ranking(board, lane, context.at), context) : null;
}

/** The first of those who stand ready that the limits let in. */
export function firstAdmitted(board: Board, to: Lane, ranks: readonly Rank[], context: Pick<Context, 'at' | 'actor'>): Proposal | null {
  if (!hasRoom(board, to)) return null;
  const by = { at: context.at, actor: context.actor.id };
  const first = ranks.findIndex(({ card }) => {
    const after = card.kind === 'order' && to.role === 'kit' ? released(card, to.id, by) : pulled(card, nextVisitIn(card, to), by);
    const { refused, unestimated } = admission(board, card, after);
    return refused.length === 0 && unestimated.length === 0;
  });
  const rank = ranks[first];
  if (!rank) return null;
  return { card: rank.card.id, ...reason(rank, ranks[first + 1]), called: board.queues[to.id]?.[0] === rank.card.id };
}

/**
 * What keeps everybody out of a lane that has room itself: the limit that refuses the first who stands ready; with
 * nobody ready, the full one that would refuse whoever came. null: its own limit says it, or it is open.
 */
export function closedBy(board: Board, to: Lane, ranks: readonly Rank[], context: Pick<Context, 'at' | 'actor'>): LimitRoom | null {
  if (!hasRoom(board, to)) return null;
  const by = { at: context.at, actor: context.actor.id };
  for (const { card } of ranks) {
    const after = card.kind === 'order' && to.role === 'kit' ? released(card, to.id, by) : pulled(card, nextVisitIn(card, to), by);
    const [index] = admission(board, card, after).refused;
    if (index !== undefined) return roomFor(board, index, card, after);
  }
  if (ranks.length > 0) return null;
  const index = fullAround(board, to);
  return index === null ? null : roomFor(board, index, null, null);
}

/** A full limit over this lane and others, which counts every card; not where one of its own cards comes here next. */
function fullAround(board: Board, to: Lane): number | null {
  const index = board.limits.findIndex(({ id, kind, unit, capacity, scope }, at) =>
    kind === to.holds && unit === 'count' && capacity !== null && (board.loads[at] ?? 0) >= capacity &&
    !scope.classes && !scope.assignee && !scope.supplier && (!scope.subs || scope.subs.includes(entrySub(to))) &&
    lanesInScope(board.lanes, scope)?.has(to.id) === true && !cardsIn(board, id).some((card) => nextStep(card)?.lane === to.id));
  return index < 0 ? null : index;
}

/** Who stands ready for a lane, in the order of WIP-23. */
export function ranking(board: Board, lane: LaneId, now: Time): readonly Rank[] {
  const to = laneOf(board, lane);
  if (!to) return [];
  return candidates(board, to, now).map((card) => rankOf(board, card, now)).toSorted(compare);
}

/** The ranking of an earlier board made into that of `board`: only the cards that changed since, or whose order did, are ranked again. */
export function rankingAfter(ranks: readonly Rank[], board: Board, lane: LaneId, now: Time, changed: ReadonlySet<string>): readonly Rank[] {
  const to = laneOf(board, lane);
  if (!to || to.role === 'kit') return ranking(board, lane, now);
  const entered = [...changed].flatMap((id) => {
    const card = board.cards.get(id);
    return card && isCandidate(board, to, card) ? [rankOf(board, card, now)] : [];
  });
  const stay = ranks.filter(({ card }) => !changed.has(card.id));
  if (entered.length === 0) return stay.length === ranks.length ? ranks : stay;
  for (const rank of entered) {
    let [low, high] = [0, stay.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(stay[middle] as Rank, rank) < 0) low = middle + 1;
      else high = middle;
    }
    stay.splice(low, 0, rank);
  }
  return stay;
}

function candidates(board: Board, to: Lane, now: Time): Card[] {
  if (to.role === 'kit') return releasable(board, now);
  const found: Card[] = [];
  for (const from of board.lanes) {
    if (!leadsTo(from, to)) continue;
    for (const id of cardsAt(board, from.id, readySub(from))) {
      const card = board.cards.get(id);
      if (card && isNext(board, to, card)) found.push(card);
    }
  }
  return found;
}

const leadsTo = (from: Lane, to: Lane): boolean => from.holds === to.holds && from.kind !== 'terminal';
/** Where a card of this lane waits to be pulled on. */
const readySub = (from: Lane): Sub => (from.kind === 'queue' ? 'queue' : 'done');

const isNext = (board: Board, to: Lane, card: Card): boolean =>
  card.routing[card.step + 1]?.lane === to.id && card.blockers.length === 0 && isPullable(board, card);

/** What `candidates` finds, asked of one card. */
function isCandidate(board: Board, to: Lane, card: Card): boolean {
  const from = card.place && laneOf(board, card.place.lane);
  return !!from && leadsTo(from, to) && card.place?.sub === readySub(from) && isNext(board, to, card);
}

/** The pool in the order it may be released: authorised orders first (section 3.7). */
function releasable(board: Board, now: Time): Card[] {
  const pool = laneWithRole(board, 'pool');
  if (!pool) return [];
  return cardsAt(board, pool.id, entrySub(pool)).flatMap((id) => {
    const order = board.cards.get(id);
    if (order?.kind !== 'order' || order.phase !== 'confirmed' || order.blockers.length > 0) return [];
    return (authorisedAt(board, order) ?? 0) <= now ? [order] : [];
  });
}

function rankOf(board: Board, card: Card, now: Time): Rank {
  const order = orderOf(board, card);
  return {
    card, rework: card.rework !== null, expedite: card.class === 'expedite', buffer: bufferLeft(board, card, now) ?? Infinity,
    authorised: (order && authorisedAt(board, order)) ?? Infinity, missing: order ? order.jobs.length - order.kitDone : 0, since: card.subAt,
  };
}

/** WIP-23: returned rework, expedite, least buffer left, earliest authorised, fewest missing, first come. */
function compare(a: Rank, b: Rank): number {
  return (
    Number(b.rework) - Number(a.rework) || Number(b.expedite) - Number(a.expedite) || order(a.buffer, b.buffer) ||
    order(a.authorised, b.authorised) || a.missing - b.missing || a.since - b.since || (a.card.id < b.card.id ? -1 : 1)
  );
}

const order = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** The first rule that set it before the next in line. */
function reason(rank: Rank, next: Rank | undefined): Pick<Proposal, 'because' | 'detail'> {
  if (rank.rework) return { because: 'rework', detail: rank.card.rework?.at ?? null };
  if (rank.expedite) return { because: 'expedite', detail: null };
  if (rank.buffer < (next?.buffer ?? Infinity)) return { because: 'buffer', detail: rank.buffer };
  if (rank.authorised < (next?.authorised ?? Infinity)) return { because: 'authorised', detail: rank.authorised };
  if (next && rank.missing < next.missing) return { because: 'kit', detail: rank.missing };
  return { because: 'first', detail: rank.since };
}

/** First in line, and its place is free (promise 4). */
export function isCalled(board: Board, card: Card): boolean {
  const to = card.queued && laneOf(board, card.queued.lane);
  if (!to || board.queues[to.id]?.[0] !== card.id || !hasRoom(board, to) || card.blockers.length > 0) return false;
  const { refused, unestimated } = admission(board, card, pulled(card, nextVisitIn(card, to), { at: board.at, actor: SCHEDULE }));
  return refused.length === 0 && unestimated.length === 0;
}

/** Who waits for a full lane, first in line first. */
export const queueFor = (board: Board, lane: LaneId): readonly CardId[] => board.queues[lane] ?? [];
