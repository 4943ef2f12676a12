import { useEffect, useState } from 'react';
import type { LaneModel } from './lane-model.ts';

/**
 * The ids of the lanes that stand in the window of the floor, as they come and go; null: the browser has not told yet.
 * `share`: how much of a lane must be seen, of one. `margin`: so many pixels to the left and right count as window.
 */
export function useLanesInSight(lanes: readonly LaneModel[], share: number, margin = 0): ReadonlySet<string> | null {
  const [seen, setSeen] = useState<ReadonlySet<string> | null>(null);
  const key = lanes.map(({ lane }) => lane.id).join(' ');
  useEffect(() => {
    if (typeof IntersectionObserver === 'undefined') return;
    const now = new Set<string>();
    const observer = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) {
        const lane = (target as HTMLElement).dataset['lane'] ?? '';
        if (isIntersecting) now.add(lane);
        else now.delete(lane);
      }
      setSeen(new Set(now));
    }, { root: document.querySelector('.floor'), rootMargin: `0px ${margin}px`, threshold: share });
    document.querySelectorAll('.floor [data-lane]').forEach((lane) => observer.observe(lane));
    return () => observer.disconnect();
  }, [key, share, margin]);
  return seen;
}
