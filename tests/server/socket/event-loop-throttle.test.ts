import { expect, test } from 'vitest';
import { EventLoopThrottle } from '../../../server/socket/event-loop-throttle.ts';

/** What came through in each turn of the event loop, until all of it is through. */
async function through(most: number, weights: readonly number[]): Promise<number[][]> {
  const { turn } = new EventLoopThrottle(most);
  const turns: number[][] = [];
  let now: number[] = [];
  const all = Promise.all(weights.map((weight, n) => turn(weight).then(() => now.push(n))));
  let over = false;
  void all.then(() => { over = true; });
  while (!over) {
    now = [];
    await new Promise((next) => setImmediate(next));
    // What a promise lets go on, goes on before the next turn.
    await Promise.resolve();
    if (now.length > 0) turns.push(now);
  }
  return turns;
}

test('REL-24: a crowd comes through some at a time, first come first served', async () => {
  const turns = await through(4, Array.from({ length: 10 }, () => 1));
  expect(turns.flat()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(turns.length).toBeGreaterThanOrEqual(3);
  expect(Math.max(...turns.map(({ length }) => length))).toBeLessThanOrEqual(4);
});

test('what is heavier than a whole turn has one of its own, and nobody waits for ever', async () => {
  const turns = await through(10, [3, 50, 4, 4, 4]);
  expect(turns.flat()).toEqual([0, 1, 2, 3, 4]);
  expect(turns.find((turn) => turn.includes(1))).toEqual([1]);
  expect(turns.length).toBeGreaterThanOrEqual(4);
});

test('whoever comes when nobody waits is through with the next turn, also after a crowd', async () => {
  const { turn } = new EventLoopThrottle(2);
  await Promise.all([turn(), turn(), turn()]);
  await expect(turn()).resolves.toBeUndefined();
});
