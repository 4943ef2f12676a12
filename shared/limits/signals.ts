import type { Board } from '../board/board.ts';
import type { Limit } from './limit.ts';
import type { Signal } from './exceptions.ts';
import { lanesInScope } from './admission.ts';

/** WIP-27: limits that had no room and now have, told in the commit that freed them. */
export function pullSignals(before: Board, after: Board): Signal[] {
  if (before.loads === after.loads && before.limits === after.limits) return [];
  const signals: Signal[] = [];
  const isSameLimits = before.limits === after.limits;
  for (let index = 0; index < after.limits.length; index += 1) {
    const limit = after.limits[index] as Limit;
    const was = isSameLimits ? index : before.limits.findIndex((old) => old.id === limit.id);
    const old = before.limits[was];
    const load = after.loads[index] ?? 0;
    if (!old || isOpen(old, before.loads[was] ?? 0) || !isOpen(limit, load)) continue;
    signals.push({ limit: limit.id, load, capacity: limit.capacity, called: firstInLine(after, limit) });
  }
  return signals;
}

const isOpen = (limit: Limit, load: number): boolean => limit.capacity === null || load < limit.capacity;

/** Promise 4: the head of the queue is called at once. */
function firstInLine(board: Board, limit: Limit): Signal['called'] {
  for (const lane of lanesInScope(board.lanes, limit.scope) ?? []) {
    const first = board.queues[lane]?.[0];
    if (first) return first;
  }
  return null;
}
