import type { Format } from '../format.ts';

/** What happened, as the end of a sentence that begins with who did it. */
export const stories = (_f: Format) => ({});

export type StoriesWords = ReturnType<typeof stories>;
