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
