import { draws } from '../support/chance.ts';
import { cutAll, fillDisk, slowDown } from '../support/store/member-faults.ts';
import { Plant } from '../support/server/plant.ts';
import { buildServer } from '../support/server/server-process.ts';
import { mayMount } from '../support/store/small-disk.ts';
import { type Aftermath, STORM_DIRECTORY, Storm } from '../support/server/storm.ts';
import { WiredSet } from '../support/store/wired-set.ts';

/** A storm is judged whole, so its log is kept short. */
const CUTS_A_STORM = 10;
const SLOW = 10_000;

/** REL-33 in the form that a machine allows which keeps its own power. The exit code. */
export async function cut(cuts: number, seed: number): Promise<number> {
  const built = await buildServer();
  const mountable = mayMount();
  const set = await WiredSet.start({ electionAfter: 1_000, smallDisk: mountable });
  const from = performance.now();
  const next = draws(seed);
  const silences: number[] = [];
  const lines: string[] = [];
  let plant: Plant | null = null;
  let wrong = 0;
  const under = async (plant: Plant, name: string, strike: (storm: Storm) => Promise<string>): Promise<void> => {
    const storm = await Storm.start(plant, name);
    try {
      const did = await strike(storm);
      const aftermath = await storm.end();
      wrong += aftermath.faults.length;
      lines.push(`  ${did}: ${told(aftermath)}`, ...aftermath.faults.slice(0, 20).map((fault) => `    FAULT: ${fault}`));
      console.log(lines.at(-1 - Math.min(20, aftermath.faults.length)));
    } finally {
      await storm.close();
    }
  };
  try {
    plant = await Plant.start({ main: built.main, set, directory: STORM_DIRECTORY });
    for (let done = 0; done < cuts; done += CUTS_A_STORM) {
      const count = Math.min(CUTS_A_STORM, cuts - done);
      await under(plant, `cuts-${done + 1}`, async (storm) => {
        const before = silences.length;
        for (let one = 0; one < count; one += 1) {
          await storm.goesOn(20 + Math.floor(next() * 60));
          silences.push(await cutAll(set, storm, next() * 1_000));
        }
        return `all members killed -9 at once, cuts ${done + 1} to ${done + count}, writes back after ${seconds(silences.slice(before))} at most`;
      });
    }
    await under(plant, 'slow', async (storm) => {
      const primary = await set.primary();
      const secondaries = set.members.filter((member) => member !== primary);
      const aside = await Promise.all(secondaries.slice(0, 1).map((member) => slowDown(member, storm, SLOW)));
      const ahead = await slowDown(primary, storm, SLOW);
      await set.inStep();
      return `a slow secondary, longest silence ${seconds(aside)}; a slow primary, ${seconds([ahead])}`;
    });
    if (mountable) await under(plant, 'full', async (storm) => `the primary's disk full, writes back after ${seconds([await fillDisk(set, storm)])}`);
    else lines.push('  no full disk: this user may not mount a file system here');
    console.log(`\nREL-33 on three nodes and a replica set of three, seed ${seed}, ${((performance.now() - from) / 60_000).toFixed(1)} min`);
    for (const line of lines) console.log(line);
    console.log(wrong === 0 ? 'Nothing went wrong.' : `${wrong} went wrong.`);
    return wrong > 0 ? 1 : 0;
  } finally {
    await plant?.stop();
    await set.stop();
    built.remove();
  }
}

const seconds = (silences: readonly number[]): string => `${(Math.max(0, ...silences) / 1_000).toFixed(1)} s`;
const told = ({ acked, refused, unanswered, unknown, breaches, lost, twice, gaps }: Aftermath): string =>
  `${acked} acknowledged, ${refused} refused, ${unanswered} unanswered, ${unknown} told to try again; ${breaches} breaches, ${lost} lost, ${twice} twice, ${gaps} gaps`;
