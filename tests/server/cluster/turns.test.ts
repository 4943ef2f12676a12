import { expect, it } from 'vitest';
import type { Timers } from '../../../server/ports/timers.ts';
import { Turns } from '../../../server/room/turns.ts';

/** Time that stands still until it is told to pass. */
function stillTime(): { readonly timers: Timers; readonly pass: (ms: number) => Promise<void> } {
  let now = 0;
  const due = new Set<{ at: number; readonly run: () => void }>();
  return {
    timers: {
      soon: (run) => void due.add({ at: now, run }),
      every: (ms, run) => {
        const one = { at: now + ms, run };
        due.add(one);
        return () => due.delete(one);
      },
    },
    pass: async (ms) => {
      now += ms;
      for (let turn = 0; turn < 5; turn += 1) {
        for (const one of due) if (one.at <= now && due.delete(one)) one.run();
        await Promise.resolve();
      }
    },
  };
}

function waiting(turns: Turns): { over: boolean } {
  const state = { over: false };
  void turns.pass().then(() => (state.over = true));
  return state;
}

it('whoever has met another node waits after a write until that one has written, but no longer than three writes take', async () => {
  const { timers, pass } = stillTime();
  const turns = new Turns({ timers });
  expect(turns.others).toBe(false);
  turns.took(10);
  turns.met();
  expect(turns.others).toBe(true);

  const first = waiting(turns);
  await pass(20);
  expect(first.over).toBe(false);
  turns.heard();
  turns.met();
  await pass(0);
  expect(first.over).toBe(true);

  const second = waiting(turns);
  await pass(29);
  expect(second.over).toBe(false);
  await pass(1);
  expect(second.over).toBe(true);
  // Nobody came, so nobody is waited for after the next write.
  expect(turns.others).toBe(false);
});

it('however slow the store and however wrong the clock, nobody waits long', async () => {
  for (const [took, most] of [[5_000, 60], [-5_000, 8], [0, 8]] as const) {
    const { timers, pass } = stillTime();
    const turns = new Turns({ timers });
    turns.took(took);
    const one = waiting(turns);
    await pass(most - 1);
    expect(one.over).toBe(false);
    await pass(1);
    expect(one.over).toBe(true);
  }
});

it('a hint that nobody waits for changes nothing', async () => {
  const { timers, pass } = stillTime();
  const turns = new Turns({ timers });
  turns.heard();
  expect(turns.others).toBe(false);
  const one = waiting(turns);
  await pass(7);
  expect(one.over).toBe(false);
});
