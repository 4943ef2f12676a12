import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import type { BoardRoom, RoomAnswer } from '../../../server/board/board-room.ts';
import { BoardRooms, type BoardRoomsParts } from '../../../server/board/board-rooms.ts';
import { type BoardId, commandId } from '../../../shared/domain/ids.ts';
import { makeBoard } from '../../support/live-server.ts';
import { DIRECTORY, PEOPLE } from '../../support/shop.ts';
import { until } from '../../support/until.ts';
import { contendedShop, pull } from '../../support/workshop.ts';
import { ShakyLog } from '../shaky-log.ts';

let n = 0;
const ask = (room: BoardRoom, job: number): Promise<RoomAnswer> =>
  room.submit({ id: commandId(`follow-${String((n += 1)).padStart(8, '0')}`), command: pull(job), actor: PEOPLE.ada });

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
    expect(b.log.hints).toBe(5);
    expect(b.log.heads).toBe(0);
    expect(b.room.head.seq).toBeLessThan(a.room.head.seq);
    expect((await b.rooms.openCurrent(board))?.head).toEqual(a.room.head);
    expect(b.log.heads).toBe(1);
  });
});
