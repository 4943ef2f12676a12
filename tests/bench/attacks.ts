import { execFileSync, spawn } from 'node:child_process';
import { built } from './built.ts';
import { held } from './floors.ts';
import { memoryMiB, pause, rank } from './measures.ts';
import { number, type Row, type Settings } from './report.ts';
import { startBounded } from './sides.ts';

// SEC-15: one who works, on a server with the bounds that it has when nobody sets them, while somebody
// at another address takes what he can.

/** Below the allowance of one address. */
const MOVES_EVERY = 70;
const WARM_UP = 10;

export async function attacks({ seconds, say }: Settings): Promise<Row[]> {
  const kinds = JSON.parse(execFileSync(process.execPath, [built('attacker'), 'kinds'], { encoding: 'utf8' })) as string[];
  const rows: Row[] = [];
  for (const kind of [null, ...kinds]) {
    say(kind === null ? 'one who works, and nobody else' : `the same beside an attack: ${kind}`);
    rows.push(...(await beside(kind, Math.max(4, 2 * seconds))));
  }
  return rows;
}

async function beside(kind: string | null, seconds: number): Promise<Row[]> {
  const server = await startBounded({ cards: 2_000 });
  const attacker = kind === null ? null : spawn(process.execPath, [built('attacker'), kind, String(server.port)], { stdio: 'ignore' });
  try {
    const [viewer, mover] = [await server.look(0), await server.look(0)];
    const told = new Map<string, () => void>();
    let ended = 0;
    for (const one of [viewer, mover]) one.onClose = () => (ended += 1);
    viewer.onEvent = (event, payload) => {
      for (const { command } of server.commitsIn(event, payload)) told.get(command)?.();
    };
    await pause(500);
    const before = memoryMiB(server.pid);
    let most = before;
    const waits: number[] = [];
    const began = performance.now();
    for (let n = 0; performance.now() - began < seconds * 1_000; n += 1) {
      const [id, asked] = [`honest-move-${n}`, performance.now()];
      const seen = new Promise<void>((resolve) => told.set(id, resolve));
      void mover.ask('command', server.move(id, 0, 20, n % 2 === 0 ? 'there' : 'back'));
      await Promise.race([seen, pause(5_000)]);
      // The first ones are slower on any server.
      if (n >= WARM_UP) waits.push(performance.now() - asked);
      most = Math.max(most, memoryMiB(server.pid));
      await pause(Math.max(0, MOVES_EVERY - (performance.now() - asked)));
    }
    viewer.close();
    mover.close();
    const p99 = rank(waits, 99);
    return [{
      what: kind === null ? 'a move until another sees it, idle: p99 ms' : `  beside ${kind}: p99 ms`,
      pullcord: number(p99, 1), ratio: `p50 ${number(rank(waits, 50), 1)}, n ${waits.length}`,
      ...held('attacked: a move until it is seen, p99', p99),
    },
    { what: '    memory grown, MiB', pullcord: number(most - before), ...held('attacked: memory grown', most - before) },
    { what: '    honest people cut off', pullcord: number(ended), ...held('attacked: honest people cut off', ended) }];
  } finally {
    attacker?.kill('SIGKILL');
    await server.stop();
  }
}
