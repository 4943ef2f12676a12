import { figuresOf, median, memoryMiB, pause } from './measures.ts';
import { type FloorName, held } from './floors.ts';
import { number, type Row, type Settings, times } from './report.ts';
import { pullcord, type Running } from './sides.ts';
import { firstBoard } from './starts.ts';
import { joined } from './joins.ts';
import { drive, warm } from './traffic.ts';

const CLOSED = 20_000;
const JOINS = 8;

interface Measured {
  readonly memory: number;
  readonly snapshot: number;
  readonly join: number;
  readonly start: number;
  readonly move: number;
}

/** The cost of a board must not depend on its history: 20,000 closed orders beside none, the same live cards, the same age. */
export async function history(settings: Settings): Promise<Row[]> {
  const closed = settings.repeats > 1 ? CLOSED : 500;
  const measured: Measured[] = [];
  for (const orders of [0, closed]) {
    settings.say(`history: ${number(orders)} closed orders`);
    measured.push(await aged(orders, settings));
  }
  const [without, beside] = measured as [Measured, Measured];
  const row = (what: string, unit: string, floor: FloorName, of: (one: Measured) => number, digits = 0): Row =>
    ({ what: `  ${what}, ${unit}`, pullcord: number(of(beside), digits), reference: number(of(without), digits), ratio: times(of(beside) / of(without)), ...held(floor, of(beside) / of(without)) });
  return [
    { what: `a board with ${number(closed)} closed orders; as reference the same without`, pullcord: '' },
    row('memory', 'MiB', 'history: memory', (one) => one.memory),
    row('whole board on the wire', 'KiB', 'history: snapshot', (one) => one.snapshot),
    row('join', 'ms', 'history: join', (one) => one.join, 1),
    row('board opened from a snapshot', 'ms', 'history: start from a snapshot', (one) => one.start, 1),
    row('a move', 'CPU µs', 'history: move', (one) => one.move, 1),
  ];
}

async function aged(closed: number, { seconds, warmUp, repeats, warmMoves }: Settings): Promise<Measured> {
  let server = await pullcord.start({ cards: 500, closed });
  try {
    // The first opening reads the whole log and leaves a snapshot; what is folded behind the log is folded once.
    await firstBoard(server);
    await folded(server);
    const starts: number[] = [];
    for (let n = 0; n < Math.max(3, repeats); n += 1) {
      server = await server.restart();
      starts.push((await firstBoard(server)).opening);
    }
    await folded(server);
    await warm(server, warmMoves);
    const moves: number[] = [];
    for (let n = 0; n < repeats; n += 1) moves.push((await drive(server, { writers: 10, viewers: 10, seconds, warmUp })).cpuMicrosPerMove);
    const joins = [];
    for (let n = 0; n < JOINS; n += 1) joins.push(await joined(server));
    return { memory: memoryMiB(server.pid), snapshot: (joins[0]?.bytes ?? Number.NaN) / 1024, join: median(joins.map(({ took }) => took)), start: median(starts), move: median(moves) };
  } finally {
    await server.stop();
  }
}

/** Until archive and search have read what there is. */
async function folded(server: Running): Promise<void> {
  for (const patience = performance.now() + 300_000; performance.now() < patience; await pause(200)) {
    const behind = [...(await figuresOf(server))].filter(([name]) => name.startsWith('pullcord_projection_lag_commits'));
    if (behind.every(([, commits]) => commits === 0)) return;
  }
  throw new Error('The projections do not come to the end of the log.');
}
