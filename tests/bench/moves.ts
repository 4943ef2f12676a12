import { traffickedCard } from './boards.ts';
import { held } from './floors.ts';
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
    rows.push(
      { what: `${crowd}: durable moves/s`, pullcord: number(ours.moves), reference: number(theirs.moves), ratio: times(ours.moves / theirs.moves), ...(isTheFloor ? held('durable moves at 10 / 50', ours.moves) : {}) },
      { what: '  commands per server CPU-second', pullcord: number(ours.perCpu), reference: number(theirs.perCpu), ratio: times(perCpu), ...(isTheFloor ? held('commands per CPU-second at 10 / 50', perCpu) : {}) },
      { what: '  ack p50 ms', pullcord: number(ours.ack50, 1), reference: number(theirs.ack50, 1), ratio: times(ours.ack50 / theirs.ack50), ...(isTheFloor ? held('ack p50 at 10 / 50', ours.ack50 / theirs.ack50) : {}) },
      { what: '  ack p99 ms', pullcord: number(ours.ack99, 1), reference: number(theirs.ack99, 1), ratio: times(ours.ack99 / theirs.ack99), ...(isTheFloor ? held('ack p99 at 10 / 50', ours.ack99 / theirs.ack99) : {}) },
      { what: '  viewer p50 / p99 ms', pullcord: both(ours.seen50, ours.seen99), reference: both(theirs.seen50, theirs.seen99), ratio: times(ours.seen50 / theirs.seen50), ...(isTheFloor ? held('viewer p50 at 10 / 50', ours.seen50) : {}) },
      { what: '  commits in one broadcast', pullcord: number(ours.perMessage, 1), reference: number(theirs.perMessage, 1) },
      { what: '  lost, doubled, disordered or unseen', pullcord: number(ours.anomalies), reference: number(theirs.anomalies), ...held('moves lost, doubled, disordered or unseen', ours.anomalies) },
    );
  }
  return rows;
}

/** Five stations: to go round takes four pulls, a finish before each, and a return to the first; nine commands for four pulls. */
const STATIONS = 5;
const COMMANDS_A_PULL = (2 * (STATIONS - 1) + 1) / (STATIONS - 1);

/** A card's next command on its way round. The first turn takes it to the first station; from then on each ninth does. */
export function round(card: number, turn: number): unknown {
  const lanes = ['cut', 'finish'];
  if (turn === 0) return { type: 'PullCard', card: traffickedCard(card), lane: 'cut' };
  const step = (turn - 1) % (2 * STATIONS - 1);
  if (step === 2 * STATIONS - 2) return { type: 'ReturnCard', card: traffickedCard(card), lane: 'cut', step: 0, category: 'other', reason: 'round again' };
  return step % 2 === 0 ? { type: 'FinishWork', card: traffickedCard(card) } : { type: 'PullCard', card: traffickedCard(card), lane: lanes[((step + 1) / 2) % 2] };
}

/** What a shop pays for: a card that is pulled from station to station, with all that has to be said in between. */
export async function pulls({ seconds, warmUp, repeats, warmMoves, say }: Settings): Promise<Row[]> {
  say('pulls, 10 writers / 50 viewers');
  const figures: Figures[] = [];
  for (let n = 0; n < repeats; n += 1) {
    // A board of its own each time: a card remembers its returns, and nobody returns one a thousand times.
    const server = await pullcord.start({ ...BOARD, stations: STATIONS });
    try {
      await warm(server, warmMoves);
      figures.push(await drive(server, { writers: 10, viewers: 50, seconds, warmUp, round }));
    } finally {
      await server.stop();
    }
  }
  const commands = median(figures.map((one) => one.movesPerCpuSecond));
  const perCpu = commands / COMMANDS_A_PULL;
  return [
    { what: `pulls of a card from station to station (${number(COMMANDS_A_PULL, 2)} commands a pull), a server CPU-second`, pullcord: number(perCpu), ratio: `${number(commands)} commands`, ...held('pulls per CPU-second at 10 / 50', perCpu) },
    { what: '  lost, doubled, disordered or unseen', pullcord: number(figures.reduce((sum, one) => sum + one.anomalies, 0)), ...held('moves lost, doubled, disordered or unseen', figures.reduce((sum, one) => sum + one.anomalies, 0)) },
  ];
}

/** 200 moves a second from a clock, whatever the answers do. */
export async function openLoop(settings: Settings): Promise<Row[]> {
  settings.say('open loop, 200 moves/s, 250 viewers');
  const { reference: theirs, pullcord: ours } = await compare({ writers: 40, viewers: 250, rate: 200 }, settings);
  return [
    { what: 'open loop 200/s, 250 viewers: ack p50 / p99 ms', pullcord: both(ours.ack50, ours.ack99), reference: both(theirs.ack50, theirs.ack99), ratio: times(ours.ack99 / theirs.ack99), ...held('open loop, ack p99', ours.ack99) },
    { what: '  viewer p50 / p99 ms', pullcord: both(ours.seen50, ours.seen99), reference: both(theirs.seen50, theirs.seen99), ratio: times(ours.seen99 / theirs.seen99), ...held('open loop, viewer p99', ours.seen99) },
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
      { what: 'a pull refused by its limit, server CPU µs (an accepted one, told to 50 viewers)', pullcord: `${number(costRefused)} (${number(costAccepted)})`, ratio: times(costRefused / costAccepted), ...held('a refusal against an acceptance', costRefused / costAccepted) },
      { what: '  honest ack p99 ms under 1,000 refusals/s', pullcord: number(storm99, 1), ...held('honest p99 in a storm of refusals', storm99) },
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
  const perViewer = median(told.map((one) => one.perViewer));
  return [
    { what: '10 boards of 500 cards, 200 viewers: MiB', pullcord: number(resident), ratio: `worst ${number(worst)}`, ...held('memory, 10 boards and 200 viewers', resident) },
    { what: '  KiB a viewer', pullcord: number(perViewer), ...held('memory of a viewer', perViewer) },
  ];
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
