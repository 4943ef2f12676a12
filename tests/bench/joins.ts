import { held } from './floors.ts';
import { cpuSeconds, median, pause } from './measures.ts';
import { number, type Row, type Settings, times } from './report.ts';
import { pullcord, reference, type Running } from './sides.ts';
import { ThinClient } from './thin-client.ts';

const ROUNDS = 8;

/** The whole board for one who comes: after a move, and again when nothing has moved since. */
export async function load({ say }: Settings): Promise<Row[]> {
  const rows: Row[] = [];
  for (const cards of [1_000, 5_000]) {
    say(`whole board, ${number(cards)} cards`);
    const server = await pullcord.start({ cards });
    try {
      const mover = await ThinClient.connect(server.port, server.auth(0));
      await mover.ask('join', server.joinMessage(null));
      const first: number[] = [];
      const second: number[] = [];
      const cpu: number[] = [];
      let bytes = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        // So many moves that the snapshot of the round before no longer serves.
        for (let n = 0; n < 240; n += 1) await mover.ask('command', server.move(`load-${cards}-${round}-${n}`, 0, 20, n % 2 === 0 ? 'there' : 'back'));
        const began = cpuSeconds(server.pid);
        first.push((await joined(server)).took);
        const again = await joined(server);
        cpu.push((cpuSeconds(server.pid) - began) * 1_000);
        second.push(again.took);
        bytes = again.bytes;
      }
      mover.close();
      // The first rounds meet code that is not compiled yet.
      const ms = median(first.slice(2));
      const isTheFloor = cards === 5_000;
      rows.push(
        { what: `whole board of ${number(cards)} cards: ms`, pullcord: number(ms, 1), ...(isTheFloor ? held('whole board of 5,000 cards', ms) : {}) },
        { what: '  a second viewer: ms', pullcord: number(median(second.slice(2)), 1), ratio: times(median(second) / ms), ...(isTheFloor ? held('a second viewer of it', median(second.slice(2)) / ms) : {}) },
        { what: '  both, server CPU ms', pullcord: number(median(cpu.slice(2))) },
        { what: '  KiB on the wire, compressed', pullcord: number(bytes / 1024, 1), ...(isTheFloor ? held('whole board on the wire', bytes / 1024) : {}) },
      );
    } finally {
      await server.stop();
    }
  }
  return rows;
}

export async function joined(server: Running): Promise<{ readonly took: number; readonly bytes: number }> {
  const client = await ThinClient.connect(server.port, server.auth(1));
  const before = client.bytes;
  const began = performance.now();
  await client.ask('join', server.joinMessage(null));
  const took = performance.now() - began;
  const bytes = client.bytes - before;
  client.close();
  return { took, bytes };
}

/** Two hundred screens switched on at once. */
export async function crowd({ repeats, say }: Settings): Promise<Row[]> {
  say('200 viewers join at once');
  const servers = [await reference.start({ cards: 1_000 }), await pullcord.start({ cards: 1_000 })] as const;
  const took: [number[], number[]] = [[], []];
  try {
    for (let round = 0; round <= repeats; round += 1)
      for (const side of [0, 1] as const) {
        const began = performance.now();
        const clients = await Promise.all(Array.from({ length: 200 }, async (_, n) => {
          const client = await ThinClient.connect(servers[side].port, servers[side].auth(n));
          await client.ask('join', servers[side].joinMessage(null));
          return client;
        }));
        // The first round compiles the code of both sides, and of this generator.
        if (round > 0) took[side].push(performance.now() - began);
        for (const client of clients) client.close();
        await pause(300);
      }
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
  const [theirs, ours] = [median(took[0]), median(took[1])];
  return [{ what: '200 viewers join at once, 1,000 cards: all ready, ms', pullcord: number(ours), reference: number(theirs), ratio: times(ours / theirs), ...held('200 viewers join', ours) }];
}
