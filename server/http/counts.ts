import { Histogram } from 'prom-client';
import type { RoomMetrics } from '../ports/room-metrics.ts';

/** Seconds. */
const BOUNDS = [0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.125, 0.25, 0.5, 1, 2.5, 5, 10];
const histogram = (name: string, help: string): Histogram => new Histogram({ name, help, buckets: BOUNDS, registers: [] });

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
  readonly answer = histogram('pullcord_answer_seconds', 'From the arrival of the first command of a group to the answer of its last, counted for each command that was done');
  readonly fanOut = histogram('pullcord_fan_out_seconds', 'From a durable group to its broadcast being handed to every connection, counted for each commit');
  readonly append = histogram('pullcord_store_append_seconds', 'How long the store took for a group, durable');

  now(): number {
    return performance.now();
  }

  appended(outcome: Parameters<RoomMetrics['appended']>[0], commits: number, since: number): void {
    oneMore(this.appends, outcome);
    if (outcome === 'ok') this.commits += commits;
    this.took(this.append, since, 1);
  }

  answered(commands: number, since: number): void {
    this.took(this.answer, since, commands);
  }

  told(commits: number, since: number): void {
    this.took(this.fanOut, since, commits);
  }

  private took(durations: Histogram, since: number, times: number): void {
    const seconds = (this.now() - since) / 1_000;
    for (let n = 0; n < times; n += 1) durations.observe(seconds);
  }
}
