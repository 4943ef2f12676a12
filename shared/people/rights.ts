import { hasRole } from './directory.ts';
import type { Context, Role } from './directory.ts';
import type { Violation } from '../refusals.ts';

/** Roles that several verbs ask for. */
export const FLOOR: readonly Role[] = ['sales', 'planner', 'buyer', 'operator', 'lead', 'inspector', 'shipping', 'manager'];
export const SETTINGS: readonly Role[] = ['manager', 'admin'];
export const PULLERS: readonly Role[] = ['planner', 'buyer', 'operator', 'lead', 'inspector', 'shipping', 'manager'];
/** T-O1: whoever enters orders, and corrects them until they are confirmed. */
export const ENTERERS: readonly Role[] = ['sales', 'planner', 'manager'];

/** What somebody may do besides the verbs themselves; a refusal calls it by this name. */
const RIGHTS = {
  /** WIP-31. */
  Override: ['manager'],
  /** WIP-18. */
  Expedite: ['manager'],
  /** T-J18: besides whoever opened it. */
  UnblockCard: ['lead', 'manager', 'buyer', 'planner'],
  /** WIP-21: a manager is a lead of every lane. */
  LeadEveryLane: ['manager'],
  /** Names and free text go for ever: no command, since nothing of it may stand in the log. */
  Erase: ['manager', 'admin'],
  /** Names and roles: records of their own, with versions. */
  EditPeople: ['manager', 'admin'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Right = keyof typeof RIGHTS;

/** Decisions, acts and forms ask here, and nobody asks for a role by its name. */
export const may = (who: { readonly roles: readonly Role[] } | null, right: Right): boolean => who !== null && hasRole(who, RIGHTS[right]);

export const notAllowed = (right: Right, { actor }: Pick<Context, 'actor'>): Violation[] =>
  may(actor, right) ? [] : [{ code: 'not_allowed', command: right, roles: RIGHTS[right] }];

/** Names of people and customers, and notes: for whoever works here. Who only looks, and who does not say who it is, sees the work. */
export const seesWhoAndWhy = (person: { readonly roles: readonly Role[] } | null): boolean => person !== null && person.roles.some((role) => role !== 'viewer');
