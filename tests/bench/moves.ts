import { memoryMiB, median, rank } from './measures.ts';
import { number, type Row, type Settings, times } from './report.ts';
import { pullcord, reference, type Running, type Side } from './sides.ts';
import { drive, type Figures, type Load, warm } from './traffic.ts';

const BOARD = { cards: 1_000 };

interface Measured {
  readonly moves: number;
  readonly perCpu: number;
  readonly ack50: number;
  readonly ack99: number;
  readonly seen50: number;
  readonly seen99: number;
  readonly anomalies: number;
  readonly perMessage: number;
}

/** Both sides under the same traffic, in turn, on servers that live through all repeats: medians. */
async function compare(load: Omit<Load, 'seconds' | 'warmUp'>, { seconds, warmUp, repeats, warmMoves }: Settings): Promise<Record<Side['name'], Measured>> {
  const servers: Record<Side['name'], Running> = { reference: await reference.start(BOARD), pullcord: await pullcord.start(BOARD) };
  const figures: Record<Side['name'], Figures[]> = { reference: [], pullcord: [] };
  try {
    for (const side of [reference, pullcord]) await warm(servers[side.name], warmMoves);
    for (let n = 0; n < repeats; n += 1) for (const side of [reference, pullcord]) figures[side.name].push(await drive(servers[side.name], { ...load, seconds, warmUp }));
  } finally {
    await Promise.all([servers.reference.stop(), servers.pullcord.stop()]);
  }
  return { reference: medians(figures.reference), pullcord: medians(figures.pullcord) };
}

const medians = (figures: readonly Figures[]): Measured => ({
  moves: median(figures.map((one) => one.movesPerSecond)),
  perCpu: median(figures.map((one) => one.movesPerCpuSecond)),
  ack50: median(figures.map((one) => rank(one.ack, 50))),
  ack99: median(figures.map((one) => rank(one.ack, 99))),
  seen50: median(figures.map((one) => rank(one.seen, 50))),
  seen99: median(figures.map((one) => rank(one.seen, 99))),
  perMessage: median(figures.map((one) => one.perMessage)),
  anomalies: figures.reduce((sum, one) => sum + one.anomalies, 0),
});

const both = (a: number, b: number): string => `${number(a, 1)} / ${number(b, 1)}`;

/** Moves as fast as they are answered, at four sizes of crowd. */
export async function moves(settings: Settings): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [writers, viewers] of [[1, 1], [10, 50], [50, 50], [50, 200]] as const) {
    const crowd = `${writers} writers / ${viewers} viewers`;
    settings.say(`moves, ${crowd}`);
    const { reference: theirs, pullcord: ours } = await compare({ writers, viewers }, settings);
    const isTheFloor = writers === 10;
    const perCpu = ours.perCpu / theirs.perCpu;
    const worst = Math.max(ours.ack50 / theirs.ack50, ours.ack99 / theirs.ack99);
    rows.push(
      { what: `${crowd}: durable moves/s`, pullcord: number(ours.moves), reference: number(theirs.moves), ratio: times(ours.moves / theirs.moves), ...(isTheFloor ? { floor: '>= 1,500 moves/s', pass: ours.moves >= 1_500 } : {}) },
      { what: '  moves per server CPU-second', pullcord: number(ours.perCpu), reference: number(theirs.perCpu), ratio: times(perCpu), ...(isTheFloor ? { floor: '>= 0.70 × reference', pass: perCpu >= 0.7 } : {}) },
      { what: '  ack p50 / p99 ms', pullcord: both(ours.ack50, ours.ack99), reference: both(theirs.ack50, theirs.ack99), ratio: times(worst), ...(isTheFloor ? { floor: '<= 1.50 × reference', pass: worst <= 1.5 } : {}) },
      { what: '  viewer p50 / p99 ms', pullcord: both(ours.seen50, ours.seen99), reference: both(theirs.seen50, theirs.seen99), ratio: times(ours.seen50 / theirs.seen50) },
      { what: '  commits in one broadcast', pullcord: number(ours.perMessage, 1), reference: number(theirs.perMessage, 1) },
      { what: '  lost, doubled, disordered or unseen', pullcord: number(ours.anomalies), reference: number(theirs.anomalies), floor: '0', pass: ours.anomalies === 0 },
    );
  }
  return rows;
}

