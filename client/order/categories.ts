import type { BlockCategory } from '../../shared/cards/card-common.ts';
import { CATEGORY_NAMES } from '../../shared/words/labels.ts';

export const CATEGORIES = (Object.keys(CATEGORY_NAMES) as BlockCategory[]).map((value) => ({ value, label: CATEGORY_NAMES[value] }));

/** What usually comes from outside of the shop. */
export const OUTSIDE: ReadonlySet<BlockCategory> = new Set(['material', 'customer', 'supplier', 'transport']);
