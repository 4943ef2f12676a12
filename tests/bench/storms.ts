import { startNginx } from '../support/server/nginx.ts';
import { RoutingProxy } from '../support/server/routing-proxy.ts';
import { benchBoardId } from './boards.ts';
import { held } from './floors.ts';
import { cpuSeconds, figuresOf, pause } from './measures.ts';
import { startBenchSet } from './replica-set.ts';
import { number, type Row, type Settings } from './report.ts';
import { pullcord, type Running } from './sides.ts';
import { ThinClient } from './thin-client.ts';
import { until } from './traffic.ts';

// REL-24: what happens to everybody when a server dies.

const ALONE = 3_000;
const ON_TWO = 8_000;
const BOARDS = 8;
const DOWN = 2_000;
/** Screens come back after a random pause, as the client's do. */
const BACK_WITHIN = 1_000;
/** Pings come every ten seconds, and are to be answered within ten more. */
const RESTS_FOR = 3_000;
/** After this the proxy knows who is dead; ms. */
const ERRORS_UNTIL = 5_000;

/** The only server is killed, is away for two seconds, and comes back. */
export async function storm({ say }: Settings): Promise<Row[]> {
  say(`${number(ALONE)} viewers, and their server is killed for ${DOWN / 1_000} s`);
  let server = await pullcord.start({ cards: 1_000 });
  const screens: Screen[] = [];
  try {
    await gather(screens, ALONE, server, 1);
    for (const screen of screens) screen.waitFor(Number.POSITIVE_INFINITY);
    const began = performance.now();
    server = await server.restart(DOWN);
    const up = performance.now();
    return [...(await outcome({ what: `${number(ALONE)} viewers, their server killed for ${DOWN / 1_000} s`, began, up, screens, front: server, survivor: server, boards: 1, built: 0 })), { what: '  server up again after, s', pullcord: number((up - began) / 1_000, 1) }];
  } finally {
    for (const screen of screens) screen.close();
    await server.stop();
  }
}

/** Two nodes over a replica set, nginx in front; one is killed for good, and the other takes all. */
export async function stormOnTwo({ say }: Settings): Promise<Row[]> {
  say(`${number(ON_TWO)} viewers of two nodes behind a proxy, and one node is killed`);
  const set = await startBenchSet();
  const nodes: Running[] = [];
  const screens: Screen[] = [];
  let proxy: { readonly port: number; stop(): Promise<void> } | null = null;
  try {
    const database = await set.database('storm', { cards: 200, boards: BOARDS });
    nodes.push(await database.node(), await database.node());
    const [killed, survivor] = nodes as [Running, Running];
    proxy = await startNginx([killed.port, survivor.port]);
    const by = proxy === null ? 'a proxy of the tests' : 'nginx';
    proxy ??= await routing([killed.port, survivor.port]);
    const front = { ...survivor, port: proxy.port };
    await gather(screens, ON_TWO, front, BOARDS);
    const [ofKilled, before] = [await figuresOf(killed), await figuresOf(survivor)];
    say(`  ${ofKilled.get('pullcord_sockets')} and ${before.get('pullcord_sockets')} of them; one is killed`);
    for (const screen of screens) screen.waitFor(Number.POSITIVE_INFINITY);
    const began = performance.now();
    await killed.kill();
    return await outcome({ what: `${number(ON_TWO)} viewers of two nodes behind ${by}, one killed`, began, up: began, screens, front, survivor, boards: BOARDS, built: before.get('pullcord_snapshots_total') ?? 0 });
  } finally {
    for (const screen of screens) screen.close();
    await proxy?.stop();
    await Promise.all(nodes.map((node) => node.stop()));
    await set.stop();
  }
}

async function routing(ports: readonly number[]): Promise<{ readonly port: number; stop(): Promise<void> }> {
  const proxy = await RoutingProxy.before(ports);
  return { port: proxy.port, stop: () => proxy.close() };
}

async function gather(screens: Screen[], count: number, server: Running, boards: number): Promise<void> {
  for (let n = 0; n < count; n += 100) screens.push(...(await Promise.all(Array.from({ length: 100 }, (_, m) => Screen.open(server, n + m, (n + m) % boards)))));
}

interface Storm {
  readonly what: string;
  /** When the node was killed, and when there was one that could take them. */
  readonly began: number;
  readonly up: number;
  readonly screens: readonly Screen[];
  /** Where everybody comes in. */
  readonly front: Running;
  readonly survivor: Running;
  readonly boards: number;
  /** Snapshots it had built before. */
  readonly built: number;
}

