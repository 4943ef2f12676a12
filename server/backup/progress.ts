import type { BoardHead } from '../ports/commit-log.ts';

const count = new Intl.NumberFormat('en-GB');
export const counted = (n: number, one: string): string => `${count.format(n)} ${n === 1 ? one : `${one}s`}`;

export const commitsIn = (heads: readonly Pick<BoardHead, 'seq'>[]): number => heads.reduce((sum, { seq }) => sum + seq, 0);

const EVERY = 1_000;

/** Says about once a second how far it is. `say` writes a line for the person at the terminal. */
export class Progress {
  private readonly began = performance.now();
  private told = this.began;
  private step = { name: '', total: 0, done: 0, began: this.began };

  constructor(private readonly say: (line: string) => void) {}

  /** A part of the work, of `total` commits. */
  begin(name: string, total: number): void {
    this.step = { name, total, done: 0, began: performance.now() };
  }

  done(commits: number): void {
    this.step.done += commits;
    const now = performance.now();
    if (now - this.told < EVERY) return;
    this.told = now;
    const { name, total, done } = this.step;
    this.say(`${name}: ${count.format(done)} of ${counted(total, 'commit')} (${Math.floor((done / Math.max(1, total)) * 100)} %), ${this.rate()}`);
  }

  /** Of the part that is on. */
  rate(): string {
    const { done, began } = this.step;
    return `${count.format(Math.round((done / Math.max(1, performance.now() - began)) * 1_000))}/s`;
  }

  seconds(): string {
    return `${((performance.now() - this.began) / 1_000).toFixed(1)} s`;
  }
}
