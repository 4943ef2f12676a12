import type { Person } from './directory.ts';

/** As a directory has it; whoever reads it is told in their own language (words/actor-name.ts). */
const NAME = 'Former colleague';
const INITIALS = '–';

/** Whoever was erased: what they did stays, and nobody is told by whom. */
export const former = (person: Person): Person => ({ ...person, name: NAME, initials: INITIALS, roles: [] });
/** Whatever a reader's language calls them. */
export const isFormer = ({ initials, roles }: Person): boolean => initials === INITIALS && roles.length === 0;
