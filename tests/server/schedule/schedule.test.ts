import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { decodeCommit } from '../../../server/log/encode-commit.ts';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import { Schedule, TICK } from '../../../server/schedule/schedule.ts';
import { dueId, nextDue } from '../../../shared/due.ts';
import { cardId } from '../../../shared/kernel/ids.ts';
import type { BoardId } from '../../../shared/kernel/ids.ts';
import type { Command } from '../../../shared/verbs.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { shippedOrder, soloShop } from '../../support/shop/shipped.ts';
import { DIRECTORY } from '../../support/shop/shop.ts';

const DAY = 86_400_000;
/** The day of each shipping is over fifteen mornings later. */
const START = Date.UTC(2026, 10, 2, 8);
const MORNING = Date.UTC(2026, 10, 17);

/** The shop's time, which passes when a test says so. */
class Hours {
  now = START;
  private readonly ticks = new Set<() => void>();
  readonly timers = {
    soon: (run: () => void) => void setImmediate(run),
    every: (ms: number, run: () => void) => {
      if (ms === TICK) this.ticks.add(run);
      // What a room lingers for is over at once; what happens by the minute is none of this.
      let goesOn = ms < 100;
      const again = (): void => {
        if (!goesOn) return;
        run();
        setImmediate(again);
      };
      setImmediate(again);
      return () => {
        goesOn = false;
        this.ticks.delete(run);
      };
    },
  };

