import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import type { RoomAnswer } from '../../../server/room/answers.ts';
import type { BoardRoom } from '../../../server/room/board-room.ts';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import { PauseDetector } from '../../../server/cluster/pause-detector.ts';
import { commandId } from '../../../shared/kernel/ids.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { DIRECTORY, PEOPLE } from '../../support/shop/shop.ts';
import { contendedShop, pull } from '../../support/shop/workshop.ts';
import { ShakyLog } from '../room/shaky-log.ts';

describe('I3: what was said long ago', () => {
  it('is not done by a process that slept: whoever said it may have been refused elsewhere meanwhile', () => {
    let now = 1_000;
    const ticks: (() => void)[] = [];
    const pauses = new PauseDetector(() => now, { soon: () => {}, every: (_, run) => (ticks.push(run), () => void ticks.splice(0)) });
    const pass = (ms: number): boolean => {
      now += ms;
      ticks.forEach((tick) => tick());
      return pauses.justNow();
    };
    expect([pass(500), pass(500), pass(700)]).toEqual([false, false, false]);
    expect(pass(6_000)).toBe(true);
    expect(pass(400)).toBe(true);
    expect(pass(200)).toBe(false);
    // A clock that was set back is forgiven, too.
    expect(pass(-3_600_000)).toBe(true);
    expect(pass(600)).toBe(false);
    pauses.close();
    expect(ticks).toEqual([]);
  });

  it('is not decided anew by a room whose store was silent for four seconds, and is done when it is said again', async () => {
    let now = 1_000_000;
    const log = new ShakyLog(new MemoryLog());
    const rooms = new BoardRooms({ log, clock: () => now, directory: () => DIRECTORY });
    const board = await makeBoard(rooms, 'shop', contendedShop(4, 4));
    const other = new BoardRooms({ log: log.inner, clock: () => now, directory: () => DIRECTORY });
    const room = (await rooms.open(board)) as BoardRoom;
    const ask = (to: BoardRoom, job: number): Promise<RoomAnswer> => to.submit({ id: commandId(`late-000${job}`), command: pull(job), actor: personActor(PEOPLE.ada.id) });
    // While this room's write is under way the other one takes its number, and time passes.
    log.onAppend = async (write) => {
      log.onAppend = null;
      expect(await ask((await other.open(board)) as BoardRoom, 2)).toMatchObject({ ok: true });
      now += 4_001;
      return write();
    };
    expect(await ask(room, 1)).toMatchObject({ ok: false, why: 'try_again' });
    expect(room.board.places['cut/doing']).toHaveLength(1);
    expect(await ask(room, 1)).toMatchObject({ ok: true });
    expect(room.board.places['cut/doing']).toHaveLength(2);
    await rooms.close();
    await other.close();
  });
});
