import { laneOf } from '../board/board.ts';
import type { Board } from '../board/board.ts';
import type { Lane } from '../board/lane.ts';
import { nextStep } from '../cards/card-common.ts';
import type { Card } from '../cards/card.ts';
import { assignedTo, hindrance, missingChecks, lastMove, notYours, staleness, standsIn } from '../cards/guards.ts';
import type { Context } from '../people/directory.ts';
import { isMember } from '../people/membership.ts';
import type { Violation } from '../refusals.ts';
import type { Draft } from '../verb.ts';

export function atGate(board: Board, card: Card, version: number | undefined, context: Context): Violation[] {
  const lane = card.place && laneOf(board, card.place.lane);
  return lane?.kind === 'gate' ? leaving(board, card, version, context) : [{ code: 'no_gate', card: card.id }];
}

export function leaving(board: Board, card: Card, version: number | undefined, context: Context): Violation[] {
  const stale = staleness(board, card, version, context);
  if (stale.length > 0) return stale;
  const lane: Lane | null | undefined = card.place && laneOf(board, card.place.lane);
  if (!lane || card.place?.sub === 'queue' || lane.kind === 'terminal')
    return [{ code: 'illegal_transition', card: card.id, from: standsIn(board, card), to: { is: 'done' }, expected: null }];
  if (card.place?.sub === 'done') return [{ code: 'already', what: { is: 'finished_by', card: card.id, by: lastMove(board, card, context)?.by ?? null, lane: lane.name } }];
  const mine = isMember(board, lane.id, context.actor) || assignedTo(card, context.actor) !== null;
  return [...(mine ? [] : notYours(board, lane, context)), ...hindrance(card, context.at), ...missingChecks(board, card)];
}

/** T-J5, T-O7: past its last step a job is in the kit, and the last job completes it, in the same commit. */
export function completeAtEnd(board: Board, card: Card, draft: Draft): void {
  if (card.kind !== 'job' || nextStep(card)) return;
  draft.event({ type: 'JobCompleted', card: card.id, order: card.order, quantity: card.quantity });
  const order = board.cards.get(card.order);
  if (order?.kind === 'order' && order.kitDone + 1 >= order.jobs.length) draft.event({ type: 'OrderKitted', order: order.id });
}
