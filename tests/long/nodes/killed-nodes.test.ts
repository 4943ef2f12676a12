import { afterAll, beforeAll, expect, test } from 'vitest';
import { killNodes } from '../../support/server/killed-nodes.ts';
import { type RealMongo, startReplicaSet } from '../../support/store/real-mongod.ts';
import { buildServer, dataFolder } from '../../support/server/server-process.ts';

/** The short form; the long one is 50 kills and 10,000 moves. */
const KILLS = 5;
const MOVES = 1_000;

let built: Awaited<ReturnType<typeof buildServer>>;
let set: RealMongo;
beforeAll(async () => {
  [built, set] = await Promise.all([buildServer(), startReplicaSet()]);
}, 180_000);
afterAll(async () => {
  built?.remove();
  await set?.stop();
}, 60_000);

test('REL-1: three nodes on a replica set of three, one killed -9 at a time under 24 contending clients: nothing is lost, doubled or above a limit', { timeout: 300_000 }, async ({ signal }) => {
  const data = dataFolder();
  try {
    const { verdict, ...figures } = await killNodes({ main: built.main, dataDir: data.path, uri: set.uri('killed-nodes'), kills: KILLS, moves: MOVES, slots: 2, seed: 1, isOver: () => signal.aborted });
    const { faults, ...counts } = verdict;
    console.log(`REL-1 on MongoDB: ${JSON.stringify(counts)}, ${JSON.stringify(figures)}`);
    expect(faults).toEqual([]);
    expect(counts).toMatchObject({ breaches: 0, lost: 0, twice: 0, gaps: 0, unanswered: 0 });
    expect(counts.acked).toBeGreaterThanOrEqual(MOVES);
    expect(counts.refused).toBeGreaterThan(counts.acked / 10);
    expect(figures.killed).toBe(KILLS);
    expect(figures.screensWrong).toBe(0);
    expect(figures.converged).toBeLessThanOrEqual(2_000);
  } finally {
    data.remove();
  }
});
