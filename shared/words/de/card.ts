import type { CardWords } from '../en/card.ts';
import type { Format } from '../format.ts';

export const card = (_f: Format): CardWords => ({});
