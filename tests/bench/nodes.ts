import { held } from './floors.ts';
import { median, rank } from './measures.ts';
import { type Done, since, startBenchSet } from './replica-set.ts';
import { number, type Row, type Settings, times } from './report.ts';
import { onBoard, pullcord, type Running } from './sides.ts';
import { drive, type Figures, warm } from './traffic.ts';

const BOARD = { cards: 1_000 };
const CROWD = { writers: 10, viewers: 50 };
/** Moves a second on each board from a clock: so few that hardly any wait together, or a slower store would make cheaper groups. */
const CLOCK = { rate: 50 };

/** For each board the nodes that serve it. */
type Served = readonly (readonly Running[])[];

interface Run {
  readonly figures: readonly Figures[];
  /** null: over a file there is nothing to count. */
  readonly done: Done | null;
}

interface Measured {
  readonly moves: number;
  readonly cpu: number;
  readonly ack50: number;
  readonly ack99: number;
  readonly anomalies: number;
  readonly done: Done | null;
}

/**
 * One node over a file, one over a replica set of three, two with a board each, and two on one board,
 * under the same crowd on each board: as fast as it is answered, and at the pace of a clock. The
 * members and the crowd run on the same cores; as fast as possible they fight for them, and the same
 * work costs more CPU time. So what a move costs is held to its floor at the pace of the clock, routed: two nodes on one board are told.
 */
export async function nodes({ seconds, warmUp, repeats, warmMoves, say }: Settings): Promise<Row[]> {
  say('one node and two nodes over a replica set');
  // The servers live through all repeats, so they need no long beginning each time.
  const load = { ...CROWD, seconds: Math.min(seconds, 2), warmUp: Math.min(warmUp, 0.7) };
  const file = await pullcord.start(BOARD);
  const started: Running[] = [file];
  const set = await startBenchSet();
  try {
    const alone = await set.database('alone', BOARD);
    const shared = await set.database('shared', { ...BOARD, boards: 3 });
    const [single, left, right] = [await alone.node(), await shared.node(), await shared.node()];
    started.push(single, left, right);
    // Each node has a board of its own, and there is one that both serve.
    const boards = [[{ ...left, ...onBoard(0) }], [{ ...right, ...onBoard(1) }]];
    const contended = [[{ ...left, ...onBoard(2) }, { ...right, ...onBoard(2) }]];

    const counted = async (database: typeof alone, served: Served, pace = {}): Promise<Run> => {
      const all = [...new Set(served.flat().map(({ port }) => port))].map((port) => started.find((one) => one.port === port) as Running);
      const before = await database.done(all);
      const figures = await Promise.all(served.map((each) => drive(each, { ...load, ...pace })));
      return { figures, done: since(before, await database.done(all)) };
    };
    const ways: readonly (readonly [name: string, run: () => Promise<Run>])[] = [
      ['one node, SQLite', async () => ({ figures: [await drive(file, load)], done: null })],
      ['one node, MongoDB', () => counted(alone, [[single]])],
      ['two nodes, two boards', () => counted(shared, boards)],
      ['two nodes, one board', () => counted(shared, contended)],
      ['one node, MongoDB, 50 moves/s', () => counted(alone, [[single]], CLOCK)],
      ['two nodes, two boards, 50 moves/s each', () => counted(shared, boards, CLOCK)],
      ['two nodes, one board, 50 moves/s', () => counted(shared, contended, CLOCK)],
    ];
    for (const each of [[file], [single], ...boards]) await warm(each, warmMoves / 2);
    await warm(contended.flat(), warmMoves / 16);
    const runs: Run[][] = ways.map(() => []);
    // Twice is what a minute and a half allows.
    for (let n = 0; n < Math.min(repeats, 2); n += 1) for (const [which, [name, run]] of ways.entries()) {
      say(`  ${name}`);
      runs[which]?.push(await run());
    }
    return rowsOf(ways.map(([name], which) => [name, medians(runs[which] ?? [])]));
  } finally {
    await Promise.all(started.map((one) => one.stop()));
    await set.stop();
  }
}

function medians(runs: readonly Run[]): Measured {
  const all = (of: (one: Figures) => number): number[] => runs.map(({ figures }) => figures.reduce((sum, one) => sum + of(one), 0));
  const acks = (percent: number): number => median(runs.map(({ figures }) => rank(figures.flatMap(({ ack }) => ack), percent)));
  const [first] = runs;
  return {
    moves: median(all((one) => one.movesPerSecond)),
    // What all nodes used by what all boards acknowledged.
    cpu: median(runs.map(({ figures }) => figures.reduce((sum, one) => sum + one.cpuMicrosPerMove * one.movesPerSecond, 0) / figures.reduce((sum, one) => sum + one.movesPerSecond, 0))),
    ack50: acks(50),
    ack99: acks(99),
    anomalies: all((one) => one.anomalies).reduce((sum, one) => sum + one, 0),
    done: first?.done ? runs.map(({ done }) => done as Done).reduce(added) : null,
  };
}

const added = (a: Done, b: Done): Done => Object.fromEntries(Object.entries(a).map(([what, value]) => [what, (value as number) + b[what as keyof Done]])) as unknown as Done;

const AS_FAST = 1;
const BY_CLOCK = 4;

/** Each against one node over the same replica set, at the same pace. */
function rowsOf(all: readonly (readonly [name: string, measured: Measured])[]): Row[] {
  return all.flatMap(([name, { moves, cpu, ack50, ack99, anomalies, done }], which): Row[] => {
    const one = (all[which < BY_CLOCK ? AS_FAST : BY_CLOCK] as readonly [string, Measured])[1];
    const [dearer, more] = [cpu / one.cpu, moves / one.moves];
    return [
      { what: `${name}: durable moves/s`, pullcord: number(moves), ratio: times(more) },
      { what: '  node CPU µs a move', pullcord: number(cpu), ratio: times(dearer), ...(which === BY_CLOCK + 1 && held('two nodes, a board each', dearer)) },
      { what: '  ack p50 / p99 ms', pullcord: `${number(ack50, 1)} / ${number(ack99, 1)}` },
      ...(done ? countsOf(done) : []),
      { what: '  lost, doubled, disordered or unseen', pullcord: number(anomalies), ...held('moves lost, doubled, disordered or unseen', anomalies) },
    ];
  });
}

function countsOf({ commits, appends, conflicts, inserts, questions, mongodCpu }: Done): Row[] {
  const trips = inserts / appends;
  return [
    { what: '  mongod CPU µs a move, all three members', pullcord: number((mongodCpu / commits) * 1e6) },
    { what: '  groups a move; of 100 groups decided again', pullcord: `${number(appends / commits, 2)}; ${number((100 * conflicts) / appends, 1)}` },
    // A second insert of a group is another group in the count of the nodes: it was decided anew.
    { what: '  round trips that write a group', pullcord: number(trips, 2) },
    { what: '  other questions to the log, a group', pullcord: number(questions / appends, 2) },
  ];
}
