import type { Plan } from './plan.ts';
import { simulate } from './simulate.ts';
import type { Mutant } from './simulate.ts';

/** A plan that failed once (regressions.json); CI replays it for ever. */
export interface Regression { readonly found: string; readonly plan: Plan }

/** A smaller plan that still fails: fewer faults, commands, screens and orders. At most `trials` runs. */
export async function shrunk(plan: Plan, mutant: Mutant | null = null, trials = 120): Promise<Plan> {
  let least = plan;
  let left = trials;
  const fails = async (candidate: Plan): Promise<boolean> => {
    if (left <= 0) return false;
    left -= 1;
    if ((await simulate(candidate, mutant, false)).violations.length === 0) return false;
    least = candidate;
    return true;
  };
  for (let before: Plan | null = null; before !== least && left > 0;) {
    before = least;
    for (let size = Math.ceil(least.faults.length / 2); size >= 1; size = Math.floor(size / 2)) {
      for (let from = 0; from < least.faults.length;) {
        if (!(await fails({ ...least, faults: least.faults.filter((_, index) => index < from || index >= from + size) }))) from += size;
      }
    }
    while (least.commands > 1 && (await fails({ ...least, commands: Math.floor(least.commands / 2) })));
    while (least.screens > 1 && (await fails({ ...least, screens: least.screens - 1 })));
    while (least.orders > 1 && (await fails({ ...least, orders: least.orders - 1 })));
  }
  return least;
}
