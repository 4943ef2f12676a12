import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../../server/adapters/sqlite/sqlite-store.ts';
import { recordsOf } from '../../../server/people/directory-records.ts';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import type { BoardId } from '../../../shared/kernel/ids.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { Proxy } from '../../support/server/proxy.ts';
import { ServerProcess, buildServer, dataFolder } from '../../support/server/server-process.ts';
import { Shift, readiness } from '../../support/server/shift.ts';
import { DIRECTORY, PEOPLE } from '../../support/shop/shop.ts';
import { until } from '../../support/until.ts';
import { type Viewer, view } from '../../support/server/viewer.ts';
import { contendedShop } from '../../support/shop/workshop.ts';
import { callAt } from '../../server/http/door.ts';

let built: Awaited<ReturnType<typeof buildServer>>;
beforeAll(async () => {
  built = await buildServer();
}, 60_000);
afterAll(() => built?.remove());

async function prepared(): Promise<{ readonly data: ReturnType<typeof dataFolder>; readonly board: BoardId; readonly before: number }> {
  const data = dataFolder();
  const store = await openSqliteStore(join(data.path, 'pullcord.db'));
  await store.replaceRecords(recordsOf(DIRECTORY));
  const rooms = new BoardRooms({ log: store, clock: Date.now, directory: () => DIRECTORY });
  const board = await makeBoard(rooms, 'shop', contendedShop(3, 2));
  const before = (await store.head(board))?.seq ?? 0;
  await rooms.close();
  await store.close();
  return { data, board, before };
}

async function expectNothingLost(shift: Shift, folder: string, before: number): Promise<void> {
  const store = await openSqliteStore(join(folder, 'pullcord.db'));
  try {
    expect(await shift.wrongs(store, before)).toEqual([]);
  } finally {
    await store.close();
  }
}

describe('REL-34: a server that is told to stop', () => {
  test('answers what waits, and after its restart on the same file nobody has lost anything', { timeout: 120_000 }, async () => {
    const { data, board, before } = await prepared();
    const server = new ServerProcess(built.main, data.path, { DRAIN_PAUSE_MS: '50' });
    let shift: Shift | null = null;
    try {
      await server.start();
      const running = (shift = new Shift(server.url, server.port, board));
      for (let stop = 1; stop <= 3; stop += 1) {
        const enough = running.issued.size + 100;
        await until('work goes on', () => running.isLive() && running.issued.size >= enough, 20_000);
        const from = performance.now();
        expect(await server.end('SIGTERM')).toBe(0);
        expect(performance.now() - from).toBeLessThanOrEqual(10_000);
        await server.start();
      }
      await until('every screen is back', () => running.isLive(), 20_000);
      await running.end();
      await expectNothingLost(running, data.path, before);
    } finally {
      shift?.close();
      await server.end();
      data.remove();
    }
  });

  test('does not wait for the farewell of screens whose wire is dead', { timeout: 60_000 }, async () => {
    const { data, board } = await prepared();
    const server = new ServerProcess(built.main, data.path, { DRAIN_PAUSE_MS: '50' });
    let wire: Proxy | null = null;
    const screens: Viewer[] = [];
    try {
      await server.start();
      const { url, weather } = (wire = await Proxy.before(server.port));
      screens.push(...[1, 2, 3].map(() => view(url, board, PEOPLE.ada.id)));
      await until('they are live', () => screens.every((screen) => screen.isLive()), 20_000);
      weather.deaf = true;
      const from = performance.now();
      expect(await server.end('SIGTERM')).toBe(0);
      expect(performance.now() - from).toBeLessThan(5_000);
    } finally {
      for (const screen of screens) screen.close();
      await server.end();
      await wire?.close();
      data.remove();
    }
  });

  test('goes at once when it is told a second time', { timeout: 60_000 }, async () => {
    const data = dataFolder();
    const server = new ServerProcess(built.main, data.path, { DRAIN_PAUSE_MS: '60000' });
    try {
      await server.start();
      server.signal('SIGTERM');
      await until('it drains', async () => (await readiness(server.port)) === 'draining');
      // Still serving: the pause is there for those who have not noticed yet.
      expect((await callAt(server.port, 'GET', '/api/boards')).status).toBe(200);
      const from = performance.now();
      expect(await server.end('SIGTERM')).toBe(1);
      expect(performance.now() - from).toBeLessThan(2_000);
    } finally {
      await server.end();
      data.remove();
    }
  });

  test('says first that it is not ready, and its people move to the other one within 3 s', { timeout: 120_000 }, async () => {
    const { data, board, before } = await prepared();
    const nodes = [new ServerProcess(built.main, data.path), new ServerProcess(built.main, data.path)] as const;
    let proxy: Proxy | null = null;
    let shift: Shift | null = null;
    let watching = true;
    let watcher: Promise<void> | null = null;
    const seen: [string[], string[]] = [[], []];
    try {
      await Promise.all(nodes.map((node) => node.start()));
      const front = (proxy = await Proxy.before(nodes[0].port));
      // What a proxy with health checks does: new connections go where somebody is ready.
      watcher = (async () => {
        while (watching) {
          const states = await Promise.all(nodes.map(({ port }) => readiness(port)));
          states.forEach((state, index) => {
            const list = seen[index as 0 | 1];
            if (list.at(-1) !== state) list.push(state);
          });
          const ready = states.indexOf('ready');
          if (ready >= 0) front.pointTo((nodes[ready as 0 | 1]).port);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      })();
      const running = (shift = new Shift(front.url, front.port, board));
      const moves: number[] = [];
      const stops: number[] = [];
      for (const [index, node] of nodes.entries()) {
        const enough = running.issued.size + 150;
        await until('work goes on', () => running.isLive() && running.issued.size >= enough, 20_000);
        const from = performance.now();
        const end = node.end('SIGTERM').then((code) => {
          stops.push(performance.now() - from);
          return code;
        });
        await until('its people lose it', () => !running.isLive(), 10_000);
        const left = performance.now();
        await until('they are with the other one', () => running.isLive(), 10_000);
        moves.push(performance.now() - left);
        expect(await end).toBe(0);
        const said = seen[index as 0 | 1];
        await until('the proxy saw it go', () => said.at(-1) === 'gone');
        expect(said.slice(-3)).toEqual(['ready', 'draining', 'gone']);
        await node.start();
        await until('the proxy sees it again', () => said.at(-1) === 'ready');
      }
      await running.end();
      await expectNothingLost(running, data.path, before);
      console.log(`REL-34: ${running.issued.size} commands, ${running.scripted} of them by the second door; moved within ${moves.map((ms) => ms.toFixed(0)).join(' and ')} ms, stopped within ${stops.map((ms) => ms.toFixed(0)).join(' and ')} ms`);
      expect(Math.max(...moves)).toBeLessThanOrEqual(3_000);
      expect(Math.max(...stops)).toBeLessThanOrEqual(10_000);
    } finally {
      watching = false;
      shift?.close();
      await watcher;
      await Promise.all(nodes.map((node) => node.end()));
      await proxy?.close();
      data.remove();
    }
  });
});
