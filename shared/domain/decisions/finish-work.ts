import { laneOf, nextStep } from '../board.ts';
import type { Board, Card, Lane } from '../board.ts';
import type { CommandOf, Context } from '../commands.ts';
import { isMember } from '../policy.ts';
import type { Violation } from '../refusals.ts';
import type { Draft } from './draft.ts';
import { hindrance, lastMove, makerInspects, missingChecks, notYours, staleness, standsIn, notThere } from './guards.ts';

/** T-J3, T-O9: never refused by a limit, because the card keeps its place (WIP-1, WIP-2). */
export function finishWork(board: Board, command: CommandOf<'FinishWork'>, context: Context, draft: Draft): readonly Violation[] {
  const card = board.cards.get(command.card);
  if (!card) return [notThere('card', command.card)];
  const lane = card.place && laneOf(board, card.place.lane);
  if (lane?.kind === 'gate' && card.place?.sub === 'doing') return [{ code: 'gate_needs_verdict', card: card.id, lane: lane.id, name: lane.name }];
  const guards = leaving(board, card, command.version, context);
  if (guards.length > 0) return guards;
  draft.event({ type: 'WorkFinished', card: card.id });
  completeAtEnd(board, card, draft);
  return [];
}

/** T-O11, T-J5: the inspector's verdict lets the card through the gate. */
export function passInspection(board: Board, command: CommandOf<'PassInspection'>, context: Context, draft: Draft): readonly Violation[] {
  const card = board.cards.get(command.card);
  if (!card) return [notThere('card', command.card)];
  const guards = atGate(board, card, command.version, context);
  const lane = card.place && laneOf(board, card.place.lane);
  if (lane?.kind === 'gate') guards.push(...makerInspects(board, card, lane, context)); // T-O10: also when somebody else pulled it
  if (guards.length > 0) return guards;
  draft.event({ type: 'InspectionPassed', card: card.id });
  completeAtEnd(board, card, draft);
  return [];
}

/** QC-5. */
const CONCESSION_REASON = 10;

/** Use as is: recorded, by a manager who is not the card's inspector. The checklist may stay open. */
export function grantConcession(board: Board, command: CommandOf<'GrantConcession'>, context: Context, draft: Draft): readonly Violation[] {
  const card = board.cards.get(command.card);
  if (!card) return [notThere('card', command.card)];
  const guards = atGate(board, card, command.version, context).filter(({ code }) => code !== 'checklist_incomplete');
  if (card.assignees.includes(context.actor.id)) guards.push({ code: 'inspector_made_it', card: card.id, person: context.actor.name });
  if (command.reason.trim().length < CONCESSION_REASON) guards.push({ code: 'reason_required', for: 'a concession', atLeast: CONCESSION_REASON });
  if (guards.length > 0) return guards;
  draft.event({ type: 'ConcessionGranted', card: card.id, reason: draft.text(command.reason.trim()) });
  completeAtEnd(board, card, draft);
  return [];
}

function atGate(board: Board, card: Card, version: number | undefined, context: Context): Violation[] {
  const lane = card.place && laneOf(board, card.place.lane);
  return lane?.kind === 'gate' ? leaving(board, card, version, context) : [{ code: 'no_gate', card: card.id }];
}

function leaving(board: Board, card: Card, version: number | undefined, context: Context): Violation[] {
  const stale = staleness(board, card, version, context);
  if (stale.length > 0) return stale;
  const lane: Lane | null | undefined = card.place && laneOf(board, card.place.lane);
  if (!lane || card.place?.sub === 'queue' || lane.kind === 'terminal')
    return [{ code: 'illegal_transition', card: card.id, from: standsIn(board, card), to: 'done', expected: null }];
  if (card.place?.sub === 'done') return [{ code: 'already', what: `${lastMove(board, card, context)?.by ?? lane.name} has finished it` }];
  const mine = isMember(board, lane.id, context.actor) || card.assignees.includes(context.actor.id);
  return [...(mine ? [] : notYours(board, lane, context)), ...hindrance(card, context.at), ...missingChecks(board, card)];
}

/** T-J5, T-O7: past its last step a job is in the kit, and the last job completes it, in the same commit. */
function completeAtEnd(board: Board, card: Card, draft: Draft): void {
  if (card.kind !== 'job' || nextStep(card)) return;
  draft.event({ type: 'JobCompleted', card: card.id, quantity: card.quantity });
  const order = board.cards.get(card.order);
  if (order?.kind === 'order' && order.kitDone + 1 >= order.jobs.length) draft.event({ type: 'OrderKitted', order: order.id });
}
