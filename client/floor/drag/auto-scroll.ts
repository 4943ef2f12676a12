import type { Point } from './sensors.ts';

/** Only near the edge, and slowly: a lane must not run away from the hand. */
const NEAR = { x: 0.06, y: 0.1 };
/** Pixels a frame at the very edge. */
const FASTEST = 12;

/** How far a box scrolls along one way in this frame. */
export function speedAt(at: number, from: number, to: number, near: number): number {
  const edge = (to - from) * near;
  if (edge <= 0 || at < from || at > to) return 0;
  if (at < from + edge) return -FASTEST * (1 - (at - from) / edge);
  if (at > to - edge) return FASTEST * (1 - (to - at) / edge);
  return 0;
}

/** The lane under the hand, and the floor below all lanes. True: something was scrolled. */
export function scrollNear({ x, y }: Point, column: HTMLElement | null): boolean {
  const lane = column?.closest<HTMLElement>('.column') ?? null;
  const floor = document.querySelector<HTMLElement>('.floor');
  return [lane && along(lane, 'y', y), floor && along(floor, 'x', x)].includes(true);
}

function along(scroller: HTMLElement, way: 'x' | 'y', at: number): boolean {
  const box = scroller.getBoundingClientRect();
  const speed = way === 'x' ? speedAt(at, box.left, box.right, NEAR.x) : speedAt(at, box.top, box.bottom, NEAR.y);
  const key = way === 'x' ? 'scrollLeft' : 'scrollTop';
  const room = way === 'x' ? scroller.scrollWidth - scroller.clientWidth : scroller.scrollHeight - scroller.clientHeight;
  const to = Math.max(0, Math.min(room, scroller[key] + speed));
  // Less than a pixel is kept as it is, or a rounded position would ask for the same scroll for ever.
  if (Math.abs(to - scroller[key]) < 1) return false;
  scroller[key] = to;
  return true;
}
