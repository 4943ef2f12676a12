import type { Format } from '../format.ts';

/** The card panel. */
export const card = (_f: Format) => ({});

export type CardWords = ReturnType<typeof card>;
