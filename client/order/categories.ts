import type { BlockCategory } from '../../shared/cards/card-common.ts';
import { labels } from '../words/said.ts';

export const categories = () => (Object.keys(labels().categories) as BlockCategory[]).map((value) => ({ value, label: labels().categories[value] }));

/** What usually comes from outside of the shop. */
export const OUTSIDE: ReadonlySet<BlockCategory> = new Set(['material', 'customer', 'supplier', 'transport']);
