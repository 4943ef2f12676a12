import type { RefusalCode, Violation, Way } from '../refusals.ts';

/** A sentence for each rule but the limits, whose sentence is put together (limit-sentence.ts). A rule without one does not compile. */
export type Told = { readonly [Code in Exclude<RefusalCode, 'wip_limit'>]: (of: Extract<Violation, { code: Code }>) => string };

export type WayOf<Do extends Way['do']> = Extract<Way, { do: Do }>;
