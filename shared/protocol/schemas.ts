import { z } from 'zod/mini';
import { boardIdField, cardIdField, commandIdField, countField, oneOf, seqField } from '../kernel/fields.ts';
import { strict } from '../kernel/verb.ts';
import type { Frozen } from '../kernel/verb.ts';
import { VIEW_NAMES } from '../views/views.ts';
import type { CommandMessage, JoinMessage, PresenceUpdate, WatchMessage } from './messages.ts';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

export const headSchema = strict({ seq: seqField, hash: z.string().check(z.maxLength(64)) });
export const joinSchema = strict({ board: boardIdField, have: z.nullable(headSchema), erased: z.optional(countField) });
export const watchSchema = strict({ board: boardIdField, view: oneOf(VIEW_NAMES), have: z.nullable(strict({ version: countField, epoch: z.string().check(z.maxLength(64)), n: countField })) });
export const presenceSchema = strict({ board: boardIdField, dragging: z.nullable(cardIdField) });
/** The command itself is parsed by its own schema afterwards (parse.ts). */
export const envelopeSchema = strict({ board: boardIdField, id: commandIdField, command: z.unknown(), again: z.optional(z.boolean()) });
export const SCHEMAS_ARE_THE_MESSAGES: [
  Same<Frozen<z.output<typeof joinSchema>>, JoinMessage>,
  Same<Frozen<z.output<typeof watchSchema>>, WatchMessage>,
  Same<Frozen<z.output<typeof presenceSchema>>, PresenceUpdate>,
  Same<Frozen<Omit<z.output<typeof envelopeSchema>, 'command'>>, Omit<CommandMessage, 'command'>>,
] = [true, true, true, true];
