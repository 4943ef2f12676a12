import { parseArgs } from 'node:util';
import { planOf } from './plan.ts';
import { simulate } from './simulate.ts';
import type { Mutant } from './simulate.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '100' }, mutant: { type: 'string' } } });
const first = Number(values.seed);
const runs = Number(values.runs);
const began = performance.now();
let [commands, acked, refused, faults, hours, failed, commits] = [0, 0, 0, 0, 0, 0, 0];
for (let n = 0; n < runs; n += 1) {
  const outcome = await simulate(planOf(first + n), (values.mutant ?? null) as Mutant | null);
  commands += outcome.commands;
  acked += outcome.acked;
  refused += outcome.refusedHere;
  faults += outcome.faults;
  hours += outcome.hours;
  commits += outcome.commits;
  if (outcome.violations.length > 0) {
    failed += 1;
    console.log(`seed ${first + n}: ${outcome.violations.join('\n  ')}`);
    if (failed >= 5) break;
  }
}
const seconds = (performance.now() - began) / 1000;
console.log({ runs, failed, seconds, commands, acked, commits, refused, faults, hours });
