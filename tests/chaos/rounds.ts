import { draws } from '../support/chance.ts';
import type { Plant } from '../support/server/plant.ts';
import { type Aftermath, Storm } from '../support/server/storm.ts';
import { pause } from '../support/until.ts';
import { type Fault, faultsOf } from './faults.ts';

/** A round is judged whole, so it is as long as its logs are pleasant to read back. */
const ROUND = 45_000;
/** REL-31. */
const WRITES_BACK_WITHIN = 15_000;

export interface Struck {
  readonly name: string;
  /** The longest time without an acknowledgement, ms; for those that strike the store. */
  readonly silence: number | null;
}

export interface Round {
  readonly number: number;
  readonly struck: readonly Struck[];
  /** The screens' slowest way back to the log after a fault was mended, ms. */
  readonly back: number;
  readonly aftermath: Aftermath;
  readonly faults: readonly string[];
}

/** One storm on boards of its own, under one fault after another, now and then two at once. The same seed names the same plan. `only`: part of the names of the faults. */
export async function playRound(plant: Plant, seed: number, number: number, isOver: () => boolean, only = ''): Promise<Round> {
  const next = draws(seed * 1_000_003 + number);
  const all = faultsOf(plant).filter(({ name }) => name.includes(only));
  if (all.length === 0) throw new Error(`No fault is called ${only}. There are: ${faultsOf(plant).map(({ name }) => name).join(', ')}.`);
  const doors = all.filter(({ part }) => part === 'door');
  const deadline = performance.now() + ROUND;
  const struck: Struck[] = [];
  const faults: string[] = [];
  let back = 0;
  const storm = await Storm.start(plant, `round-${number}`);
  const strike = async (fault: Fault, node: number, ms: number): Promise<void> => {
    const hit = plant.nodes[node] as Plant['nodes'][number];
    const silence = await storm.silenceDuring(() => fault.strike(plant, hit, ms)).catch((error: unknown) => {
      faults.push(`${fault.name}: ${(error as Error).message}`);
      return 0;
    });
    if (fault.failover && silence > WRITES_BACK_WITHIN) faults.push(`late: no writes for ${silence.toFixed(0)} ms after: ${fault.name}`);
    struck.push({ name: fault.name, silence: fault.part === 'store' ? silence : null });
  };
  try {
    while (performance.now() < deadline && !isOver()) {
      const pick = (from: readonly Fault[]): (() => Promise<void>) => {
        const fault = from[Math.floor(next() * from.length)] as Fault;
        const [node, ms] = [Math.floor(next() * plant.nodes.length), 1_000 + next() * 7_000];
        return () => strike(fault, node, ms);
      };
      const first = pick(all);
      const second = doors.length > 0 && next() < 0.25 ? pick(doors) : null;
      await pause(next() * 500);
      await Promise.all([first(), second?.()]);
      back = Math.max(back, await storm.screensCatchUp().catch((error: unknown) => {
        faults.push(`late: ${(error as Error).message}`);
        return 0;
      }));
    }
    const aftermath = await storm.end();
    return { number, struck, back, aftermath, faults: [...faults, ...aftermath.faults] };
  } finally {
    await storm.close();
  }
}
