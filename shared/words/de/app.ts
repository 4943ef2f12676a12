import type { AppWords } from '../en/app.ts';
import type { Format } from '../format.ts';

export const app = (_f: Format): AppWords => ({});
