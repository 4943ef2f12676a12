import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../../server/adapters/sqlite/sqlite-store.ts';
import { recordsOf } from '../../../server/people/directory-records.ts';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import { draws } from '../../support/chance.ts';
import { Recorder, contend, operators } from '../../support/server/contention.ts';
import { checkHistory } from '../../support/shop/history.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { ServerProcess, buildServer, dataFolder } from '../../support/server/server-process.ts';
import { DIRECTORY, PEOPLE } from '../../support/shop/shop.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { tell } from '../../support/shop/told-board.ts';
import { until } from '../../support/until.ts';
import { view } from '../../support/server/viewer.ts';
import { fold, wholeLog } from '../../support/store/whole-log.ts';
import { contendedShop } from '../../support/shop/workshop.ts';

const CLIENTS = 24;
/** Screens beside the clients; each folds every commit, and all of them share one core with the clients. */
const VIEWERS = 12;
const JOBS = 40;
const KILLS = 50;
const MOVES = 5_000;

let built: Awaited<ReturnType<typeof buildServer>>;
beforeAll(async () => {
  built = await buildServer();
}, 60_000);
afterAll(() => built?.remove());

describe('REL-1: one server killed -9 fifty times under 24 contending clients and one free slot', () => {
  test('loses nothing, doubles nothing, breaks no limit, and every screen converges', { timeout: 420_000 }, async ({ signal }) => {
    const data = dataFolder();
    const crew = operators(CLIENTS);
    const file = join(data.path, 'pullcord.db');
    const directory = { ...DIRECTORY, people: { ...DIRECTORY.people, ...Object.fromEntries(crew.map((one) => [one.id, one])) } };
    const setup = await openSqliteStore(file);
    await setup.replaceRecords(recordsOf(directory));
    const rooms = new BoardRooms({ log: setup, clock: Date.now, directory: () => directory });
    // Two places, one of them taken by a job that nobody touches: one free slot.
    const board = await makeBoard(rooms, 'contended', [...contendedShop(JOBS + 1, 2), { type: 'PullCard', card: `1041.${JOBS + 1}` as never, lane: 'cut' as never }]);
    const before = (await setup.head(board))?.seq ?? 0;
    await rooms.close();
    await setup.close();

    const server = new ServerProcess(built.main, data.path);
    const clients: SocketClient[] = [];
    const viewers: ReturnType<typeof view>[] = [];
    try {
      await server.start();
      const recorder = new Recorder();
      let over = false;
      clients.push(...crew.map((actor) => new SocketClient(server.url, { person: actor.id })));
      viewers.push(...crew.slice(0, VIEWERS).map(() => view(server.url, board, PEOPLE.mona.id)));
      await until('all viewers are live', () => viewers.every((viewer) => viewer.isLive()), 20_000);
      const storm = crew.map((actor, number) => contend({ client: clients[number] as SocketClient, actor, number }, board, JOBS, recorder, () => over));

      const next = draws(1);
      let slowest = 0;
      for (let kill = 0; kill < KILLS && !signal.aborted; kill += 1) {
        const enough = recorder.acked + 20 + Math.floor(next() * 60);
        await until('moves go on', () => recorder.acked >= enough, 60_000);
        await server.end('SIGKILL');
        const down = performance.now();
        await server.start();
        slowest = Math.max(slowest, performance.now() - down);
      }
      const afterKills = recorder.acked;
      await until('enough moves', () => recorder.acked >= Math.max(MOVES, afterKills + 200) && viewers.every((viewer) => viewer.isLive()), 180_000);
      over = true;
      await Promise.all(storm);

      const lastAck = recorder.lastAckAt;
      const store = await openSqliteStore(file);
      const head = await store.head(board);
      await until('every screen converges', () => viewers.every((viewer) => viewer.store.getState().head.seq === head?.seq), 5_000);
      // Before the log is read whole, which takes longer than the screens do.
      const converged = performance.now() - lastAck;
      const commits = await wholeLog(store, board);
      await store.close();
      const truth = fold(board, commits);
      expect(truth.seq).toBe(head?.seq);

      const verdict = checkHistory({ attempts: recorder.attempts, commits, before, directory });
      const { faults, ...counts } = verdict;
      console.log(`REL-1: ${KILLS} kills, ${JSON.stringify(counts)}, converged ${converged.toFixed(0)} ms after the last answer, slowest restart ${slowest.toFixed(0)} ms`);
      expect(faults).toEqual([]);
      expect(counts.acked).toBeGreaterThanOrEqual(MOVES);
      expect(counts).toMatchObject({ breaches: 0, lost: 0, twice: 0, gaps: 0, unanswered: 0 });
      expect(counts.refused).toBeGreaterThan(counts.acked / 10);
      expect(converged).toBeLessThanOrEqual(2_000);
      const told = tell(truth);
      for (const viewer of viewers) expect(tell(viewer.store.getState().confirmed)).toBe(told);
      // No screen ever merged anything out of line, through all the cuts.
      for (const viewer of viewers) viewer.merged.reduce((last, { seq }) => (expect(seq).toBeGreaterThan(last), seq), 0);
    } finally {
      for (const client of clients) client.close();
      for (const viewer of viewers) viewer.close();
      await server.end();
      data.remove();
    }
  });
});