/** Waits until everybody shows one more commit of each board than they knew of, so that being back means having caught up. */
async function outcome({ what, began, up, screens, front, survivor, boards, built }: Storm): Promise<Row[]> {
  // The lag is measured from the first look on, and from each look anew.
  await figuresOf(survivor);
  const cpu = cpuSeconds(survivor.pid);
  const errors = watchErrors(front.port, began);
  const seqs = await Promise.all(Array.from({ length: boards }, (_, board) => moved(survivor, board)));
  for (const screen of screens) screen.waitFor(seqs[screen.board] as number);
  const all = await until(() => screens.every(({ isBack }) => isBack), 60_000);
  const took = (performance.now() - began) / 1_000;
  const figures = await figuresOf(survivor);
  const used = cpuSeconds(survivor.pid) - cpu;
  const { failed, slowest } = await errors.stop();
  const lag = (which: string): number => (figures.get(`nodejs_eventloop_lag_${which}_seconds`) ?? Number.NaN) * 1_000;
  const snapshots = (figures.get('pullcord_snapshots_total') ?? Number.NaN) - built;
  return [
    { what: `${what}: all converged, s`, pullcord: all ? number(took, 1) : `${screens.filter(({ isBack }) => !isBack).length} never`, ...held('3,000 viewers after a restart', all ? took : Infinity) },
    { what: '  event-loop lag p99 ms', pullcord: number(lag('p99')), ratio: `p50 ${number(lag('p50'))}, most ${number(lag('max'))}`, ...held('storm: event-loop lag p99', lag('p99')) },
    { what: '  snapshots built', pullcord: number(snapshots), ...held('storm: snapshots built a board', snapshots / boards) },
    { what: `  answers 5xx or none after ${ERRORS_UNTIL / 1_000} s`, pullcord: number(failed), ratio: `slowest ${number(slowest)} ms`, ...held('storm: answers 5xx or none', failed) },
    { what: '  server CPU s', pullcord: number(used, 1), ratio: `since it was up ${number((performance.now() - up) / 1_000, 1)} s` },
  ];
}

async function moved(server: Running, board: number): Promise<number> {
  const client = await ThinClient.connect(server.port, server.auth(0));
  try {
    const move = { ...(server.move(`storm-${board}-${Date.now()}`, 0, 20, 'there') as object), board: benchBoardId(board) };
    for (;;) {
      const answer = await client.ask('command', move);
      const seq = server.accepted(answer);
      if (seq !== null) return seq;
      if ((answer as { readonly why?: string }).why !== 'try_again') throw new Error(`The move of the storm was not done: ${JSON.stringify(answer)}`);
      await pause(200);
    }
  } finally {
    client.close();
  }
}

/** Somebody asks by the second door, five times a second. */
function watchErrors(port: number, began: number): { stop(): Promise<{ readonly failed: number; readonly slowest: number }> } {
  let [watching, failed, slowest] = [true, 0, 0];
  const watch = (async () => {
    for (; watching; await pause(200)) {
      const asked = performance.now();
      const status = await fetch(`http://127.0.0.1:${port}/api/boards`, { signal: AbortSignal.timeout(10_000) }).then(async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      }, () => 599);
      slowest = Math.max(slowest, performance.now() - asked);
      if (status >= 500 && asked - began > ERRORS_UNTIL) failed += 1;
    }
  })();
  return {
    async stop() {
      watching = false;
      await watch;
      return { failed, slowest };
    },
  };
}

/** A viewer that comes back by itself with the head it knows. */
class Screen {
  seq = 0;
  private head: unknown = null;
  private client: ThinClient | null = null;
  private open = true;
  /** Nobody waits for anything of it as long as it has this. */
  private enough = 0;

  static async open(server: Running, n: number, board: number): Promise<Screen> {
    const screen = new Screen(server, n, board);
    await screen.join();
    return screen;
  }

  private constructor(private readonly server: Running, private readonly n: number, readonly board: number) {}

  get isBack(): boolean {
    return this.seq >= this.enough;
  }

  /** Its node is killed: it finds out, and comes back until it has `seq` of its board. */
  waitFor(seq: number): void {
    this.enough = seq;
    this.client?.wake();
    this.has(this.seq);
  }

  private async join(): Promise<void> {
    const client = await ThinClient.connect(this.server.port, this.server.auth(this.n));
    this.client = client;
    // Also while it waits for its board: a screen comes back until it has one.
    client.onClose = () => this.comeBack();
    client.onEvent = (event, payload) => {
      for (const { seq } of this.server.commitsIn(event, payload)) this.has(seq);
    };
    this.head = this.server.headOf(await client.ask('join', this.server.joinMessage(this.head, this.board)));
    this.has((this.head as { readonly seq: number }).seq);
  }

  private has(seq: number): void {
    this.seq = Math.max(this.seq, seq);
    if (this.isBack && this.client) this.client.restsFor = RESTS_FOR;
  }

  private comeBack(): void {
    if (!this.open) return;
    setTimeout(() => {
      if (this.open) this.join().catch(() => this.comeBack());
    }, Math.random() * BACK_WITHIN);
  }

  close(): void {
    this.open = false;
    this.client?.close();
  }
}
