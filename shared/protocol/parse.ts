import { z } from 'zod/mini';
import type { Command } from '../verbs.ts';
import { harmless } from './harmless.ts';
import type { CommandMessage, JoinMessage, PresenceUpdate, Problem } from './messages.ts';
import { COMMAND_TYPES, commandSchemas } from '../verbs.ts';
import { envelopeSchema, joinSchema, presenceSchema } from './schemas.ts';

/** Characters and nodes one command may have in all; a new board is bigger than a move. */
export const COMMAND_SIZE = 64 * 1024;
export const BOARD_SIZE = 256 * 1024;

export type Parsing<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };
export type CommandParsing = { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Never throws, whatever the input. */
export function parseCommand(input: unknown): CommandParsing {
  const wicked = harmless(input, BOARD_SIZE);
  if (wicked) return { ok: false, problems: [wicked] };
  return parseHarmless(input, '');
}

function parseHarmless(input: unknown, under: string): CommandParsing {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, problems: [{ path: under, message: 'The command must be an object like {"type": "FinishWork", "card": "1041.3"}.' }] };
  }
  const type: unknown = (input as { type?: unknown }).type;
  const schema = typeof type === 'string' ? commandSchemas.get(type) : undefined;
  if (typeof type !== 'string' || !schema) {
    return { ok: false, problems: [{ path: join(under, 'type'), message: `The field "type" must be one of ${COMMAND_TYPES.join(', ')}.` }] };
  }
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, command: result.data as Command };
  return { ok: false, problems: problemsOf(result.error, type, Object.keys(schema.shape), under) };
}

export function parseCommandMessage(input: unknown): Parsing<CommandMessage> {
  const wicked = harmless(input, COMMAND_SIZE);
  if (wicked) return { ok: false, problems: [wicked] };
  const envelope = parseWith(envelopeSchema, input, 'a command message');
  if (!envelope.ok) return envelope;
  const parsed = parseHarmless(envelope.value.command, 'command');
  return parsed.ok ? { ok: true, value: { ...envelope.value, command: parsed.command } } : parsed;
}

export function parseJoinMessage(input: unknown): Parsing<JoinMessage> {
  const wicked = harmless(input, 4_096);
  return wicked ? { ok: false, problems: [wicked] } : parseWith(joinSchema, input, 'join');
}

export function parsePresenceUpdate(input: unknown): Parsing<PresenceUpdate> {
  const wicked = harmless(input, 4_096);
  return wicked ? { ok: false, problems: [wicked] } : parseWith(presenceSchema, input, 'presence');
}

/** For the bodies of other requests: the same words. */
export function parseWith<T>(schema: z.core.$ZodType<T>, input: unknown, what: string): Parsing<T> {
  const result = z.safeParse(schema, input);
  if (result.success) return { ok: true, value: result.data };
  const fields = schema instanceof z.core.$ZodObject ? Object.keys(schema._zod.def.shape) : [];
  return { ok: false, problems: problemsOf(result.error, what, fields, '') };
}

/** One sentence for people who read no list. */
export const sentenceOfProblems = (problems: readonly Problem[]): string => problems.slice(0, 3).map((problem) => problem.message).join(' ');

function problemsOf(error: z.core.$ZodError, what: string, fields: readonly string[], under: string): Problem[] {
  return error.issues.slice(0, 20).flatMap((issue): Problem[] => {
    const path = pathOf(issue.path);
    if (issue.code === 'unrecognized_keys') {
      const place = path === '' ? what : `"${path}"`;
      const known = path === '' ? ` Its fields are ${fields.join(', ')}.` : '';
      return issue.keys.slice(0, 5).map((key) => ({
        path: join(under, join(path, shown(key))),
        message: `${JSON.stringify(shown(key))} is not a field of ${place}: leave it out.${known}`,
      }));
    }
    // A missing field is invalid input too, so the words say what it must be, which tells both.
    return [{ path: join(under, path), message: path === '' ? `${capital(what)} ${issue.message}.` : `The field "${path}" ${issue.message}.` }];
  });
}

const shown = (key: string): string => (key.length > 40 ? `${key.slice(0, 40)}…` : key);
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const join = (under: string, path: string): string => (under === '' ? path : path === '' ? under : `${under}.${path}`);
const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((so, part) => (typeof part === 'number' ? `${so}[${part}]` : join(so, String(part))), '');
