import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { planOf } from './plan.ts';
import { shrunk } from './shrink.ts';
import type { Regression } from './shrink.ts';
import { MUTANTS, simulate } from './simulate.ts';
import type { Mutant, Outcome } from './simulate.ts';

// `npm run simulate -- --seed 1 --runs 1000`: any number of seeds; what fails is made smaller and kept.
const KEPT = new URL('./regressions.json', import.meta.url);

const { values } = parseArgs({ options: {
  seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '100' }, mutant: { type: 'string' }, 'no-keep': { type: 'boolean', default: false },
} });
const mutant = MUTANTS.find((each) => each === values.mutant) ?? null;
if (values.mutant !== undefined && mutant === null) {
  console.error(`There is no mutant ${values.mutant}. There are: ${MUTANTS.join(', ')}.`);
  process.exit(1);
}
process.exitCode = (await run(Number(values.seed), Number(values.runs), mutant, !values['no-keep'] && mutant === null)) > 0 ? 1 : 0;

async function run(first: number, runs: number, of: Mutant | null, keep: boolean): Promise<number> {
  const began = performance.now();
  const sum = { commands: 0, acked: 0, commits: 0, refusedHere: 0, faults: 0, hours: 0 };
  let failed = 0;
  let done = 0;
  const line = (): string => {
    const seconds = (performance.now() - began) / 1_000;
    return `${done} seeds, ${(done / seconds).toFixed(1)} seeds/s, ${sum.hours.toFixed(0)} simulated hours, ${sum.commands} commands sent, ${sum.acked} acknowledged, ${sum.faults} faults, ${failed} failed`;
  };
  for (let seed = first; seed < first + runs; seed += 1) {
    const outcome = await simulate(planOf(seed), of);
    done += 1;
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += outcome[key];
    if (outcome.violations.length > 0) {
      failed += 1;
      await report(outcome, of, keep);
      if (failed >= 5) break;
    }
    if (done % 50 === 0) console.log(line());
  }
  console.log(line());
  return failed;
}

async function report(outcome: Outcome, of: Mutant | null, keep: boolean): Promise<void> {
  console.log(`seed ${outcome.plan.seed} fails:\n  ${outcome.violations.slice(0, 5).join('\n  ')}`);
  if (!keep) return;
  const plan = await shrunk(outcome.plan, of);
  const found = (await simulate(plan, of, false)).violations[0] ?? outcome.violations[0] ?? '';
  const kept = JSON.parse(await readFile(KEPT, 'utf8')) as Regression[];
  await writeFile(KEPT, `${JSON.stringify([...kept, { found, plan }], null, 1)}\n`);
  console.log(`  made smaller (${plan.screens} screens, ${plan.commands} commands, ${plan.faults.length} faults) and kept in tests/simulation/regressions.json`);
}
