import type { Format } from '../format.ts';

/** Around the board: the rail, the list of boards, notices, the palette, fields of forms. */
export const app = (_f: Format) => ({});

export type AppWords = ReturnType<typeof app>;
