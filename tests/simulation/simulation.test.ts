import { describe, expect, test } from 'vitest';
import kept from './regressions.json' with { type: 'json' };
import type { Plan } from './plan.ts';
import { planOf } from './plan.ts';
import type { Regression } from './shrink.ts';
import { shrunk } from './shrink.ts';
import { simulate } from './simulate.ts';

const regressions = kept as unknown as readonly Regression[];

describe('a seed is a run', () => {
  test('seed 7 replays identically, 10 of 10', async () => {
    const traces = new Set<string>();
    for (let n = 0; n < 10; n += 1) traces.add((await simulate(planOf(7))).trace);
    expect(traces.size).toBe(1);
  }, 300_000);

  test('another seed is another run', async () => {
    expect((await simulate(planOf(1))).trace).not.toBe((await simulate(planOf(2))).trace);
  });

  test('a failing plan is made smaller and still fails', async () => {
    const plan = planOf(1);
    const small = await shrunk(plan, 'ack-before-write', 12);
    expect((await simulate(small, 'ack-before-write')).violations).not.toEqual([]);
    expect(small.faults.length + small.commands).toBeLessThan(plan.faults.length + plan.commands);
  });
});

describe('what failed once', () => {
  test.each(regressions.map(({ found, plan }): [string, Plan] => [`seed ${plan.seed}: ${found.slice(0, 120)}`, plan]))('%s', async (_found, plan) => {
    expect((await simulate(plan, null, false)).violations).toEqual([]);
  });
});
