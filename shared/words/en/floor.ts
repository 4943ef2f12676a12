import type { Format } from '../format.ts';

/** The board: lanes, cards, meters, the line at the top, what a drag says. */
export const floor = (_f: Format) => ({});

export type FloorWords = ReturnType<typeof floor>;
