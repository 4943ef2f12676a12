import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { openSqliteStore } from '../../../server/adapters/sqlite/sqlite-store.ts';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import type { Point, Points } from '../../../server/room/room-parts.ts';
import { type Timers, realTimers } from '../../../server/ports/timers.ts';
import { openBoard } from '../../../server/log/open-board.ts';
import type { CommitLog } from '../../../server/ports/commit-log.ts';
import type { Command } from '../../../shared/verbs.ts';
import { type BoardId, type CommandId, cardId } from '../../../shared/kernel/ids.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { draws } from '../../support/chance.ts';
import { Recorder, operators } from '../../support/server/contention.ts';
import { checkHistory } from '../../support/shop/history.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { dataFolder } from '../../support/server/server-process.ts';
import { DIRECTORY, PEOPLE } from '../../support/shop/shop.ts';
import { tell } from '../../support/shop/told-board.ts';
import { until } from '../../support/until.ts';
import { fold, wholeLog } from '../../support/store/whole-log.ts';
import { contendedShop, pull, undo } from '../../support/shop/workshop.ts';

const POINTS: readonly Point[] = ['before-decide', 'before-append', 'after-append', 'before-answer', 'after-answer', 'after-publish', 'before-snapshot', 'after-snapshot'];
const ROUNDS = 100;
const CREW = operators(3);
const directory = { ...DIRECTORY, people: { ...DIRECTORY.people, ...Object.fromEntries(CREW.map((one) => [one.id, one])) } };

/** A server's rooms that die at a named point: from then on nothing of them is heard. */
class Mortal {
  dead = false;
  /** Where the next death waits. */
  at: Point | null = null;
  private readonly stops: (() => void)[] = [];
  readonly rooms: BoardRooms;

  constructor(log: CommitLog, how: 'crash' | 'throw', onDeath: () => void) {
    const points: Points = (point) => {
      if (this.dead) return new Promise(() => {});
      if (point !== this.at) return;
      this.at = null;
      onDeath();
      if (how === 'throw') throw new Error(`failed at ${point}`);
      this.dead = true;
      return new Promise(() => {});
    };
    const timers: Timers = {
      soon: (run) => realTimers.soon(run),
      every: (ms, run) => {
        const stop = realTimers.every(ms, run);
        this.stops.push(stop);
        return stop;
      },
    };
    this.rooms = new BoardRooms({ log, clock: Date.now, directory: () => directory, points, timers, sizes: { snapshotEvery: 2 } });
  }

  bury(): void {
    this.dead = true;
    for (const stop of this.stops) stop();
  }
}

async function torment(log: CommitLog, board: BoardId, point: Point, how: 'crash' | 'throw', recorder: Recorder): Promise<number> {
  let deaths = 0;
  const fresh = (): Mortal => new Mortal(log, how, () => (deaths += 1));
  let server = fresh();
  const buried = (): void => {
    if (!server.dead) return;
    server.bury();
    server = fresh();
  };
  const next = draws(point.length * 7 + how.length);
  const holding = new Map<number, number>();
  const settled = new Set<CommandId>();
  const ask = async (id: CommandId, command: Command, person: number): Promise<void> => {
    const room = await server.rooms.open(board);
    room?.post({ id, command, actor: personActor((CREW[person] ?? PEOPLE.ada).id) }, (answer) => {
      recorder.heard(id, answer);
      if (answer.ok || answer.why !== 'try_again') settled.add(id);
    });
  };
  while (deaths < ROUNDS) {
    const wanted = CREW.map((actor, person) => {
      const held = holding.get(person);
      const command = held === undefined ? pull(1 + Math.floor(next() * 8)) : undo(held);
      return { id: recorder.begin(person, actor, command), command, person };
    });
    const open = () => wanted.filter(({ id }) => !settled.has(id));
    server.at = point;
    for (const { id, command, person } of wanted) await ask(id, command, person);
    let asked = performance.now();
    await until('all are answered', async () => {
      const died = server.dead;
      buried();
      // The same id again until it is answered, as every client does.
      if (open().length > 0 && (died || performance.now() - asked > 20)) {
        asked = performance.now();
        for (const { id, command, person } of open()) await ask(id, command, person);
      }
      return open().length === 0;
    }, 20_000);
    // Some points come after the answers, when nobody waits any more.
    for (let turn = 0; turn < 20 && server.at !== null && !point.startsWith('before-a') && point !== 'before-decide'; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    buried();
    for (const { id, command, person } of wanted) {
      if (!recorder.wasAcked(id)) continue;
      if (command.type === 'PullCard') holding.set(person, Number(command.card.split('.')[1]));
      else holding.delete(person);
    }
  }
  server.bury();
  return deaths;
}

/** A few moves of a server in good health, which also writes a snapshot in their midst. */
async function live(log: CommitLog, board: BoardId, recorder: Recorder): Promise<void> {
  const rooms = new BoardRooms({ log, clock: Date.now, directory: () => directory, sizes: { snapshotEvery: 2 } });
  const room = await rooms.open(board);
  for (let i = 0; i < 5; i += 1) {
    const command: Command = { type: 'CommentOnCard', card: cardId('1041.8'), text: `still here, ${i}` };
    const id = recorder.begin(9, PEOPLE.ada, command);
    const answer = await room?.submit({ id, command, actor: personActor(PEOPLE.ada.id) });
    if (answer) recorder.heard(id, answer);
  }
  await rooms.close();
}

const stores: readonly (readonly [string, () => Promise<{ readonly log: CommitLog; close(): Promise<void> }>])[] = [
  ['memory', async () => ({ log: new MemoryLog(), close: async () => {} })],
  ['sqlite', async () => {
    const data = dataFolder();
    const log = await openSqliteStore(join(data.path, 'pullcord.db'));
    return { log, close: async () => (await log.close(), data.remove()) };
  }],
];

describe.each(stores)('REL-4: a room on the %s log', (name, openStore) => {
  test.each(['crash', 'throw'] as const)('that meets a %s at every point around the write, a hundred times each, keeps its word', { timeout: 180_000 }, async (how) => {
    const store = await openStore();
    const counts: string[] = [];
    for (const point of POINTS) {
      const setup = new BoardRooms({ log: store.log, clock: Date.now, directory: () => directory });
      const board = await makeBoard(setup, `${how}-${point}`, contendedShop(8, 1));
      const before = (await store.log.head(board))?.seq ?? 0;
      await setup.close();
      const recorder = new Recorder();
      const deaths = await torment(store.log, board, point, how, recorder);
      await live(store.log, board, recorder);
      const commits = await wholeLog(store.log, board);
      const { faults, acked, refused } = checkHistory({ attempts: recorder.attempts, commits, before, directory });
      expect([point, faults]).toEqual([point, []]);
      expect(commits.length - before).toBe(acked);
      // I8: the snapshot and what follows it is the log.
      const opened = await openBoard(store.log, board);
      expect(opened?.snapshotAt).toBeGreaterThan(0);
      expect(tell(opened?.board as never)).toBe(tell(fold(board, commits)));
      counts.push(`${point} ${deaths}/${acked}/${refused}`);
    }
    console.log(`REL-4 ${name}, ${how}; deaths/acknowledged/refused: ${counts.join(', ')}`);
    await store.close();
  });
});
