import type { DiskMood } from './disk.ts';
import type { Weather } from './line.ts';
import type { Point } from '../../server/room/room-parts.ts';
import { Random } from '../support/chance.ts';

/** What goes wrong, and when (ms after the start). */
export type FaultPlan = { readonly at: number } & (
  | { readonly kind: 'crash'; readonly down: number }
  /** Dies the next time it reaches that step. */
  | { readonly kind: 'point'; readonly point: Point; readonly down: number }
  /** A second process on the same log; the first one dies after `both` ms. */
  | { readonly kind: 'overlap'; readonly both: number }
  | { readonly kind: 'cut'; readonly screen: number; readonly silent: boolean }
  | { readonly kind: 'disk'; readonly mood: DiskMood; readonly lasts: number }
  | { readonly kind: 'weather'; readonly weather: Weather; readonly lasts: number }
  /** Broadcasts are lost, beacons are not. */
  | { readonly kind: 'deaf'; readonly lasts: number }
  | { readonly kind: 'sleep'; readonly screen: number; readonly lasts: number }
  | { readonly kind: 'clock'; readonly screen: number | null; readonly by: number }
  | { readonly kind: 'switch'; readonly screen: number; readonly person: number }
  /** The page is loaded anew: what it had and what it waited for is forgotten. */
  | { readonly kind: 'reload'; readonly screen: number }
  /** The log is put back to an older backup. */
  | { readonly kind: 'restore'; readonly back: number; readonly down: number }
  /** Everything is off until the morning. */
  | { readonly kind: 'night'; readonly hours: number }
);

export interface Plan {
  readonly seed: number;
  readonly screens: number;
  /** Commands that are to be sent before things calm down. */
  readonly commands: number;
  readonly orders: number;
  /** `replica set`: as MongoDB keeps it, with two nodes; else a file, with one. */
  readonly store?: 'replica set';
  readonly faults: readonly FaultPlan[];
}

/** Spread over about the time in which the commands are issued. */
const HORIZON = 40_000;

const POINTS: readonly Point[] = ['before-decide', 'before-append', 'after-append', 'before-answer', 'after-answer', 'after-publish', 'before-snapshot', 'after-snapshot'];

export function planOf(seed: number): Plan {
  const random = new Random(seed);
  const screens = random.int(3, 6);
  const restores = random.chance(0.3);
  const fault = (): FaultPlan => {
    const at = random.int(1_000, HORIZON);
    const screen = random.int(0, screens - 1);
    return random.weighted<() => FaultPlan>([
      [() => ({ at, kind: 'crash', down: random.int(50, 4_000) }), 2],
      [() => ({ at, kind: 'point', point: random.pick(POINTS) ?? 'after-append', down: random.int(50, 3_000) }), 4],
      [() => ({ at, kind: 'overlap', both: random.int(200, 6_000) }), 2],
      [() => ({ at, kind: 'cut', screen, silent: random.chance(0.3) }), 5],
      [() => ({ at, kind: 'disk', lasts: random.int(300, 6_000), mood: someMood(random) }), 4],
      [() => ({ at, kind: 'weather', lasts: random.int(500, 8_000), weather: someWeather(random) }), 3],
      [() => ({ at, kind: 'deaf', lasts: random.int(100, 3_000) }), 1],
      [() => ({ at, kind: 'sleep', screen, lasts: random.int(1_000, 30_000) }), 2],
      [() => ({ at, kind: 'clock', screen: random.chance(0.5) ? screen : null, by: random.int(-3_600_000, 3_600_000) }), 1],
      [() => ({ at, kind: 'switch', screen, person: random.int(0, 5) }), 1],
      [() => ({ at, kind: 'reload', screen }), 3],
      [() => ({ at, kind: 'night', hours: random.int(8, 60) }), 1],
      [() => (restores ? { at, kind: 'restore', back: random.int(1, 30), down: random.int(50, 1_000) } : { at, kind: 'cut', screen, silent: true }), 3],
    ])();
  };
  return {
    seed, screens, commands: 210, orders: random.int(4, 7), ...(seed % 3 === 0 && { store: 'replica set' as const }),
    faults: Array.from({ length: random.int(16, 22) }, fault).sort((a, b) => a.at - b.at),
  };
}

function someMood(random: Random): DiskMood {
  const fault = random.chance(0.5) ? random.next() * 0.6 : 0;
  const unknownLost = random.chance(0.5) ? random.next() * 0.4 : 0;
  return {
    fault, unknownLost, unknownKept: random.chance(0.6) ? random.next() * 0.6 : 0,
    readFault: random.chance(0.4) ? random.next() * 0.5 : 0, slow: random.chance(0.5) ? random.int(4, 800) : 4,
  };
}

const someWeather = (random: Random): Weather => ({
  delay: random.int(1, 800), jitter: random.int(1, 1_500),
  drop: random.chance(0.6) ? random.next() * 0.3 : 0, duplicate: random.chance(0.6) ? random.next() * 0.3 : 0, reorder: random.chance(0.5) ? random.next() * 0.2 : 0,
});
