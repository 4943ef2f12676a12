import { createBoard } from './board/create-board.ts';
import { addLane } from './board/add-lane.ts';
import { editLane } from './board/edit-lane.ts';
import { moveLane } from './board/move-lane.ts';
import { removeLane } from './board/remove-lane.ts';
import { setPolicies } from './board/set-policies.ts';
import { setLimit } from './limits/set-limit.ts';
import { removeLimit } from './limits/remove-limit.ts';
import { createOrder } from './orders/create-order.ts';
import { reviseBom } from './orders/revise-bom.ts';
import { confirmOrder } from './orders/confirm-order.ts';
import { releaseOrder } from './orders/release-order.ts';
import { closeOrder } from './orders/close-order.ts';
import { pullCard } from './cards/pull-card.ts';
import { finishWork } from './cards/finish-work.ts';
import { reorderCard } from './cards/reorder-card.ts';
import { queueCard } from './cards/queue-card.ts';
import { leaveQueue } from './cards/leave-queue.ts';
import { commentOnCard } from './cards/comment-on-card.ts';
import { assignCard } from './cards/assign-card.ts';
import { setClass } from './cards/set-class.ts';
import { editCard } from './cards/edit-card.ts';
import { blockCard } from './cards/block-card.ts';
import { unblockCard } from './cards/unblock-card.ts';
import { undoMove } from './cards/undo-move.ts';
import { passInspection } from './quality/pass-inspection.ts';
import { grantConcession } from './quality/grant-concession.ts';
import { returnCard } from './quality/return-card.ts';
import { tickCheck } from './quality/tick-check.ts';
import { shipOrder } from './shipping/ship-order.ts';
import { schemaOf } from './kernel/verb.ts';
import type { CommandFrom, Shape } from './kernel/verb.ts';

/** Everything that can be done, once. Every door (drag, key, menu, REST, import) issues one of these and nothing else. */
const VERBS = [
  createBoard, addLane, editLane, moveLane, removeLane, setPolicies,
  setLimit, removeLimit,
  createOrder, reviseBom, confirmOrder, releaseOrder, closeOrder,
  pullCard, finishWork, reorderCard, queueCard, leaveQueue, commentOnCard, assignCard, setClass, editCard, blockCard, unblockCard, undoMove,
  passInspection, grantConcession, returnCard, tickCheck,
  shipOrder,
] as const;

type CommandIn<V> = V extends { readonly type: infer Type extends string; readonly shape: infer S extends Shape } ? CommandFrom<Type, S> : never;
export type Command = CommandIn<(typeof VERBS)[number]>;

export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

export const COMMAND_TYPES: readonly CommandType[] = VERBS.map(({ type }) => type);

type AnyVerb = (typeof VERBS)[number];
const byType: ReadonlyMap<string, AnyVerb> = new Map(VERBS.map((verb) => [verb.type, verb]));
export const verbOf = (type: string): AnyVerb | undefined => byType.get(type);

type CommandSchema = ReturnType<typeof schemaOf<CommandType, Shape>>;

/** The schema of each command: REST, the socket and the published document are made of these same ones. */
export const commandSchemas: ReadonlyMap<string, CommandSchema> = new Map(VERBS.map((verb) => [verb.type, schemaOf<CommandType, Shape>(verb)]));