  /** Seconds of the schedule, each until all is still. */
  async pass(seconds = 1): Promise<void> {
    for (let n = 0; n < seconds; n += 1) {
      for (const run of this.ticks) run();
      for (let turns = 0; turns < 30; turns += 1) await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }
}

/** A node on a log, which closes what is due; its rooms may have a clock of their own. */
function node(log: MemoryLog, hours: Hours, roomClock = () => hours.now) {
  const faults: unknown[] = [];
  const rooms = new BoardRooms({ log, clock: roomClock, directory: () => DIRECTORY, timers: hours.timers, report: (fault) => void faults.push(fault), changed: (board) => schedule.changed(board) });
  const schedule = new Schedule({
    log, clock: () => hours.now, timers: hours.timers, look: (board) => rooms.look(board), report: (...fault) => void faults.push(fault),
    issue: async (board, message) => {
      const answer = await (await rooms.open(board))!.submit(message);
      return answer.ok ? 'done' : answer.why === 'refused' ? 'refused' : 'later';
    },
  });
  return { rooms, schedule, faults, stop: async () => { await schedule.close(); await rooms.close(); } };
}

const makes = (log: MemoryLog, hours: Hours, name: string, commands: readonly Command[]): Promise<BoardId> =>
  makeBoard(new BoardRooms({ log, clock: () => hours.now, directory: () => DIRECTORY }), name, [...commands]);

/** What the schedule wrote, in order. */
const closed = async (log: MemoryLog, board: BoardId): Promise<string[]> =>
  (await log.read(board, 0, 10_000)).map(decodeCommit).filter(({ actor }) => actor === 'schedule').map(({ command }) => command);
const id = (order: string, attempt = 0, at = MORNING): string => dueId({ at, command: { type: 'CloseOrder', order: cardId(order) } }, attempt);

describe('SCH-1: the schedule', () => {
  it('does what is due at its time, once, and nothing before', async () => {
    const [log, hours] = [new MemoryLog(), new Hours()];
    const board = await makes(log, hours, 'one-node', [soloShop(), ...shippedOrder('1'), ...shippedOrder('2').slice(0, -1)]);
    const one = node(log, hours);
    hours.now = MORNING - 1;
    await hours.pass(5);
    expect(await closed(log, board)).toEqual([]);
    expect(one.schedule.lag).toBe(0);
    hours.now = MORNING + 2_500;
    expect(one.schedule.lag).toBe(2_500);
    await hours.pass(5);
    expect(await closed(log, board)).toEqual([id('1')]);
    expect([one.schedule.lag, one.schedule.outcomes]).toEqual([0, { done: 1, refused: 0, later: 0 }]);
    expect([...(await one.rooms.look(board))!.cards.values()].map((card) => card.id).toSorted()).toEqual(['2', '2.1']);
    expect(one.faults).toEqual([]);
  });

  it('wakes on what is done at an open board, also on a policy', async () => {
    const [log, hours] = [new MemoryLog(), new Hours()];
    const board = await makes(log, hours, 'one-node', [soloShop({ closeAfterDays: 300 })]);
    const one = node(log, hours);
    await hours.pass();
    const room = (await one.rooms.open(board))!;
    let n = 0;
    for (const command of shippedOrder('1')) expect(await room.submit({ id: `wakes-on-it-${(n += 1)}` as never, command, actor: 'person:ada' as never })).toMatchObject({ ok: true });
    hours.now += 20 * DAY;
    await hours.pass(2);
    expect(await closed(log, board)).toEqual([]);
    expect(await room.submit({ id: 'wakes-on-policy' as never, command: { type: 'SetPolicies', policies: { closeAfterDays: 2 } }, actor: 'person:mona' as never })).toMatchObject({ ok: true });
    await hours.pass(2);
    expect(await closed(log, board)).toHaveLength(1);
  });

  it('two nodes that both try do each thing once, and neither minds', async () => {
    const [log, hours] = [new MemoryLog(), new Hours()];
    const orders = Array.from({ length: 12 }, (_, n) => String(n + 1));
    const board = await makes(log, hours, 'two-nodes', [soloShop(), ...orders.flatMap((order) => shippedOrder(order))]);
    const nodes = [node(log, hours), node(log, hours)];
    await hours.pass(2);
    hours.now = MORNING;
    await hours.pass(10);
    expect(await closed(log, board)).toEqual(orders.map((order) => id(order)));
    for (const one of nodes) {
      expect((await one.rooms.look(board))!.cards.size).toBe(0);
      expect(one.schedule.lag).toBe(0);
      expect(one.faults).toEqual([]);
    }
  });

  it('SCH-3: what was due while nobody was there is done at the start, in the order of its time, at boards that nobody opened', async () => {
    const [log, hours] = [new MemoryLog(), new Hours()];
    const late = await makes(log, hours, 'late', [soloShop({ closeAfterDays: 9 }), ...shippedOrder('9')]);
    const board = await makes(log, hours, 'many', [soloShop(), ...Array.from({ length: 120 }, (_, n) => shippedOrder(String(n + 1))).flat()]);
    hours.now = MORNING + 99 * DAY;
    const one = node(log, hours);
    await hours.pass(20);
    expect(await closed(log, board)).toEqual(Array.from({ length: 120 }, (_, n) => id(String(n + 1))));
    expect(await closed(log, late)).toEqual([id('9', 0, MORNING - 5 * DAY)]);
    expect(one.faults).toEqual([]);
    await one.stop();
    const next = node(log, hours);
    await hours.pass(3);
    expect(next.schedule.outcomes).toEqual({ done: 0, refused: 0, later: 0 });
  });

  it('finds within the hour what another node wrote to a board that is not open here', async () => {
    const [log, hours] = [new MemoryLog(), new Hours()];
    const one = node(log, hours);
    await hours.pass();
    const board = await makes(log, hours, 'elsewhere', [soloShop(), ...shippedOrder('1')]);
    hours.now = MORNING;
    await hours.pass(10);
    expect(await closed(log, board)).toEqual([]);
    await hours.pass(3_600);
    expect(await closed(log, board)).toEqual([id('1')]);
    expect(one.faults).toEqual([]);
  });

  it('SCH-4: a clock that steps forward and back again does nothing twice, and nothing is forgotten', async () => {
    const [log, hours] = [new MemoryLog(), new Hours()];
    const board = await makes(log, hours, 'steps', [soloShop(), ...shippedOrder('1')]);
    const one = node(log, hours);
    await hours.pass();
    hours.now = MORNING + DAY;
    await hours.pass(2);
    hours.now = START + DAY;
    const room = (await one.rooms.open(board))!;
    let n = 0;
    for (const command of shippedOrder('2')) expect(await room.submit({ id: `stepped-back-${(n += 1)}` as never, command, actor: 'person:ada' as never })).toMatchObject({ ok: true });
    const next = nextDue(room.board)!;
    await hours.pass(3);
    hours.now = next;
    await hours.pass(2);
    expect(await closed(log, board)).toEqual([id('1'), id('2', 0, next)]);
  });

  it('SCH-2: one that was refused is tried again under the next attempt’s id, less often each time', async () => {
    const [log, hours] = [new MemoryLog(), new Hours()];
    const board = await makes(log, hours, 'refused', [soloShop(), ...shippedOrder('1')]);
    // This node's schedule looks at a clock that is ahead of its rooms'.
    let behind = DAY;
    const one = node(log, hours, () => hours.now - behind);
    hours.now = MORNING;
    await hours.pass(20);
    expect(await closed(log, board)).toEqual([]);
    expect(one.schedule.outcomes.done).toBe(0);
    expect(one.schedule.outcomes.refused).toBeGreaterThan(2);
    expect(one.schedule.outcomes.refused).toBeLessThan(6);
    behind = 0;
    const tried = one.schedule.outcomes.refused;
    await hours.pass(40);
    expect(await closed(log, board)).toEqual([id('1', tried)]);
  });
});
