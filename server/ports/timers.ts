/** Time that passes, so that the simulation can bring its own. */
export interface Timers {
  /** Soon, after the input and output that waits now: commands of one turn become one group. */
  soon(run: () => void): void;
  /** Again and again; returns what stops it. */
  every(ms: number, run: () => void): () => void;
}

export const realTimers: Timers = {
  soon: (run) => void setImmediate(run),
  every: (ms, run) => {
    const timer = setInterval(run, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};

/** Once, `ms` from now. */
export function after(timers: Timers, ms: number, run: () => void): void {
  const stop = timers.every(ms, () => {
    stop();
    run();
  });
}
