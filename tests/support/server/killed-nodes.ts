import { openMongoStore } from '../../../server/adapters/mongo/mongo-store.ts';
import { recordsOf } from '../../../server/people/directory-records.ts';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import { cardId, laneId } from '../../../shared/kernel/ids.ts';
import { draws } from '../chance.ts';
import { Recorder, contend, operators } from './contention.ts';
import { type Verdict, checkHistory } from '../shop/history.ts';
import { makeBoard } from './live-server.ts';
import { startNginx } from './nginx.ts';
import { RoamingClient } from './roaming-client.ts';
import { RoutingProxy } from './routing-proxy.ts';
import { ServerProcess } from './server-process.ts';
import { DIRECTORY, PEOPLE } from '../shop/shop.ts';
import { tell } from '../shop/told-board.ts';
import { until } from '../until.ts';
import { type Viewer, view } from './viewer.ts';
import { fold, wholeLog } from '../store/whole-log.ts';
import { contendedShop } from '../shop/workshop.ts';

export interface KilledNodes {
  /** main.js of the built server. */
  readonly main: string;
  readonly dataDir: string;
  /** The database of a replica set. */
  readonly uri: string;
  readonly kills: number;
  /** Acknowledged moves at least. */
  readonly moves: number;
  /** Free places, 1 to 5. */
  readonly slots: number;
  readonly seed: number;
  readonly nodes?: number;
  readonly clients?: number;
  readonly viewers?: number;
  /** Everybody comes by a proxy in front of the two nodes, which brings all of one board to one of them. */
  readonly routed?: boolean;
  /** What else may go wrong, called before each kill. */
  readonly also?: (round: number) => Promise<void>;
  readonly isOver?: () => boolean;
}

export interface AfterKills {
  readonly verdict: Verdict;
  /** ms from the last answer until every screen showed the log's last commit. */
  readonly converged: number;
  readonly slowestRestart: number;
  readonly killed: number;
  readonly screensWrong: number;
}

/** REL-1: server processes on one replica set, contending clients that go to another node when theirs is killed, and screens. */
export async function killNodes({ main, dataDir, uri, kills, moves, slots, seed, nodes: count = 3, clients: crowd = 24, viewers: screens = 12, routed = false, also, isOver = () => false }: KilledNodes): Promise<AfterKills> {
  const crew = operators(crowd);
  const jobs = 40;
  const directory = { ...DIRECTORY, people: { ...DIRECTORY.people, ...Object.fromEntries(crew.map((one) => [one.id, one])) } };
  const store = await openMongoStore(uri);
  const nodes = Array.from({ length: count }, () => new ServerProcess(main, dataDir, { MONGODB_URI: uri }));
  const closing: { close(): void | Promise<void> }[] = [];
  try {
    await store.replaceRecords(recordsOf(directory));
    const rooms = new BoardRooms({ log: store, clock: Date.now, directory: () => directory });
    // One place more than are free, taken by a job that nobody touches.
    const taken = { type: 'PullCard', card: cardId(`1041.${jobs + 1}`), lane: laneId('cut') } as const;
    const board = await makeBoard(rooms, 'contended', [...contendedShop(jobs + 1, slots + 1), taken]);
    await rooms.close();
    const before = (await store.head(board))?.seq ?? 0;

    await Promise.all(nodes.map((node) => node.start()));
    const proxy = routed ? await proxyBefore(nodes.map(({ port }) => port)) : null;
    if (proxy) closing.push(proxy);
    const urls = proxy ? [proxy.url] : nodes.map(({ url }) => url);
    const clients = crew.map((actor, number) => new RoamingClient(urls, actor.id, number, board));
    const viewers: Viewer[] = Array.from({ length: screens }, (_, number) => view(urls[number % urls.length] as string, board, PEOPLE.mona.id));
    closing.push(...clients, ...viewers);
    await Promise.all(clients.map((client) => client.connected()));
    await until('all viewers are live', () => viewers.every((viewer) => viewer.isLive()), 30_000);

    const recorder = new Recorder();
    let over = false;
    const storm = crew.map((actor, number) => contend({ client: clients[number] as RoamingClient, actor, number }, board, jobs, recorder, () => over));
    const next = draws(seed);
    let slowestRestart = 0;
    let killed = 0;
    for (; killed < kills && !isOver(); killed += 1) {
      const enough = recorder.acked + 20 + Math.floor(next() * 60);
      await until('moves go on', () => recorder.acked >= enough, 60_000);
      await also?.(killed);
      const node = nodes[Math.floor(next() * count)] as ServerProcess;
      await node.end('SIGKILL');
      const down = performance.now();
      await node.start();
      slowestRestart = Math.max(slowestRestart, performance.now() - down);
    }
    const afterKills = recorder.acked;
    await until('enough moves', () => isOver() || recorder.acked >= Math.max(moves, afterKills + 100), 600_000);
    await until('all viewers are live again', () => viewers.every((viewer) => viewer.isLive()), 30_000);
    over = true;
    await Promise.all(storm);

    const { seq } = (await store.head(board)) ?? { seq: 0 };
    await until('every screen converges', () => viewers.every((viewer) => viewer.store.getState().head.seq === seq), 10_000);
    const converged = performance.now() - recorder.lastAckAt;
    const commits = await wholeLog(store, board);
    const truth = tell(fold(board, commits));
    const verdict = checkHistory({ attempts: recorder.attempts, commits, before, directory });
    return { verdict, converged, slowestRestart, killed, screensWrong: viewers.filter((viewer) => tell(viewer.store.getState().confirmed) !== truth).length };
  } finally {
    for (const one of closing.reverse()) await one.close();
    await Promise.all(nodes.map((node) => node.end()));
    await store.close();
  }
}

/** nginx as it is deployed, or what routes like it where there is none. */
async function proxyBefore(ports: readonly number[]): Promise<{ readonly url: string; close(): Promise<void> }> {
  const nginx = await startNginx(ports as [number, number]);
  const proxy = nginx ? { port: nginx.port, close: () => nginx.stop() } : await RoutingProxy.before(ports);
  return { url: `http://127.0.0.1:${proxy.port}`, close: () => proxy.close() };
}
