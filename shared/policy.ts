import { partsOf } from './kernel/actor.ts';
import { hasRole } from './people/directory.ts';
import type { Acting, Role } from './people/directory.ts';
import { verbOf } from './verbs.ts';
import type { CommandType } from './verbs.ts';

/** Who may issue what: each verb says it, and every door asks here. */
export const rolesThatMay = (type: CommandType): readonly Role[] => verbOf(type)?.roles ?? [];

/** What is no person has no role, and may do what a verb names its kind for, and nothing else. */
export function mayIssue(type: CommandType, actor: Acting): boolean {
  const { kind } = partsOf(actor.id);
  return kind === 'person' ? hasRole(actor, rolesThatMay(type)) : (verbOf(type)?.actors ?? []).includes(kind);
}
