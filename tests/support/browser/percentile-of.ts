import { percentile } from '../../../shared/kernel/percentile.ts';

/** Nearest rank of a sorted sample, rounded for people. */
export const percentileOf = (sorted: readonly number[], percent: number): number => Math.round((percentile(sorted, percent) ?? 0) * 10) / 10;
