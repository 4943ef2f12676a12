import type { Board } from './board.ts';
import type { Command, Context } from './commands.ts';
import { confirmOrder, createOrder, reviseBom, shipOrder } from './decisions/orders.ts';
import { addLane, editLane, moveLane, removeLane } from './decisions/lanes.ts';
import { assignCard, blockCard, commentOnCard, editCard, leaveQueue, queueCard, reorderCard, setClass, tickCheck, unblockCard } from './decisions/cards.ts';
import { createBoard, setPolicies } from './decisions/create-board.ts';
import { finishWork, grantConcession, passInspection } from './decisions/finish-work.ts';
import { pullCard } from './decisions/pull-card.ts';
import { releaseOrder } from './decisions/release-order.ts';
import { returnCard } from './decisions/return-card.ts';
import { removeLimit, setLimit } from './decisions/limits.ts';
import { undoMove } from './decisions/undo-move.ts';
import { Draft } from './decisions/draft.ts';
import type { Event } from './events.ts';
import { applyCommit } from './evolve.ts';
import { pullSignals } from './signals.ts';
import { type Refusal, VIOLATIONS_TOLD, type Violation } from './refusals.ts';
import { ROLES_FOR, mayIssue } from './policy.ts';

export type Decision =
  | {
      readonly ok: true;
      readonly events: readonly Event[];
      readonly texts: Readonly<Record<string, string>>;
      /** The order it is about; null for the board itself. */
      readonly subject: string | null;
      /** The board with this decision as its next commit (seq + 1). */
      readonly board: Board;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * What a command makes of a board, or every rule it violates. Pure: the same board, command and
 * context always give the same answer, on the server, in the browser and in the simulation.
 */
export function decide(board: Board, command: Command, context: Context): Decision {
  const draft = new Draft();
  const violations = mayIssue(command.type, context.actor)
    ? verdict(board, command, context, draft)
    : [{ code: 'not_allowed' as const, command: command.type, roles: ROLES_FOR[command.type] }];
  const [first, ...rest] = violations.slice(0, VIOLATIONS_TOLD);
  const more = violations.length - VIOLATIONS_TOLD;
  if (first) return { ok: false, refusal: { command: command.type, card: cardOf(command), violations: [first, ...rest], ...(more > 0 ? { more } : {}) } };

  const info = { seq: board.seq + 1, at: context.at, actor: context.actor.id, texts: draft.texts };
  const next = applyCommit(board, { ...info, events: draft.events });
  const signals = pullSignals(board, next);
  if (signals.length > 0) draft.event({ type: 'PullSignalled', signals });
  return { ok: true, events: draft.events, texts: draft.texts, subject: draft.subject ?? subjectOf(command), board: next };
}

function verdict(board: Board, command: Command, context: Context, draft: Draft): readonly Violation[] {
  if (command.type === 'CreateBoard') return board.seq > 0 ? [{ code: 'board_exists' }] : createBoard(command, draft);
  if (board.seq === 0) return [{ code: 'no_board' }];
  switch (command.type) {
    case 'AddLane': return addLane(board, command, draft);
    case 'EditLane': return editLane(board, command, context, draft);
    case 'MoveLane': return moveLane(board, command, draft);
    case 'RemoveLane': return removeLane(board, command, draft);
    case 'SetLimit': return setLimit(board, command, draft);
    case 'RemoveLimit': return removeLimit(board, command, draft);
    case 'SetPolicies': return setPolicies(command, draft);
    case 'CreateOrder': return createOrder(board, command, context, draft);
    case 'ReviseBom': return reviseBom(board, command, context, draft);
    case 'ConfirmOrder': return confirmOrder(board, command, context, draft);
    case 'ReleaseOrder': return releaseOrder(board, command, context, draft);
    case 'PullCard': return pullCard(board, command, context, draft);
    case 'FinishWork': return finishWork(board, command, context, draft);
    case 'PassInspection': return passInspection(board, command, context, draft);
    case 'GrantConcession': return grantConcession(board, command, context, draft);
    case 'ReturnCard': return returnCard(board, command, context, draft);
    case 'ShipOrder': return shipOrder(board, command, context, draft);
    case 'BlockCard': return blockCard(board, command, draft);
    case 'UnblockCard': return unblockCard(board, command, context, draft);
    case 'ReorderCard': return reorderCard(board, command, context, draft);
    case 'QueueCard': return queueCard(board, command, context, draft);
    case 'LeaveQueue': return leaveQueue(board, command, draft);
    case 'CommentOnCard': return commentOnCard(board, command, draft);
    case 'AssignCard': return assignCard(board, command, context, draft);
    case 'SetClass': return setClass(board, command, context, draft);
    case 'EditCard': return editCard(board, command, context, draft);
    case 'TickCheck': return tickCheck(board, command, context, draft);
    case 'UndoMove': return undoMove(board, command, context, draft);
  }
}

/** The card a command names, where it names one. */
export function cardOf(command: Command): Refusal['card'] {
  if ('card' in command) return command.card;
  return 'order' in command ? command.order : null;
}

/** A job's id begins with its order's: 1041.3 is about 1041. */
function subjectOf(command: Command): string | null {
  const card = cardOf(command);
  const dot = card?.indexOf('.') ?? -1;
  return card && dot >= 0 ? card.slice(0, dot) : card;
}
