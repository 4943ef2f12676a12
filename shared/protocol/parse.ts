import { z } from 'zod/mini';
import type { Command } from '../verbs.ts';
import { type Fault, type Thing, fromMessage } from '../kernel/input-fault.ts';
import { harmless } from './harmless.ts';
import type { CommandMessage, JoinMessage, PresenceUpdate, WatchMessage } from './messages.ts';
import { COMMAND_TYPES, commandSchemas } from '../verbs.ts';
import { envelopeSchema, joinSchema, presenceSchema, watchSchema } from './schemas.ts';

/** Characters and nodes one command may have in all; a new board is bigger than a move. */
export const COMMAND_SIZE = 64 * 1024;
export const BOARD_SIZE = 256 * 1024;

export type Parsing<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly faults: readonly Fault[] };
export type CommandParsing = { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly faults: readonly Fault[] };

/** Never throws, whatever the input. */
export function parseCommand(input: unknown): CommandParsing {
  const wicked = harmless(input, BOARD_SIZE);
  if (wicked) return { ok: false, faults: [wicked] };
  return parseHarmless(input, '');
}

function parseHarmless(input: unknown, under: string): CommandParsing {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, faults: [{ path: under, fault: { is: 'no_command' } }] };
  }
  const type: unknown = (input as { type?: unknown }).type;
  const schema = typeof type === 'string' ? commandSchemas.get(type) : undefined;
  if (typeof type !== 'string' || !schema) {
    return { ok: false, faults: [{ path: join(under, 'type'), fault: { is: 'field', what: 'a command message', field: 'type', must: { is: 'one_of', values: COMMAND_TYPES } } }] };
  }
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, command: result.data as Command };
  return { ok: false, faults: faultsOf(result.error, type, Object.keys(schema.shape), under) };
}

export function parseCommandMessage(input: unknown): Parsing<CommandMessage> {
  const wicked = harmless(input, COMMAND_SIZE);
  if (wicked) return { ok: false, faults: [wicked] };
  const envelope = parseWith(envelopeSchema, input, 'a command message');
  if (!envelope.ok) return envelope;
  const parsed = parseHarmless(envelope.value.command, 'command');
  return parsed.ok ? { ok: true, value: { ...envelope.value, command: parsed.command } } : parsed;
}

export function parseJoinMessage(input: unknown): Parsing<JoinMessage> {
  const wicked = harmless(input, 4_096);
  return wicked ? { ok: false, faults: [wicked] } : parseWith(joinSchema, input, 'join');
}

export function parseWatchMessage(input: unknown): Parsing<WatchMessage> {
  const wicked = harmless(input, 4_096);
  return wicked ? { ok: false, faults: [wicked] } : parseWith(watchSchema, input, 'watch');
}

export function parsePresenceUpdate(input: unknown): Parsing<PresenceUpdate> {
  const wicked = harmless(input, 4_096);
  return wicked ? { ok: false, faults: [wicked] } : parseWith(presenceSchema, input, 'presence');
}

/** For the bodies of other requests. */
export function parseWith<T>(schema: z.core.$ZodType<T>, input: unknown, what: Thing): Parsing<T> {
  const result = z.safeParse(schema, input);
  if (result.success) return { ok: true, value: result.data };
  const fields = schema instanceof z.core.$ZodObject ? Object.keys(schema._zod.def.shape) : [];
  return { ok: false, faults: faultsOf(result.error, what, fields, '') };
}

function faultsOf(error: z.core.$ZodError, what: string, fields: readonly string[], under: string): Fault[] {
  return error.issues.slice(0, 20).flatMap((issue): Fault[] => {
    const path = pathOf(issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.slice(0, 5).map(shown).map((key) => ({ path: join(under, join(path, key)), fault: { is: 'unknown_field', what, inside: path, key, fields } }));
    }
    // A missing field is invalid input too, so it is said what it must be, which tells both.
    return [{ path: join(under, path), fault: { is: 'field', what, field: path, must: fromMessage(issue.message) } }];
  });
}

const shown = (key: string): string => (key.length > 40 ? `${key.slice(0, 40)}…` : key);
const join = (under: string, path: string): string => (under === '' ? path : path === '' ? under : `${under}.${path}`);
const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((so, part) => (typeof part === 'number' ? `${so}[${part}]` : join(so, String(part))), '');
