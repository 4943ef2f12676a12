import { createHmac, hash } from 'node:crypto';
import { type Commit, PRINT_SALT } from '../../shared/log/commit.ts';
import type { Command } from '../../shared/verbs.ts';
import type { Actor } from '../../shared/kernel/actor.ts';

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

/**
 * REL-5: the same id with another body, or by another actor, is another command. Salted where the commit
 * has texts: an erased name could else be tried out until the digest fits.
 */
export function fingerprintOf(command: Command, actor: Actor, salt?: string): string {
  const said = `${canonical(command)}\n${actor}`;
  return salt === undefined ? hash('sha256', said) : createHmac('sha256', salt).update(said).digest('hex');
}

type Texts = Commit['texts'];

/** What a commit has of a command with these texts. Nothing of it can be erased where there are none. */
export function printed(command: Command, actor: Actor, texts: Texts, salt: () => string): { readonly fingerprint: string; readonly texts: Texts } {
  if (Object.keys(texts).length === 0) return { fingerprint: fingerprintOf(command, actor), texts };
  const grain = salt();
  return { fingerprint: fingerprintOf(command, actor, grain), texts: { ...texts, [PRINT_SALT]: grain } };
}

/** REL-5. Once the salt is erased nobody can tell any more than who it was and what kind of thing he did. */
export function isSame(commit: Pick<Commit, 'actor' | 'kind' | 'fingerprint' | 'texts'>, command: Command, actor: Actor): boolean {
  const salt = commit.texts[PRINT_SALT];
  if (salt === '') return commit.actor === actor && commit.kind === command.type;
  return commit.fingerprint === fingerprintOf(command, actor, salt);
}
