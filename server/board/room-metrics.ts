/**
 * What an operator wants counted. The rooms call it a few times a group, never once a command, so that
 * counting costs nothing that could be measured; a page that shows the figures reads `Counts`.
 */
export interface RoomMetrics {
  /** A mark in time, ms; only differences mean something. */
  now(): number;
  /** The store answered one append of `commits` rows that began at `since`. */
  appended(outcome: 'ok' | 'conflict' | 'duplicate' | 'unknown' | 'fault', commits: number, since: number): void;
  /** Commands were told yes; the first of them came at `since`. */
  answered(commands: number, since: number): void;
  /** Commits were handed to every screen's connection; the first of them was durable at `since`. */
  told(commits: number, since: number): void;
}

export const NO_METRICS: RoomMetrics = { now: () => 0, appended: () => {}, answered: () => {}, told: () => {} };

/** How long something took, as Prometheus counts it: how many were at most so long. */
export class Durations {
  /** Parallel to `bounds`, not yet added up; the last is what took longer than all of them. */
  readonly counts: number[];
  sum = 0;
  count = 0;

  /** `bounds` in ms, rising. */
  constructor(readonly bounds: readonly number[]) {
    this.counts = new Array<number>(bounds.length + 1).fill(0);
  }

  add(ms: number, times = 1): void {
    let index = 0;
    while (index < this.bounds.length && ms > (this.bounds[index] as number)) index += 1;
    this.counts[index] = (this.counts[index] as number) + times;
    this.sum += ms * times;
    this.count += times;
  }
}

const BOUNDS = [0.5, 1, 2, 4, 8, 16, 32, 64, 125, 250, 500, 1_000, 2_500, 5_000, 10_000];

/** Counts by name: `refused` by its code. Names come from the program, never from a person, so they stay few. */
export type ByName = Map<string, number>;
export const oneMore = (counts: ByName, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);

/** The figures of this process since its start. */
export class Counts implements RoomMetrics {
  commits = 0;
  /** Appends by what became of them. */
  readonly appends: ByName = new Map();
  /** Commands that were not done, by why; a refusal by the code of its first violation. */
  readonly refusals: ByName = new Map();
  /** Survived faults, by what they were. */
  readonly faults: ByName = new Map();
  readonly append = new Durations(BOUNDS);
  readonly answer = new Durations(BOUNDS);
  readonly fanOut = new Durations(BOUNDS);

  now(): number {
    return performance.now();
  }

  appended(outcome: Parameters<RoomMetrics['appended']>[0], commits: number, since: number): void {
    oneMore(this.appends, outcome);
    if (outcome === 'ok') this.commits += commits;
    this.append.add(this.now() - since);
  }

  answered(commands: number, since: number): void {
    this.answer.add(this.now() - since, commands);
  }

  told(commits: number, since: number): void {
    this.fanOut.add(this.now() - since, commits);
  }
}
