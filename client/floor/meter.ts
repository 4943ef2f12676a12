import type { LimitView } from '../../shared/limits/admission.ts';

export type Mark = 'work' | 'done' | 'blocked' | 'free' | 'over';
export interface Segment { readonly mark: Mark; readonly size: number }
export interface Meter {
  /** KeyedSemaphore, one segment each; or one bar whose segments are as long as their load. */
  readonly as: 'slots' | 'bar';
  readonly segments: readonly Segment[];
}
/** Load of a limit by the state of the cards that make it, above-limit cards apart. */
export interface Shares { readonly work: number; readonly done: number; readonly blocked: number; readonly over: number }

const MOST_SLOTS = 12;

/** A limit is a row of slots (look: idea 1). */
export function meterOf(view: LimitView, shares: Shares): Meter | null {
  if (view.capacity === null) return null;
  const free = Math.max(0, view.capacity - shares.work - shares.done - shares.blocked);
  const marks: [Mark, number][] = [['work', shares.work], ['blocked', shares.blocked], ['done', shares.done], ['free', free], ['over', shares.over]];
  if (view.limit.unit === 'count' && view.capacity + shares.over <= MOST_SLOTS) {
    return { as: 'slots', segments: marks.flatMap(([mark, n]) => Array.from({ length: Math.round(n) }, () => ({ mark, size: 1 }))) };
  }
  return { as: 'bar', segments: marks.filter(([, n]) => n > 0).map(([mark, size]) => ({ mark, size })) };
}
