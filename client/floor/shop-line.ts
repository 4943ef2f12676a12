import { cardsAt } from '../../shared/board/board.ts';
import { isBlocked } from '../../shared/cards/card-common.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { LaneId } from '../../shared/kernel/ids.ts';
import { limitsView } from '../../shared/limits/admission.ts';
import type { LimitView } from '../../shared/limits/admission.ts';
import { startOfDay } from '../words/day-words.ts';
import { isAtRisk } from './filter.ts';
import type { LaneModel } from './lane-model.ts';
import { sameJson } from '../../shared/kernel/same-json.ts';

export interface ShopLine {
  readonly orders: LimitView | null;
  readonly jobs: LimitView | null;
  readonly blocked: number;
  /** ms since the oldest open blocker. */
  readonly oldestBlock: number | null;
  readonly atRisk: number;
  readonly slots: readonly { readonly lane: LaneId; readonly name: string }[];
  readonly shippedToday: number;
}

const isWide = ({ limit }: LimitView): boolean =>
  !limit.scope.lanes && limit.scope.group === undefined && !limit.scope.subs && !limit.scope.classes && !limit.scope.assignee && !limit.scope.supplier;

/** The state of the shop in one line (look: idea 7). */
export function shopLine(board: Board, lanes: readonly LaneModel[], now: number, zone?: string): ShopLine {
  const wide = limitsView(board).filter(isWide);
  const blocked = lanes.flatMap((lane) => lane.blocked);
  const oldest = Math.min(...blocked.flatMap((card) => card.blockers.map((blocker) => blocker.at)));
  const onFloor = lanes.filter((model) => model.lane.kind !== 'terminal' && model.lane.role !== 'enquiry' && model.lane.holds === 'order');
  const orders = onFloor.flatMap((model) => cardsOf(model));
  const shipped = board.lanes.find((lane) => lane.role === 'shipped');
  const today = startOfDay(now, zone);
  return {
    orders: wide.find(({ limit }) => limit.kind === 'order') ?? null,
    jobs: wide.find(({ limit }) => limit.kind === 'job') ?? null,
    blocked: blocked.filter(isBlocked).length,
    oldestBlock: blocked.length > 0 ? Math.max(0, now - oldest) : null,
    atRisk: orders.filter((order) => isAtRisk(board, order, now)).length,
    slots: lanes.filter((model) => model.slot?.may).map((model) => ({ lane: model.lane.id, name: model.lane.name })),
    shippedToday: shipped ? cardsAt(board, shipped.id, 'done').filter((id) => (board.cards.get(id)?.finishedAt ?? 0) >= today).length : 0,
  };
}

/** Most moves change nothing of it: then it is the line of before, or at least its slots are. */
export function keptLine(before: ShopLine | null, after: ShopLine): ShopLine {
  if (!before || !sameJson(before.slots, after.slots)) return after;
  const line = { ...after, slots: before.slots };
  return sameJson(before, line) ? before : line;
}


export function cardsOf(model: LaneModel): Card[] {
  const cards: Card[] = [];
  for (const { rows } of model.columns) for (const row of rows) if (row.kind === 'card') cards.push(row.card);
  return cards;
}

/** A group's own limit among all, for its heading. */
export const groupLimit = (board: Board, limits: readonly LimitView[], group: string): LimitView | null => {
  const lanes = new Set(board.lanes.filter((lane) => lane.group === group).map((lane) => lane.id));
  return limits.find(({ limit }) => {
    if (limit.scope.subs || limit.scope.classes || limit.scope.assignee || limit.scope.supplier) return false;
    if (limit.scope.group === group && !limit.scope.lanes) return true;
    return !limit.scope.group && (limit.scope.lanes?.length ?? 0) > 1 && limit.scope.lanes?.every((lane) => lanes.has(lane)) === true;
  }) ?? null;
};
