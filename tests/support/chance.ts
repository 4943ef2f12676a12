/** Draws for generators. Any seeded source with these four will do. */
export interface Chance {
  /** An integer from `from` to `to`, both included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T | undefined;
  weighted<T>(entries: readonly (readonly [T, number])[]): T;
}

/** The same seed draws the same, on every machine (mulberry32). */
export function chances(seed: number): Chance {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  next();
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    int,
    chance: (probability) => next() < probability,
    pick: (list) => (list.length === 0 ? undefined : list[int(0, list.length - 1)]),
    weighted: (entries) => {
      let left = next() * entries.reduce((total, [, weight]) => total + weight, 0);
      for (const [value, weight] of entries) if ((left -= weight) < 0) return value;
      return (entries.at(-1) as (typeof entries)[number])[0];
    },
  };
}
