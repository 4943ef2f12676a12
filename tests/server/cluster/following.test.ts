import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import type { RoomAnswer } from '../../../server/room/answers.ts';
import type { BoardRoom } from '../../../server/room/board-room.ts';
import { BoardRooms, type BoardRoomsParts } from '../../../server/room/board-rooms.ts';
import { type BoardId, commandId } from '../../../shared/kernel/ids.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { DIRECTORY, PEOPLE } from '../../support/shop/shop.ts';
import { until } from '../../support/until.ts';
import { contendedShop, pull } from '../../support/shop/workshop.ts';
import { ShakyLog } from '../room/shaky-log.ts';

let n = 0;
const ask = (room: BoardRoom, job: number): Promise<RoomAnswer> =>
  room.submit({ id: commandId(`follow-${String((n += 1)).padStart(8, '0')}`), command: pull(job), actor: personActor(PEOPLE.ada.id) });

interface Node { readonly log: ShakyLog; readonly rooms: BoardRooms; readonly room: BoardRoom; readonly heard: number[] }

async function nodes(hears: boolean, sizes: BoardRoomsParts['sizes'] = { pollEvery: 3_600_000 }): Promise<{ readonly board: BoardId; readonly a: Node; readonly b: Node }> {
  const store = new MemoryLog();
  const setup = new BoardRooms({ log: store, clock: Date.now, directory: () => DIRECTORY });
  const board = await makeBoard(setup, 'shop', contendedShop(60, 60));
  await setup.close();
  const node = async (): Promise<Node> => {
    const log = new ShakyLog(store, hears);
    const rooms = new BoardRooms({ log, clock: Date.now, directory: () => DIRECTORY, ...(sizes && { sizes }) });
    return { log, rooms, room: (await rooms.open(board)) as BoardRoom, heard: [] };
  };
  return { board, a: await node(), b: await node() };
}
const listen = ({ room, heard }: Node): (() => void) => room.subscribe((commits) => void heard.push(...commits.map(({ seq }) => seq)));

describe('following the log', () => {
  it('a hint is followed at once by a node where somebody watches', async () => {
    const { a, b } = await nodes(true);
    listen(b);
    const answer = await ask(a.room, 1);
    await until('B tells it', () => b.heard.length > 0);
    expect(b.heard).toEqual([answer.ok && answer.seq]);
  });

  it('I4 an old hint, and one beyond what is there, change nothing: the truth is what a read says', async () => {
    const { a, b } = await nodes(true);
    listen(b);
    b.log.onHint = (hint, seq) => (hint(seq + 7), hint(seq), hint(seq - 1));
    for (let job = 1; job <= 3; job += 1) await ask(a.room, job);
    await until('B tells all', () => b.heard.length === 3);
    expect(b.room.head).toEqual(a.room.head);
    expect(b.log.reads).toBeGreaterThan(0);
    expect(await ask(b.room, 4)).toMatchObject({ ok: true, seq: a.room.head.seq + 1 });
  });

  it('of a group whose middle hint is lost the rest is read', async () => {
    const { a, b } = await nodes(true);
    listen(b);
    const { seq } = b.room.head;
    b.log.onHint = (hint, at) => void (at !== seq + 3 && hint(at));
    await Promise.all(Array.from({ length: 6 }, (_, i) => ask(a.room, i + 1)));
    await until('B tells all', () => b.heard.length === 6);
    expect(b.heard).toEqual(Array.from({ length: 6 }, (_, at) => seq + 1 + at));
  });

  it('what a lost write is told of the log is not asked for again; and told something else, the node asks', async () => {
    for (const lie of [false, true]) {
      const { board, a, b } = await nodes(false);
      listen(b);
      await Promise.all(Array.from({ length: 3 }, (_, i) => ask(a.room, i + 1)));
      const { reads } = b.log;
      b.log.onAppend = async (write, commits) => {
        const answer = await write();
        if (answer.ok || answer.why !== 'conflict') return answer;
        const from = (commits[0]?.seq ?? 0) - 1;
        return { ...answer, since: await b.log.inner.read(board, lie ? from + 1 : from, 100) };
      };
      expect(await ask(b.room, 4)).toMatchObject({ ok: true, seq: a.room.head.seq + 1 });
      expect(b.log.reads - reads).toBe(lie ? 1 : 0);
      await until('B tells all', () => b.heard.length === 4);
    }
  });

  it('the hints of a node’s own writes cost it nothing', async () => {
    const { a } = await nodes(true);
    listen(a);
    for (let job = 1; job <= 10; job += 1) await ask(a.room, job);
    await Promise.all(Array.from({ length: 20 }, (_, i) => ask(a.room, i + 11)));
    await until('all told', () => a.heard.length === 30);
    expect(a.log.hints).toBeGreaterThan(10);
    expect(a.log.heads).toBe(0);
  });

  it('many hints become few looks', async () => {
    const { a, b } = await nodes(true);
    listen(b);
    for (let turn = 0; turn < 5; turn += 1) await Promise.all(Array.from({ length: 10 }, (_, i) => ask(a.room, turn * 10 + i + 1)));
    await until('all told', () => b.heard.length === 50);
    expect(b.heard).toEqual(b.heard.map((_, i) => (b.heard[0] ?? 0) + i));
    expect(b.log.heads).toBeLessThanOrEqual(10);
  });

  it('a hint beyond the log is followed once and not for ever', async () => {
    const { a } = await nodes(true);
    listen(a);
    a.room.hint(1_000_000);
    await ask(a.room, 1);
    await ask(a.room, 2);
    expect(a.log.heads).toBe(1);
  });

  it('REL-19: with every hint lost, a node finds out within two seconds', async () => {
    const { a, b } = await nodes(false, {});
    listen(b);
    await ask(a.room, 1);
    const since = performance.now();
    await until('B tells it', () => b.heard.length > 0, 3_000);
    expect(performance.now() - since).toBeLessThanOrEqual(2_000);
    // It polls because somebody watches, and not otherwise.
    expect(a.log.heads).toBe(0);
  });

  it('where nobody watches, hints and time cost nothing, and who comes to look sees the present', async () => {
    const { board, a, b } = await nodes(true);
    for (let job = 1; job <= 5; job += 1) await ask(a.room, job);
    expect(b.log.hints).toBe(0);
    expect(b.log.heads).toBe(0);
    expect(b.room.head.seq).toBeLessThan(a.room.head.seq);
    expect((await b.rooms.openCurrent(board))?.head).toEqual(a.room.head);
    expect(b.log.heads).toBe(1);
  });
});
