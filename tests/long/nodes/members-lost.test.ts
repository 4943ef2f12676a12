import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { draws } from '../../support/chance.ts';
import { cutAll, slowDown } from '../../support/store/member-faults.ts';
import { Plant } from '../../support/server/plant.ts';
import { buildServer } from '../../support/server/server-process.ts';
import { NOTHING_WRONG, STORM_DIRECTORY, Storm } from '../../support/server/storm.ts';
import { WiredSet } from '../../support/store/wired-set.ts';

/** The short form; the long one is `npm run chaos -- --cuts 50`, with a full disk, for which a file system has to be mounted. */
const CUTS = 2;

let built: Awaited<ReturnType<typeof buildServer>>;
let set: WiredSet;
let plant: Plant;
beforeAll(async () => {
  [built, set] = await Promise.all([buildServer(), WiredSet.start({ electionAfter: 2_000 })]);
  plant = await Plant.start({ main: built.main, set, directory: STORM_DIRECTORY, nodes: 2 });
}, 180_000);
afterAll(async () => {
  await plant?.stop();
  await set?.stop();
  built?.remove();
}, 60_000);

let crowd: Storm | null = null;
afterEach(async () => {
  await crowd?.close();
  crowd = null;
});

/** Acknowledgements that make a judgement worth something. What people saw meanwhile is that it is tried again, and no other word. */
const ENOUGH = { acked: 100 };

test(`REL-33: all three members are killed -9 at once under load, ${CUTS} times: nothing that was acknowledged is lost, and writes are back by themselves`, { timeout: 120_000 }, async () => {
  crowd = await Storm.start(plant, 'cut');
  const next = draws(33);
  let slowest = 0;
  for (let cut = 0; cut < CUTS; cut += 1) {
    await crowd.goesOn(20);
    slowest = Math.max(slowest, await cutAll(set, crowd, next() * 500));
  }
  const aftermath = await crowd.end(ENOUGH);
  console.log(`REL-33: ${CUTS} cuts, ${JSON.stringify(aftermath)}, writes back after ${slowest.toFixed(0)} ms at most`);
  expect(aftermath).toMatchObject(NOTHING_WRONG);
  expect(slowest).toBeGreaterThan(100);
});

test('REL-33: one member is slow: a majority goes on without it, and with a slow primary everything only takes longer', { timeout: 120_000 }, async () => {
  crowd = await Storm.start(plant, 'slow');
  const primary = await set.primary();
  const secondary = set.members.find((member) => member !== primary);
  if (!secondary) throw new Error('There is no secondary.');
  const [aside, ahead] = [await slowDown(secondary, crowd, 3_000), await slowDown(primary, crowd, 3_000)];
  await set.inStep();
  const aftermath = await crowd.end(ENOUGH);
  console.log(`REL-33: ${JSON.stringify(aftermath)}, longest silence ${aside.toFixed(0)} ms beside a slow secondary and ${ahead.toFixed(0)} ms behind a slow primary`);
  expect(aftermath).toMatchObject(NOTHING_WRONG);
  expect(aside).toBeLessThanOrEqual(5_000);
  expect(ahead).toBeLessThanOrEqual(15_000);
});
