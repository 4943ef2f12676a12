import { authorisedAt } from './board/buffer.ts';
import { isPullable, isReadyToShip, laneOf, laneWithRole } from './board/board.ts';
import { nextStep } from './cards/card-common.ts';
import type { Board } from './board/board.ts';
import type { Card } from './cards/card.ts';
import { comesAgain, visitsBehind } from './cards/visit.ts';
import type { Lane, Sub } from './board/lane.ts';
import type { Command } from './verbs.ts';
import type { Context } from './people/directory.ts';
import { decide } from './floor.ts';
import type { CardId, LaneId } from './kernel/ids.ts';
import { isConfirmed, isReleased } from './orders/order.ts';
import type { Refusal } from './refusals.ts';

/** What a move still has to ask a person before it is a command. */
export type Need = 'promise' | 'early' | 'shipment' | 'return';

/** What a drop, a menu entry or a key means: a command, or a command that lacks what a form asks. */
export type Meaning =
  | { readonly does: 'command'; readonly command: Command }
  | { readonly does: 'ask'; readonly need: Need; readonly card: CardId; readonly lane: LaneId | null; /** Of a return: which visit of the lane. */ readonly step?: number; readonly before: CardId | null }
  | { readonly does: 'nothing' };

export type MoveName = 'release' | 'confirm' | 'pull' | 'finish' | 'pass' | 'return' | 'ship' | 'queue' | 'leave_queue' | 'undo';

export interface Move {
  readonly verb: MoveName;
  /** The lane it concerns: `Pull into …`. */
  readonly lane: Lane | null;
  /** Of a return to a lane that it came through more than once: the step of its routing. */
  readonly step: number | null;
  readonly meaning: Meaning;
  /** null: it would be accepted (or asks first). */
  readonly refusal: Refusal | null;
}

/** Stands in a trial for what a form will ask; it is kept nowhere. */
export const FORM = '(asked in the form)';

const command = (of: Command): Meaning => ({ does: 'command', command: of });

/** What dropping a card on a place means. The board decides whether it is allowed. */
export function dropMeaning(board: Board, card: Card, to: LaneId, sub: Sub, before: CardId | null, now: number): Meaning {
  const lane = laneOf(board, to);
  if (!lane) return { does: 'nothing' };
  const here = card.place && laneOf(board, card.place.lane);
  if (here?.id === lane.id) return withinLane(card, lane, sub, before);
  const { version } = card;
  if (lane.role === 'pool' && card.kind === 'order' && !isConfirmed(card)) return { does: 'ask', need: 'promise', card: card.id, lane: lane.id, before };
  if (lane.role === 'kit' && card.kind === 'order' && !isReleased(card)) {
    const early = isConfirmed(card) && (authorisedAt(board, card) ?? now) > now;
    return early ? { does: 'ask', need: 'early', card: card.id, lane: lane.id, before } : command({ type: 'ReleaseOrder', order: card.id, before, version });
  }
  if (lane.role === 'shipped' && card.kind === 'order' && isReadyToShip(board, card)) return { does: 'ask', need: 'shipment', card: card.id, lane: lane.id, before };
  const behind = visitsBehind(board, card).find((visit) => visit.lane.id === lane.id);
  // Behind it and next: what is done goes on; what is still in work can only be sent back.
  const goesOn = nextStep(card)?.lane === lane.id && card.place?.sub !== 'doing';
  if (behind && !goesOn) return { does: 'ask', need: 'return', card: card.id, lane: lane.id, step: behind.step, before };
  return command({ type: 'PullCard', card: card.id, lane: lane.id, before, version });
}

function withinLane(card: Card, lane: Lane, sub: Sub, before: CardId | null): Meaning {
  if (card.place?.sub === sub) return before === card.id ? { does: 'nothing' } : command({ type: 'ReorderCard', card: card.id, before });
  if (card.place?.sub === 'doing' && sub === 'done')
    return command(lane.kind === 'gate' ? { type: 'PassInspection', card: card.id, version: card.version } : { type: 'FinishWork', card: card.id, version: card.version });
  return command({ type: 'UndoMove', card: card.id });
}

/** Every move a card's menu offers, in the order of its life, each with what stands against it now. */
export function movesOf(board: Board, card: Card, context: Context): Move[] {
  const moves: Move[] = [];
  const add = (verb: Move['verb'], lane: Lane | null | undefined, meaning: Meaning, step: number | null = null): void => {
    moves.push({ verb, lane: lane ?? null, step, meaning, refusal: refusalOf(board, meaning, context) });
  };
  const here = card.place && laneOf(board, card.place.lane);
  const kit = laneWithRole(board, 'kit');
  const pool = laneWithRole(board, 'pool');
  // Also where the board lacks the lane: the refusal says which.
  if (card.kind === 'order' && !isConfirmed(card)) add('confirm', pool, { does: 'ask', need: 'promise', card: card.id, lane: pool?.id ?? null, before: null });
  else if (card.kind === 'order' && !isReleased(card)) add('release', kit, kit ? dropMeaning(board, card, kit.id, 'queue', null, context.at) : command({ type: 'ReleaseOrder', order: card.id, version: card.version }));
  if (card.place?.sub === 'doing' && here) add(here.kind === 'gate' ? 'pass' : 'finish', here, withinLane(card, here, 'done', null));
  const next = nextStep(card);
  const to = next && laneOf(board, next.lane);
  if (to && (card.kind === 'job' ? card.state !== 'planned' : isReleased(card))) {
    if (card.place?.sub !== 'doing') add('pull', to, command({ type: 'PullCard', card: card.id, lane: to.id, version: card.version }));
    if (card.queued) add('leave_queue', to, command({ type: 'LeaveQueue', card: card.id }));
    else if (isPullable(board, card) && moves.at(-1)?.refusal?.violations.some(({ code }) => code === 'wip_limit')) add('queue', to, command({ type: 'QueueCard', card: card.id, lane: to.id }));
  }
  if (card.kind === 'order' && isReadyToShip(board, card)) add('ship', null, { does: 'ask', need: 'shipment', card: card.id, lane: null, before: null });
  if (here && here.kind !== 'terminal' && (here.kind !== 'queue' || here.role === 'ship'))
    for (const { lane, step } of visitsBehind(board, card)) add('return', lane, { does: 'ask', need: 'return', card: card.id, lane: lane.id, step, before: null }, comesAgain(card, step) ? step : null);
  const undo = command({ type: 'UndoMove', card: card.id });
  if (!refusalOf(board, undo, context)) add('undo', null, undo);
  return moves;
}

/** The dry run: what the board would say now (WIP-24). A move that asks first is tried with what it asks for. */
export function refusalOf(board: Board, meaning: Meaning, context: Context): Refusal | null {
  const tried = trial(board, meaning, context);
  if (!tried) return null;
  const decision = decide(board, tried, context);
  return decision.ok ? null : decision.refusal;
}

function trial(board: Board, meaning: Meaning, context: Context): Command | null {
  if (meaning.does === 'nothing') return null;
  if (meaning.does === 'command') return meaning.command;
  const { card, lane, step } = meaning;
  switch (meaning.need) {
    case 'promise': return { type: 'ConfirmOrder', order: card, promisedAt: context.at + 86_400_000 };
    case 'early': return { type: 'ReleaseOrder', order: card, earlyReason: FORM };
    case 'shipment': return { type: 'ShipOrder', order: card, carrier: FORM, reference: FORM };
    case 'return': return lane ? { type: 'ReturnCard', card, lane, ...(step === undefined ? {} : { step }), category: 'quality', reason: FORM } : null;
  }
}
