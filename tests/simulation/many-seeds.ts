import { expect } from 'vitest';
import { planOf } from './plan.ts';
import { ENOUGH, simulate } from './simulate.ts';

/** Runs the seeds and fails with the first violations, and with too little going on: a quiet run proves nothing. */
export async function holds(first: number, last: number): Promise<void> {
  let acked = 0;
  let seeds = 0;
  let hours = 0;
  for (let seed = first; seed <= last; seed += 1) {
    const outcome = await simulate(planOf(seed));
    if (outcome.violations.length > 0) expect.fail(`npm run simulate -- --seed ${seed} --runs 1\n${outcome.violations.join('\n')}`);
    expect(outcome.commands, `commands of seed ${seed}`).toBeGreaterThanOrEqual(200);
    expect(outcome.faults, `faults of seed ${seed}`).toBeGreaterThanOrEqual(ENOUGH);
    acked += outcome.acked;
    hours += outcome.hours;
    seeds += 1;
  }
  expect(acked / seeds, 'acknowledged commands a seed').toBeGreaterThan(80);
  expect(hours / seeds, 'simulated hours a seed').toBeGreaterThan(2);
}
