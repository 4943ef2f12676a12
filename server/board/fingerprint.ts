import { hash } from 'node:crypto';
import type { Command } from '../../shared/verbs.ts';
import type { PersonId } from '../../shared/kernel/ids.ts';

/** JSON with sorted keys: two spellings of one command are one text. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  let text = '{';
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    text += `${text === '{' ? '' : ','}${JSON.stringify(key)}:${canonical(member)}`;
  }
  return `${text}}`;
}

/** REL-5: the same id with another body, or by another person, is another command. */
export const fingerprintOf = (command: Command, actor: PersonId): string =>
  hash('sha256', `${canonical(command)}\n${actor}`);
