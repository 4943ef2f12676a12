import type { BoardStore } from './board-store.ts';

interface SharedClock { subscribe(hear: () => void): () => void }

const clocks = new WeakMap<BoardStore, SharedClock>();

/** One timer per store, and only while somebody listens: a thousand ages are not a thousand timers. */
export function clockOf(store: BoardStore): SharedClock {
  let clock = clocks.get(store);
  if (clock) return clock;
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  clock = {
    subscribe(hear) {
      listeners.add(hear);
      timer ??= setInterval(() => listeners.forEach((listener) => listener()), 1_000);
      return () => {
        listeners.delete(hear);
        if (listeners.size > 0 || timer === undefined) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
  clocks.set(store, clock);
  return clock;
}
