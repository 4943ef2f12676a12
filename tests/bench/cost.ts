import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { BoardSpec } from './boards.ts';
import { built } from './built.ts';
import { type FloorName, held } from './floors.ts';
import { median } from './measures.ts';
import { number, type Row, type Settings, times } from './report.ts';
import { pullcord } from './sides.ts';
import { drive, warm } from './traffic.ts';

const CARDS = [50, 500, 5_000] as const;
const LIMITS = [5, 300] as const;

/** What one move costs by the size of the board and by the number of its limits: the decision alone, to look at, and the whole server, which has the floors. */
export async function cost(settings: Settings): Promise<Row[]> {
  const rows: Row[] = [];
  const say = (what: string, micros: readonly number[], names: readonly string[], floor?: FloorName): void => {
    const ratio = (micros.at(-1) as number) / (micros[0] as number);
    rows.push({ what: `${what} at ${names.join(' / ')}: CPU µs`, pullcord: micros.map((one) => number(one, 1)).join(' / '), ratio: times(ratio), ...(floor && held(floor, ratio)) });
  };
  settings.say('cost of a move, decided in process');
  say('decide a move', await decided(CARDS.map((cards) => ({ cards }))), CARDS.map((cards) => `${number(cards)} cards`));
  say('decide a move', await decided(LIMITS.map((limits) => ({ cards: 1_000, limits }))), LIMITS.map((limits) => `${limits} limits`));
  settings.say('cost of a move, on the server');
  say('serve a move', await served(CARDS.map((cards) => ({ cards })), settings), CARDS.map((cards) => `${number(cards)} cards`), 'a move, 5,000 cards against 50');
  say('serve a move', await served(LIMITS.map((limits) => ({ cards: 1_000, limits })), settings), LIMITS.map((limits) => `${limits} limits`), 'a move, 300 limits against 5');
  return rows;
}

/** In a process of its own and compiled like the server: what a loader adds to each function would be measured too. */
async function decided(specs: readonly BoardSpec[]): Promise<number[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [built('decided'), JSON.stringify(specs)]);
  return JSON.parse(stdout) as number[];
}

async function served(specs: readonly BoardSpec[], { seconds, warmUp, repeats, warmMoves }: Settings): Promise<number[]> {
  const servers = await Promise.all(specs.map((spec) => pullcord.start(spec)));
  const spent: number[][] = specs.map(() => []);
  try {
    for (const server of servers) await warm(server, warmMoves);
    // Ten writers with three cards each and the shared ones: they fit on the smallest board.
    for (let n = 0; n < repeats; n += 1)
      for (const [which, server] of servers.entries()) spent[which]?.push((await drive(server, { writers: 10, viewers: 10, seconds, warmUp })).cpuMicrosPerMove);
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
  return spent.map(median);
}
