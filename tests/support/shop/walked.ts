import type { Board } from '../../../shared/board/board.ts';
import type { Card } from '../../../shared/cards/card.ts';
import type { Lane } from '../../../shared/board/lane.ts';
import type { Limit } from '../../../shared/limits/limit.ts';

/** A limit's load counted from the rules of domain.md, section 3, without a line of the code that enforces it. */
export function walked(board: Board, limit: Limit): number {
  let load = 0;
  for (const card of board.cards.values()) if (card.kind === limit.kind && isInside(board, limit, card)) load += weight(board, limit, card);
  return load;
}

const laneOn = (board: Board, id: string | undefined): Lane | undefined => board.lanes.find((lane) => lane.id === id);

const looksAt = (limit: Limit, lane: Lane): boolean =>
  (limit.scope.lanes ?? []).includes(lane.id) || (limit.scope.group !== undefined && lane.group === limit.scope.group && lane.kind !== 'terminal');

export function isInside(board: Board, limit: Limit, card: Card): boolean {
  const { lanes, group, subs, classes, assignee, supplier } = limit.scope;
  const lane = laneOn(board, card.place?.lane);
  if (lanes || group !== undefined) {
    if (!lane || !looksAt(limit, lane)) return false;
  } else if (card.kind === 'job') {
    if (card.state !== 'started') return false; // WIP-11, WIP-12
  } else if (card.startedAt === null || card.finishedAt !== null || (lane?.role === 'ship' && board.policies.orderConwipUntil === 'ready_to_ship')) {
    return false;
  }
  return (
    (!subs || (card.place !== null && subs.includes(card.place.sub))) && (!classes || classes.includes(card.class)) && (!assignee || card.assignees.includes(assignee)) &&
    (!supplier || (card.kind === 'job' && card.supplier === supplier))
  );
}

/** WIP-9: hours still ahead inside the scope, the present step included; a missing estimate weighs nothing. */
function weight(board: Board, limit: Limit, card: Card): number {
  if (limit.unit === 'count') return 1;
  if (limit.unit === 'qty') return card.quantity;
  const isWide = !limit.scope.lanes && limit.scope.group === undefined;
  let hours = 0;
  for (const [index, step] of card.routing.entries()) {
    const lane = laneOn(board, step.lane);
    if (index < card.step || (!isWide && !(lane && looksAt(limit, lane)))) continue;
    const estimate = step.hours ?? lane?.defaultHours ?? null;
    if (estimate === null) return 0;
    hours += estimate;
  }
  return hours;
}
