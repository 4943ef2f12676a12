import type { Format } from '../format.ts';

/** The settings of a board. */
export const settings = (_f: Format) => ({});

export type SettingsWords = ReturnType<typeof settings>;
