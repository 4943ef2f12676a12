import type { Role } from './directory.ts';

/** Roles that several verbs ask for. */
export const FLOOR: readonly Role[] = ['sales', 'planner', 'buyer', 'operator', 'lead', 'inspector', 'shipping', 'manager'];
export const SETTINGS: readonly Role[] = ['manager', 'admin'];
export const PULLERS: readonly Role[] = ['planner', 'buyer', 'operator', 'lead', 'inspector', 'shipping', 'manager'];
/** T-O1: whoever enters orders, and corrects them until they are confirmed. */
export const ENTERERS: readonly Role[] = ['sales', 'planner', 'manager'];

/** WIP-31: an override is the manager's. */
export const MAY_OVERRIDE: readonly Role[] = ['manager'];

export const MAY_EXPEDITE: readonly Role[] = ['manager'];

/** T-J18: besides whoever opened it. */
export const MAY_UNBLOCK: readonly Role[] = ['lead', 'manager', 'buyer', 'planner'];
