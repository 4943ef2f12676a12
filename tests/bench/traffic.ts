import { newCommandId } from '../../client/replica/command-id.ts';
import { draws } from '../support/chance.ts';
import { cpuSeconds, pause } from './measures.ts';
import type { Running, Way } from './sides.ts';
import { ThinClient } from './thin-client.ts';

export interface Load {
  readonly writers: number;
  readonly viewers: number;
  readonly seconds: number;
  readonly warmUp: number;
  /** Moves per second from a clock instead of from the answers; undefined: each writer moves as soon as it was answered. */
  readonly rate?: number;
  /** Only refused moves: everybody pulls into a stage that is full. */
  readonly onlyRefused?: boolean;
  /** Instead of there and back: each writer takes one card of its own round and round, and this is the command of each turn. */
  readonly round?: (card: number, turn: number) => unknown;
}

export interface Figures {
  readonly movesPerSecond: number;
  readonly movesPerCpuSecond: number;
  readonly refusedPerCpuSecond: number;
  readonly cpuMicrosPerMove: number;
  readonly ack: readonly number[];
  readonly seen: readonly number[];
  /** Commits in one message of the broadcast, on average. */
  readonly perMessage: number;
  /** Moves lost, doubled, out of order or answered and never seen: must be 0. */
  readonly anomalies: number;
}

/** Cards a writer moves alone, and cards that everybody grabs. */
export const OWN = 3;
export const SHARED = 20;
/** One move in ten goes for a shared card, so some are refused on both sides. */
const CONTENDED = 0.1;
/** These viewers read every message; the others only receive, or the generator would be the bottleneck. */
const READERS = 5;

/**
 * The traffic of both sides: each writer takes a card into the work lane and out of it again, mostly
 * its own, sometimes one that others want too; `V` viewers hear of all of it. Where several nodes
 * serve the board, they have writers and viewers in turn.
 */
export async function drive(served: Running | readonly Running[], load: Load): Promise<Figures> {
  const nodes = [served].flat();
  const node = (n: number): Running => nodes[n % nodes.length] as Running;
  const [server] = nodes as [Running];
  const sentAt = new Map<string, number>();
  const seen: number[] = [];
  const ack: number[] = [];
  const acked = new Map<string, number>();
  let measuring = false;
  let messages = 0;
  let accepted = 0;
  let last = 0;
  let refused = 0;
  let stop = false;

  const viewers = await Promise.all(Array.from({ length: load.viewers }, (_, n) => ThinClient.connect(node(n).port, server.auth(n % 50))));
  const journals = viewers.slice(0, READERS).map(() => [] as { readonly seq: number; readonly command: string }[]);
  for (const [n, viewer] of viewers.entries()) {
    await viewer.ask('join', server.joinMessage(null));
    const journal = journals[n];
    if (!journal) continue;
    viewer.onEvent = (event, payload) => {
      const now = performance.now();
      if (event === 'commits') messages += 1;
      for (const commit of server.commitsIn(event, payload)) {
        journal.push(commit);
        const sent = sentAt.get(commit.command);
        if (measuring && sent !== undefined) seen.push(now - sent);
      }
    };
  }
  const writers = await Promise.all(Array.from({ length: load.writers }, (_, n) => ThinClient.connect(node(n).port, server.auth(n))));
  const traffic = writers.map((client, n) => writer(client, n));

  async function sent(client: ThinClient, id: string, message: unknown): Promise<boolean> {
    const began = performance.now();
    sentAt.set(id, began);
    const seq = server.accepted(await client.ask('command', message));
    const took = performance.now() - began;
    if (seq === null) {
      if (measuring) refused += 1;
      if (measuring && load.onlyRefused) ack.push(took);
      return false;
    }
    acked.set(id, seq);
    last = Math.max(last, seq);
    if (measuring) {
      accepted += 1;
      ack.push(took);
    }
    return true;
  }

  async function writer(client: ThinClient, person: number): Promise<void> {
    const random = draws(person + 1);
    let due = performance.now() + (load.rate === undefined ? 0 : (random() * 1000 * load.writers) / load.rate);
    const next = async (card: number, way: Way): Promise<boolean> => {
      if (load.rate !== undefined) {
        due += (1000 * load.writers) / load.rate;
        if (due > performance.now()) await pause(due - performance.now());
      }
      const id = newCommandId();
      return sent(client, id, server.move(id, person, card, way));
    };
    for (let turn = 0; load.round && !stop; turn += 1) {
      const id = newCommandId();
      if (!(await sent(client, id, { ...(server.move(id, person, 0, 'there') as object), command: load.round(SHARED + person * OWN, turn) }))) throw new Error(`A round was refused at its turn ${turn}.`);
    }
    while (!stop) {
      const card = random() < CONTENDED ? Math.floor(random() * SHARED) : SHARED + person * OWN + Math.floor(random() * OWN);
      if (load.onlyRefused) {
        await next(card, 'refused');
        continue;
      }
      if (await next(card, 'there')) await next(card, 'back');
    }
  }

  await pause(load.warmUp * 1000);
  const cpu = cpuOf(nodes);
  const began = performance.now();
  measuring = true;
  await pause(load.seconds * 1000);
  measuring = false;
  const took = (performance.now() - began) / 1000;
  const used = cpuOf(nodes) - cpu;
  stop = true;
  await Promise.all(traffic);
  await until(() => journals.every((journal) => (journal.at(-1)?.seq ?? 0) >= last), 5_000);
  for (const client of [...viewers, ...writers]) client.close();

  return {
    movesPerSecond: accepted / took,
    movesPerCpuSecond: accepted / used,
    refusedPerCpuSecond: refused / used,
    cpuMicrosPerMove: (used / accepted) * 1e6,
    ack,
    seen,
    perMessage: journals.reduce((sum, journal) => sum + journal.length, 0) / messages,
    anomalies: journals.reduce((sum, journal) => sum + anomaliesIn(journal, acked), 0),
  };
}

/** Of all nodes together: a move is paid for wherever it is decided, followed and told. */
const cpuOf = (nodes: readonly Running[]): number => nodes.reduce((sum, { pid }) => sum + cpuSeconds(pid), 0);

/** Makes so many moves that the engine has compiled what a move runs through; by time alone a busy machine would be measured cold. Before some twenty thousand its compiling is a tenth of what a server uses. */
export async function warm(served: Running | readonly Running[], moves: number): Promise<void> {
  const patience = performance.now() + 30_000;
  for (let made = 0; made < moves && performance.now() < patience; )
    made += (await drive(served, { writers: 30, viewers: 2, seconds: 1, warmUp: 0 })).movesPerSecond;
}

export function anomaliesIn(journal: readonly { readonly seq: number; readonly command: string }[], acked: ReadonlyMap<string, number>): number {
  let wrong = 0;
  const at = new Map<string, number>();
  for (const [n, { seq, command }] of journal.entries()) {
    if (n > 0 && seq !== (journal[n - 1]?.seq ?? 0) + 1) wrong += 1;
    if (at.has(command)) wrong += 1;
    at.set(command, seq);
  }
  for (const [command, seq] of acked) if (at.get(command) !== seq) wrong += 1;
  return wrong;
}

export async function until(question: () => boolean, patience: number): Promise<boolean> {
  const deadline = performance.now() + patience;
  while (!question()) {
    if (performance.now() > deadline) return false;
    await pause(5);
  }
  return true;
}
