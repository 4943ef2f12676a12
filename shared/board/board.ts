import { placeKey } from './lane.ts';
import type { PlaceKey, Sub, Lane, LaneRole } from './lane.ts';
import type { LastMoves } from './last-moves.ts';
import { DEFAULT_POLICIES } from './policies.ts';
import type { Policies } from './policies.ts';
import { nextStep } from '../cards/card-common.ts';
import type { Card, Standing } from '../cards/card.ts';
import type { Time } from '../kernel/time.ts';
import type { BoardId, CardId, LaneId } from '../kernel/ids.ts';
import { Table } from '../kernel/table.ts';
import type { Limit } from '../limits/limit.ts';
import type { Order } from '../orders/order.ts';

export interface Board {
  readonly id: BoardId;
  readonly name: string;
  /** The template it was made from: what “Start from” of an order offers. null: none. */
  readonly trade: string | null;
  /** Sequence number and time of the last commit folded; 0 before the first. */
  readonly seq: number;
  readonly at: Time;
  readonly lanes: readonly Lane[];
  readonly limits: readonly Limit[];
  /** Load of each limit, parallel to `limits`, in the limit's unit. */
  readonly loads: readonly number[];
  /** WIP-19, parallel to `limits`: how much of the load above capacity stands because of a lowered limit. */
  readonly lowered: readonly number[];
  readonly policies: Policies;
  readonly cards: Table<Card>;
  /** Cards of each place from top to bottom. */
  readonly places: Readonly<Record<PlaceKey, readonly CardId[]>>;
  /** Cards waiting for a full lane, first in line first. */
  readonly queues: Readonly<Record<LaneId, readonly CardId[]>>;
  readonly nextNumber: number;
  readonly lastMoves: LastMoves;
  /** Per lane the last dwell times (ms) of cards that left it, newest last, at most 60. */
  readonly dwells: Readonly<Record<LaneId, readonly number[]>>;
}

export function emptyBoard(id: BoardId): Board {
  return {
    id, name: '', trade: null, seq: 0, at: 0, lanes: [], limits: [], loads: [], lowered: [], policies: DEFAULT_POLICIES,
    cards: Table.empty<Card>(), places: {}, queues: {}, nextNumber: 1001, lastMoves: {}, dwells: {},
  };
}

const laneMaps = new WeakMap<readonly Lane[], ReadonlyMap<LaneId, Lane>>();

export function laneOf(board: Board, id: LaneId): Lane | undefined {
  let map = laneMaps.get(board.lanes);
  if (!map) {
    map = new Map(board.lanes.map((lane) => [lane.id, lane]));
    laneMaps.set(board.lanes, map);
  }
  return map.get(id);
}

export const laneWithRole = (board: Board, role: LaneRole): Lane | undefined =>
  board.lanes.find((lane) => lane.role === role);

export function orderOf(board: Board, card: Card): Order | undefined;
export function orderOf(board: Board, card: Standing): Extract<Standing, { kind: 'order' }> | undefined;
export function orderOf(board: Board, card: Standing): Extract<Standing, { kind: 'order' }> | undefined {
  if (card.kind === 'order') return card;
  const order = board.cards.get(card.order);
  return order?.kind === 'order' ? order : undefined;
}

export const hasOpenOrders = (board: Board): boolean => [...board.cards.values()].some((card) => card.kind === 'order' && card.finishedAt === null);

export const cardsAt = (board: Board, lane: LaneId, sub: Sub): readonly CardId[] =>
  board.places[placeKey(lane, sub)] ?? [];

/** Past system commitment and not yet out: what CONWIP counts (WIP-11, WIP-12). */
export function isCommitted(board: Board, card: Standing): boolean {
  if (card.kind === 'job') return card.state === 'started';
  switch (card.phase) {
    case 'procurement': case 'kitted': case 'assembly': case 'qc': return true;
    case 'ready_to_ship':
      return board.policies.orderConwipUntil === 'shipped';
    default: return false;
  }
}

/** A job is due with its order. */
export const dueAt = (board: Board, card: Standing): Time | null => orderOf(board, card)?.due ?? null;

/** The one age of a card: since when it stands where it is, its lane or its kit. Working, finishing and waiting there do not start it anew. */
export const hereSince = (card: Standing): Time => (card.place ? card.laneAt : (card.finishedAt ?? card.laneAt));

/** So many cards must have left a lane before its usual times are told, or coloured by (M-2). */
export const ENOUGH_HISTORY = 10;

/** Passed all it has to pass: in the lane it is shipped from, or done at its last stage on a board that has none. */
export function isReadyToShip(board: Board, order: Order): boolean {
  if (order.phase === 'ready_to_ship') return true;
  return !laneWithRole(board, 'ship') && (order.phase === 'assembly' || order.phase === 'qc') && order.place?.sub === 'done' && !nextStep(order);
}

/** Could the next lane pull it, as far as the card itself goes (WIP-22, MTO-6)? */
export function isPullable(board: Board, card: Standing): boolean {
  if (!card.place || !nextStep(card)) return false;
  if (card.place.sub === 'done') return true;
  if (card.place.sub !== 'queue') return false;
  if (card.kind === 'order' && card.step < 0) return card.phase === 'kitted';
  return laneOf(board, card.place.lane)?.role !== 'ship';
}
