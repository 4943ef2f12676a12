import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import { draws } from '../../support/chance.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { Plant, type PlantNode } from '../../support/server/plant.ts';
import { buildServer } from '../../support/server/server-process.ts';
import { Shift } from '../../support/server/shift.ts';
import { NOTHING_WRONG, STORM_DIRECTORY, Storm } from '../../support/server/storm.ts';
import { pause, until } from '../../support/until.ts';
import { WiredSet } from '../../support/store/wired-set.ts';
import { contendedShop } from '../../support/shop/workshop.ts';

/** The short forms; the long ones are `npm run chaos`. */
const PAUSES = 6;

let built: Awaited<ReturnType<typeof buildServer>>;
let set: WiredSet;
let plant: Plant;
beforeAll(async () => {
  [built, set] = await Promise.all([buildServer(), WiredSet.start()]);
  plant = await Plant.start({ main: built.main, set, directory: STORM_DIRECTORY });
}, 180_000);
afterAll(async () => {
  await plant?.stop();
  await set?.stop();
  built?.remove();
}, 60_000);

const closing: { close(): void | Promise<void> }[] = [];
afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one.close();
});
const storm = async (...args: Parameters<typeof Storm.start>): Promise<Storm> => {
  const started = await Storm.start(...args);
  closing.push(started);
  return started;
};

test(`REL-17: of three nodes one at a time is paused, ${PAUSES} times: what it decided before is decided anew, and its screens are right within two seconds`, { timeout: 120_000 }, async () => {
  const crowd = await storm(plant, 'paused');
  const next = draws(17);
  let slowest = 0;
  let meanwhile = 0;
  for (let round = 0; round < PAUSES; round += 1) {
    const { process } = plant.nodes[round % plant.nodes.length] as PlantNode;
    await crowd.goesOn(20);
    const before = crowd.acked;
    process.signal('SIGSTOP');
    try {
      await pause(500 + 2_000 * next());
    } finally {
      process.signal('SIGCONT');
    }
    meanwhile += crowd.acked - before;
    slowest = Math.max(slowest, await crowd.screensCatchUp());
  }
  const aftermath = await crowd.end({ acked: 300, refused: 100 });
  console.log(`REL-17 on MongoDB: ${PAUSES} pauses, ${JSON.stringify(aftermath)}, ${meanwhile} acknowledged meanwhile, right again after ${slowest.toFixed(0)} ms at most`);
  expect(aftermath).toMatchObject(NOTHING_WRONG);
  expect(meanwhile).toBeGreaterThan(PAUSES * 5);
  expect(slowest).toBeLessThanOrEqual(2_000);
});

test('REL-31: the primary is killed -9 under load: nothing is lost, nobody is refused wrongly, and writes are back within 15 seconds', { timeout: 120_000 }, async () => {
  const crowd = await storm(plant, 'failover');
  await crowd.goesOn(100);
  const primary = await set.primary();
  const silence = await crowd.silenceDuring(() => primary.kill());
  await crowd.goesOn(100);
  expect(await set.primary()).not.toBe(primary);
  primary.start();
  await set.inStep();
  const aftermath = await crowd.end({ acked: 300, refused: 100 });
  console.log(`REL-31: ${JSON.stringify(aftermath)}, writes were back after ${silence.toFixed(0)} ms`);
  expect(aftermath).toMatchObject(NOTHING_WRONG);
  expect(silence).toBeGreaterThan(100);
  expect(silence).toBeLessThanOrEqual(15_000);
});

test('REL-32: a primary that no other member hears takes writes for a while: none of them was acknowledged, and no acknowledged one is taken back', { timeout: 120_000 }, async () => {
  const crowd = await storm(plant, 'partition');
  await crowd.goesOn(100);
  const primary = await set.primary();
  const wire = primary.wire();
  wire.weather.deaf = true;
  try {
    await set.primary(set.members.filter((member) => member !== primary));
    await crowd.goesOn(50);
  } finally {
    wire.mend();
  }
  await set.inStep();
  // What it had alone was rolled back now, or there was nothing.
  const aftermath = await crowd.end({ acked: 200, refused: 50 });
  console.log(`REL-32: ${JSON.stringify(aftermath)}`);
  expect(aftermath).toMatchObject(NOTHING_WRONG);
});

test('REL-34: each of three nodes is told to stop and started again while people work: nothing is lost and nobody sees an error', { timeout: 120_000 }, async () => {
  const rooms = new BoardRooms({ log: plant.store, clock: Date.now, directory: () => STORM_DIRECTORY });
  const board = await makeBoard(rooms, 'rolling', contendedShop(3, 2));
  await rooms.close();
  const before = (await plant.store.head(board))?.seq ?? 0;
  // Everybody comes in by one door, which leads to the node that stops next.
  const front = (plant.nodes[0] as PlantNode).door;
  const shift = new Shift(front.url, front.port, board);
  closing.push(shift);
  const stops: number[] = [];
  const moves: number[] = [];
  for (const [index, node] of plant.nodes.entries()) {
    const enough = shift.issued.size + 150;
    await until('work goes on', () => shift.isLive() && shift.issued.size >= enough, 30_000);
    front.pointTo((plant.nodes[(index + 1) % plant.nodes.length] as PlantNode).process.port);
    const from = performance.now();
    const end = node.process.end('SIGTERM').then((code) => {
      stops.push(performance.now() - from);
      return code;
    });
    await until('its people lose it', () => !shift.isLive(), 10_000);
    const left = performance.now();
    await until('they are with the next one', () => shift.isLive(), 10_000);
    moves.push(performance.now() - left);
    expect(await end).toBe(0);
    await plant.startAgain(node);
  }
  await until('every screen is back', () => shift.isLive(), 20_000);
  await shift.end();
  front.pointTo((plant.nodes[0] as PlantNode).process.port);
  expect(await shift.wrongs(plant.store, before)).toEqual([]);
  console.log(`REL-34 on three nodes: ${shift.issued.size} commands, ${shift.scripted} of them by the second door; stopped within ${Math.max(...stops).toFixed(0)} ms, moved within ${Math.max(...moves).toFixed(0)} ms`);
  expect(shift.issued.size).toBeGreaterThan(450);
  expect(Math.max(...stops)).toBeLessThanOrEqual(10_000);
  expect(Math.max(...moves)).toBeLessThanOrEqual(3_000);
});
