import { describe, expect, test } from 'vitest';
import { planOf } from '../../simulation/plan.ts';
import { MUTANTS, simulate } from '../../simulation/simulate.ts';

/** Within so many seeds each broken server must be found out. */
const WITHIN = 60;

describe('the simulation has teeth: a server with one fault is found (REL-3, REL-29)', () => {
  test.each(MUTANTS)('%s', async (mutant) => {
    for (let seed = 1; seed <= WITHIN; seed += 1) {
      const { violations } = await simulate(planOf(seed), mutant);
      if (violations.length === 0) continue;
      expect(violations[0]).toMatch(/^(I\d|replica)/);
      return;
    }
    expect.fail(`${mutant} was not found within ${WITHIN} seeds`);
  }, 300_000);
});
