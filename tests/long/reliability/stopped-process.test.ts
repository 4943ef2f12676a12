import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordsOf } from '../../../server/people/directory-records.ts';
import type { Command } from '../../../shared/verbs.ts';
import { cardId } from '../../../shared/kernel/ids.ts';
import { openSqliteStore } from '../../../server/adapters/sqlite/sqlite-store.ts';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import { Recorder, contend, operators } from '../../support/server/contention.ts';
import { checkHistory } from '../../support/shop/history.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { ServerProcess, buildServer, dataFolder } from '../../support/server/server-process.ts';
import { DIRECTORY, PEOPLE } from '../../support/shop/shop.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { tell } from '../../support/shop/told-board.ts';
import { pause, until } from '../../support/until.ts';
import { view } from '../../support/server/viewer.ts';
import { fold, wholeLog } from '../../support/store/whole-log.ts';
import { contendedShop } from '../../support/shop/workshop.ts';

const PAUSES = 20;
const JOBS = 20;

let built: Awaited<ReturnType<typeof buildServer>>;
beforeAll(async () => {
  built = await buildServer();
}, 60_000);
afterAll(() => built?.remove());

describe('REL-17: one of two processes on one log is stopped in the midst of its work', () => {
  test('what it decided on an old board is refused by the log when it wakes, and it is right again within two seconds', { timeout: 180_000 }, async ({ signal }) => {
    const data = dataFolder();
    const crew = operators(8);
    const file = join(data.path, 'pullcord.db');
    const directory = { ...DIRECTORY, people: { ...DIRECTORY.people, ...Object.fromEntries(crew.map((one) => [one.id, one])) } };
    const setup = await openSqliteStore(file);
    await setup.replaceRecords(recordsOf(directory));
    const rooms = new BoardRooms({ log: setup, clock: Date.now, directory: () => directory });
    const board = await makeBoard(rooms, 'contended', contendedShop(JOBS, 4));
    const before = (await setup.head(board))?.seq ?? 0;
    await rooms.close();

    const [sleepy, awake] = [new ServerProcess(built.main, data.path), new ServerProcess(built.main, data.path)];
    const closing: { close(): void }[] = [];
    try {
      await sleepy.start();
      await awake.start();
      const recorder = new Recorder();
      let over = false;
      const clients = crew.map((actor, i) => new SocketClient((i % 2 === 0 ? sleepy : awake).url, { person: actor.id }));
      const viewer = view(sleepy.url, board, PEOPLE.mona.id);
      closing.push(...clients, viewer);
      await until('the viewer is live', () => viewer.isLive(), 20_000);
      const storm = crew.map((actor, number) => contend({ client: clients[number] as SocketClient, actor, number }, board, JOBS, recorder, () => over));
      // Somebody who is never refused, so that the log goes on while the other process sleeps.
      const talker = new SocketClient(awake.url, { person: PEOPLE.ada.id });
      closing.push(talker);
      talker.onAnswer = (id, answer) => recorder.heard(id, answer);
      const talk = (async () => {
        for (let i = 0; !over; i += 1) {
          const command: Command = { type: 'CommentOnCard', card: cardId('1041.1'), text: `note ${i}` };
          await talker.command(board, command, recorder.begin(99, PEOPLE.ada, command));
          await pause(20);
        }
      })();
      let slowest = 0;
      let meanwhile = 0;
      for (let round = 0; round < PAUSES && !signal.aborted; round += 1) {
        const enough = recorder.acked + 10;
        await until('moves go on', () => recorder.acked >= enough, 30_000);
        const at = (await setup.head(board))?.seq ?? 0;
        sleepy.signal('SIGSTOP');
        await pause(150 + 40 * round);
        sleepy.signal('SIGCONT');
        const woken = performance.now();
        const head = (await setup.head(board))?.seq ?? 0;
        meanwhile += head - at;
        await until('its screens know the head', () => viewer.store.getState().head.seq >= head, 10_000);
        slowest = Math.max(slowest, performance.now() - woken);
      }
      over = true;
      await Promise.all([...storm, talk]);
      const commits = await wholeLog(setup, board);
      await until('the viewer has it all', () => viewer.store.getState().head.seq === commits.length, 5_000);
      expect(tell(viewer.store.getState().confirmed)).toBe(tell(fold(board, commits)));

      const { faults, ...counts } = checkHistory({ attempts: recorder.attempts, commits, before, directory });
      console.log(`REL-17: ${PAUSES} pauses, ${JSON.stringify(counts)}, ${meanwhile} commits while it slept, right again after at most ${slowest.toFixed(0)} ms`);
      // Also no refusal from a board that was old (I5).
      expect(faults).toEqual([]);
      expect(counts).toMatchObject({ breaches: 0, lost: 0, twice: 0, gaps: 0, unanswered: 0 });
      expect(counts.acked).toBeGreaterThan(PAUSES * 10);
      expect(meanwhile).toBeGreaterThan(PAUSES);
      expect(slowest).toBeLessThanOrEqual(2_000);
    } finally {
      for (const one of closing) one.close();
      for (const server of [sleepy, awake]) {
        server.signal('SIGCONT');
        await server.end();
      }
      await setup.close();
      data.remove();
    }
  });
});
