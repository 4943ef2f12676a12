import type { Format } from '../format.ts';

/** Forms about one card or order: entering, releasing, blocking, returning, shipping. */
export const order = (_f: Format) => ({});

export type OrderWords = ReturnType<typeof order>;
