import { parseArgs } from 'node:util';
import { Plant } from '../support/server/plant.ts';
import { buildServer } from '../support/server/server-process.ts';
import { STORM_DIRECTORY } from '../support/server/storm.ts';
import { WiredSet } from '../support/store/wired-set.ts';
import { cut } from './cuts.ts';
import { kill } from './kills.ts';
import { report, tellRound } from './report.ts';
import { type Round, playRound } from './rounds.ts';

const USAGE = `npm run chaos -- --minutes <number> [--seed <whole number>] [--store mongo|file] [--only <part of a fault's name>],
  or npm run chaos -- --kills <number> --moves <number> [--seed <whole number>] [--nodes <number>] [--routed]: two nodes behind a proxy that routes by board,
  or npm run chaos -- --cuts <number> [--seed <whole number>]`;

/** Fewer acknowledged moves a minute than this prove nothing. */
const TOO_THIN = 300;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string', default: '1' }, store: { type: 'string', default: 'mongo' }, only: { type: 'string', default: '' }, cuts: { type: 'string' }, kills: { type: 'string' }, routed: { type: 'boolean', default: false }, nodes: { type: 'string', default: '3' }, moves: { type: 'string', default: '10000' } } });
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
  if (!(minutes > 0) || !Number.isInteger(seed) || !['mongo', 'file'].includes(values.store)) throw new Error(`It is: ${USAGE}`);
  if (values.kills !== undefined) {
    const [kills, moves] = [Number(values.kills), Number(values.moves)];
    if (!(Number.isInteger(kills) && kills > 0 && Number.isInteger(moves) && moves > 0)) throw new Error(`It is: ${USAGE}`);
    return kill({ kills, moves, seed, nodes: values.routed ? 2 : Number(values.nodes), routed: values.routed });
  }
  if (values.cuts !== undefined) {
    const cuts = Number(values.cuts);
    if (!(Number.isInteger(cuts) && cuts > 0)) throw new Error(`It is: ${USAGE}`);
    return cut(cuts, seed);
  }
  const stopping: (() => Promise<void> | void)[] = [];
  let told = false;
  // The first Ctrl+C ends the round and reports; servers and members die with the process in any case.
  process.on('SIGINT', () => {
    if (told) process.exit(130);
    told = true;
  });
  process.on('SIGTERM', () => process.exit(143));
  try {
    const built = await buildServer();
    stopping.push(() => built.remove());
    const set = values.store === 'mongo' ? await WiredSet.start() : null;
    if (set) stopping.push(() => set.stop());
    const plant = await Plant.start({ main: built.main, set, directory: STORM_DIRECTORY });
    stopping.push(() => plant.stop());
    const from = performance.now();
    const isOver = (): boolean => told || performance.now() - from > minutes * 60_000;
    const rounds: Round[] = [];
    while (!isOver()) {
      const round = await playRound(plant, seed, rounds.length + 1, isOver, values.only);
      rounds.push(round);
      console.log(tellRound(round));
    }
    const ms = performance.now() - from;
    console.log(`\n${report(rounds, { ms, seed, store: set ? 'a replica set of three' : 'one file' })}`);
    const acked = rounds.reduce((sum, { aftermath }) => sum + aftermath.acked, 0);
    const thin = acked < (TOO_THIN * ms) / 60_000;
    if (thin) console.log(`Only ${acked} moves were acknowledged: too few to prove anything.`);
    return thin || rounds.some(({ faults }) => faults.length > 0) ? 1 : 0;
  } finally {
    for (const stop of stopping.reverse()) await stop();
  }
}

process.exit(await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
}));