/** 200 moves a second from a clock, whatever the answers do. */
export async function openLoop(settings: Settings): Promise<Row[]> {
  settings.say('open loop, 200 moves/s, 250 viewers');
  const { reference: theirs, pullcord: ours } = await compare({ writers: 40, viewers: 250, rate: 200 }, settings);
  return [
    { what: 'open loop 200/s, 250 viewers: ack p50 / p99 ms', pullcord: both(ours.ack50, ours.ack99), reference: both(theirs.ack50, theirs.ack99), ratio: times(ours.ack99 / theirs.ack99), floor: 'p99 <= 25 ms', pass: ours.ack99 <= 25 },
    { what: '  viewer p50 / p99 ms', pullcord: both(ours.seen50, ours.seen99), reference: both(theirs.seen50, theirs.seen99), ratio: times(ours.seen99 / theirs.seen99), floor: 'p99 <= 50 ms', pass: ours.seen99 <= 50 },
    { what: '  moves/s that came through', pullcord: number(ours.moves), reference: number(theirs.moves) },
  ];
}

/** What a refusal costs the server, and what a storm of them does to honest people. */
export async function refusals({ seconds, warmUp, repeats, warmMoves, say }: Settings): Promise<Row[]> {
  say('refused against accepted');
  const server = await pullcord.start({ ...BOARD, finishClosed: true });
  try {
    await warm(server, warmMoves);
    const accepted: Figures[] = [];
    const refused: Figures[] = [];
    const stormy: Figures[] = [];
    for (let n = 0; n < repeats; n += 1) {
      accepted.push(await drive(server, { writers: 10, viewers: 50, seconds, warmUp }));
      refused.push(await drive(server, { writers: 10, viewers: 50, seconds, warmUp, onlyRefused: true }));
      const load = { writers: 4, viewers: 50, seconds, warmUp, rate: 50 };
      const [honest] = await Promise.all([drive(server, load), drive(server, { writers: 10, viewers: 0, seconds, warmUp, rate: 1_000, onlyRefused: true })]);
      stormy.push(honest);
    }
    const costAccepted = 1e6 / median(accepted.map((one) => one.movesPerCpuSecond));
    const costRefused = 1e6 / median(refused.map((one) => one.refusedPerCpuSecond));
    const storm99 = median(stormy.map((one) => rank(one.ack, 99)));
    return [
      { what: 'a pull refused by its limit, server CPU µs (an accepted one, told to 50 viewers)', pullcord: `${number(costRefused)} (${number(costAccepted)})`, ratio: times(costRefused / costAccepted), floor: '<= 1.00 × accepted', pass: costRefused <= costAccepted },
      { what: '  honest ack p99 ms under 1,000 refusals/s', pullcord: number(storm99, 1), floor: '<= 25 ms', pass: storm99 <= 25 },
    ];
  } finally {
    await server.stop();
  }
}

/** Resident memory with ten boards open and two hundred people looking on. */
export async function memory({ seconds, warmUp, repeats, say }: Settings): Promise<Row[]> {
  say('memory');
  const told: { readonly resident: number; readonly perViewer: number }[] = [];
  for (let n = 0; n < repeats; n += 1) told.push(await memoryOnce(seconds, warmUp));
  const resident = median(told.map((one) => one.resident));
  const worst = Math.max(...told.map((one) => one.resident));
  return [{
    what: '10 boards of 500 cards, 200 viewers: MiB', pullcord: number(resident), floor: '<= 120 MiB', pass: resident <= 120,
    ratio: `worst ${number(worst)}, +${number(median(told.map((one) => one.perViewer)))} KiB a viewer`,
  }];
}

async function memoryOnce(seconds: number, warmUp: number): Promise<{ readonly resident: number; readonly perViewer: number }> {
  const server = await pullcord.start({ cards: 500, boards: 10 });
  try {
    await Promise.all(Array.from({ length: 10 }, (_, n) => server.look(n)));
    const before = memoryMiB(server.pid);
    const watching = await Promise.all(Array.from({ length: 200 }, (_, n) => server.look(n % 10)));
    await drive(server, { writers: 10, viewers: 10, seconds, warmUp, rate: 50 });
    const resident = memoryMiB(server.pid);
    for (const client of watching) client.close();
    return { resident, perViewer: ((resident - before) * 1024) / 200 };
  } finally {
    await server.stop();
  }
}
