import { AUDIENCE_SIZES } from '../../server/socket/audience.ts';
import { held } from './floors.ts';
import { cpuSeconds, memoryMiB, median } from './measures.ts';
import { type Constants, constantsOf, type Observed, predicted } from './node-model.ts';
import { type Database, since, startBenchSet } from './replica-set.ts';
import { number, type Row, type Settings } from './report.ts';
import { onBoard, type Running } from './sides.ts';
import { drive, warm } from './traffic.ts';

const BOARD = { cards: 500, boards: 2 };
/** Moves a second from a clock and viewers, of one node: alone and in groups, to few and to many; and of each of the two nodes that are then foretold. */
const LEARNED = [[40, 10], [40, 90], [160, 90], [400, 10]] as const;
const FORETOLD = { rate: 90, writers: 16, viewers: 40 };
const BEACONS = 1_000 / AUDIENCE_SIZES.beaconEvery;

/**
 * The model of SCALING.md: its constants from runs of one node over a replica set, beside another node
 * that has nothing to do but hear of it; then what two nodes with a board each will use, and do use.
 * How many moves share a group and a message is read off the runs: that is the crowd's timing and the
 * store's, and no work of the node.
 */
export async function model({ seconds, warmUp, repeats, warmMoves, say }: Settings): Promise<Row[]> {
  say('the model of a node, and two nodes foretold by it');
  const set = await startBenchSet();
  const started: Running[] = [];
  try {
    const database = await set.database('model', BOARD);
    const [left, right] = [await database.node(), await database.node()];
    started.push(left, right);
    const boards = [left, right].map((node, n) => ({ ...node, ...onBoard(n) }));
    for (const each of boards) await warm(each, warmMoves / 2);
    const runs = Array.from({ length: Math.min(repeats, 2) });
    const busy: Observed[] = [];
    const idle: Observed[] = [];
    const both: (readonly Observed[])[] = [];
    const times = { seconds: Math.min(seconds, 3), warmUp: Math.min(warmUp, 0.5) };
    for (const _ of runs) {
      // Somebody at the other node watches the board that is worked on: else it would hear of nothing.
      const watching = await right.look(0);
      for (const [rate, viewers] of LEARNED) {
        const [worked, heard] = await observed(database, boards, [{ ...times, rate, writers: 10, viewers }, null]) as [Observed, Observed];
        busy.push(worked);
        idle.push(heard);
      }
      watching.close();
      both.push(await observed(database, boards, [{ ...times, ...FORETOLD }, { ...times, ...FORETOLD }]));
    }
    const constants = constantsOf(idle, busy);
    return [...rowsOf(constants, both), { what: '  resident MiB of a node after it, two boards of 500 cards', pullcord: number(memoryMiB(left.pid)) }];
  } finally {
    await Promise.all(started.map((one) => one.stop()));
    await set.stop();
  }
}

type Load = Parameters<typeof drive>[1];

/** Each board driven through its own node at the same time; null: that node only hears of the others. */
async function observed(database: Database, boards: readonly Running[], loads: readonly (Load | null)[]): Promise<Observed[]> {
  const before = await Promise.all(boards.map((node) => database.done([node])));
  const began = performance.now();
  const cpu = boards.map(({ pid }) => cpuSeconds(pid));
  const figures = await Promise.all(boards.map((node, n) => (loads[n] ? drive(node, loads[n]) : Promise.resolve(null))));
  const took = (performance.now() - began) / 1_000;
  const used = boards.map(({ pid }, n) => cpuSeconds(pid) - (cpu[n] as number));
  const after = await Promise.all(boards.map((node, n) => database.done([node]).then((now) => since(before[n] as typeof now, now))));
  return figures.map((one, n) => {
    const done = after[n] as (typeof after)[number];
    if (!one) return { cpu: ((used[n] as number) / took) * 1e6, moves: 0, groups: 0, frames: 0, foreign: after.reduce((sum, { commits }) => sum + commits, 0) / took };
    const moves = one.movesPerSecond;
    const viewers = loads[n]?.viewers ?? 0;
    return {
      cpu: one.cpuMicrosPerMove * moves, moves, groups: (moves * done.appends) / done.commits,
      frames: viewers * (moves / one.perMessage + BEACONS), foreign: 0,
    };
  });
}

function rowsOf(constants: Constants, both: readonly (readonly Observed[])[]): Row[] {
  const perMove = (of: (one: Observed) => number): number =>
    median(both.map((nodes) => nodes.reduce((sum, one) => sum + of(one), 0) / nodes.reduce((sum, { moves }) => sum + moves, 0)));
  const [foretold, measured] = [perMove((one) => predicted(constants, one)), perMove(({ cpu }) => cpu)];
  const off = Math.abs(foretold / measured - 1);
  const { base, move, group, frame, foreign } = constants;
  return [
    { what: 'model, CPU µs: a second; a move; a group; a frame to a viewer; a move of another node', pullcord: [base, move, group, frame, foreign].map((one) => number(one)).join('; ') },
    { what: '  two nodes, two boards, CPU µs a move: foretold / measured', pullcord: `${number(foretold)} / ${number(measured)}`, ratio: `${number(100 * off)} % off`, ...held('model of a node', 100 * off) },
  ];
}
