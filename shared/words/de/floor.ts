import type { FloorWords } from '../en/floor.ts';
import type { Format } from '../format.ts';

export const floor = (_f: Format): FloorWords => ({});
