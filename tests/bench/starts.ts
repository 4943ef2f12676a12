import { held } from './floors.ts';
import { median, pause } from './measures.ts';
import { number, type Row, type Settings } from './report.ts';
import { pullcord, type Running } from './sides.ts';
import { ThinClient } from './thin-client.ts';

const COMMITS = 50_000;

/** From the start of the process to the first board on a screen, with 50,000 commits in the log. */
export async function coldStart({ repeats, say }: Settings): Promise<Row[]> {
  say(`cold start with ${number(COMMITS)} commits`);
  const nothing = await pullcord.start({ cards: 50 });
  const bare = await firstBoard(nothing);
  await nothing.stop();
  let server = await pullcord.start({ cards: 1_000, commits: COMMITS });
  try {
    const cold = await firstBoard(server);
    // The first opening leaves a snapshot behind, after it has answered.
    await pause(1_000);
    const warm: Ready[] = [];
    for (let n = 0; n < repeats; n += 1) {
      server = await server.restart();
      warm.push(await firstBoard(server));
    }
    const [total, opening] = [median(warm.map((one) => one.total)), median(warm.map((one) => one.opening))];
    return [
      { what: 'cold start, 50,000 commits: first board on a screen, ms', pullcord: number(cold.total), ratio: `board opened in ${number(cold.opening)} ms`, ...held('cold start, 50,000 commits', cold.total) },
      { what: '  from a snapshot: ms', pullcord: number(total), ratio: `board opened in ${number(opening)} ms`, ...held('start from a snapshot', opening) },
      { what: '  a board of 10 commits, for comparison: ms', pullcord: number(bare.total), ratio: `board opened in ${number(bare.opening)} ms` },
    ];
  } finally {
    await server.stop();
  }
}

interface Ready {
  /** ms since the process was started. */
  readonly total: number;
  /** ms from asking for the board to having it. */
  readonly opening: number;
}

export async function firstBoard(server: Running): Promise<Ready> {
  const began = performance.now();
  const client = await ThinClient.connect(server.port, server.auth(0));
  await client.ask('join', server.joinMessage(null));
  const opening = performance.now() - began;
  client.close();
  return { total: server.startedIn + opening, opening };
}
