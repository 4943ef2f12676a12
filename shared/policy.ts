import { hasRole } from './people/directory.ts';
import type { Person, Role } from './people/directory.ts';
import { verbOf } from './verbs.ts';
import type { CommandType } from './verbs.ts';

/** Who may issue what: each verb says it, and every door asks here. */
export const rolesThatMay = (type: CommandType): readonly Role[] => verbOf(type)?.roles ?? [];

export const mayIssue = (type: CommandType, actor: Person): boolean => hasRole(actor, rolesThatMay(type));
