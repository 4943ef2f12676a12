import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import type { RoomAnswer } from '../../../server/room/answers.ts';
import type { BoardRoom } from '../../../server/room/board-room.ts';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import { type BoardId, type CommandId, cardId, commandId } from '../../../shared/kernel/ids.ts';
import { isRefusal } from '../../../shared/log/commit.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { decodeCommit, withoutTexts } from '../../../server/log/encode-commit.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { DIRECTORY, PEOPLE } from '../../support/shop/shop.ts';
import { until } from '../../support/until.ts';
import { contendedShop, pull, undo } from '../../support/shop/workshop.ts';
import { ShakyLog } from '../room/shaky-log.ts';

let n = 0;
const freshId = (): CommandId => commandId(`stale-${String((n += 1)).padStart(8, '0')}`);
const ask = (room: BoardRoom, job: number, id = freshId()): Promise<RoomAnswer> => room.submit({ id, command: pull(job), actor: personActor(PEOPLE.ada.id) });
const undone = (room: BoardRoom, job: number): Promise<RoomAnswer> => room.submit({ id: freshId(), command: undo(job), actor: personActor(PEOPLE.ada.id) });
const why = (answer: RoomAnswer): string => (answer.ok ? 'ok' : answer.why);

interface Node {
  readonly log: ShakyLog;
  readonly room: BoardRoom;
}

/** Two nodes on one log that never poll in the time of a test. */
async function twoNodes(jobs: number, slots: number): Promise<{ readonly board: BoardId; readonly store: MemoryLog; readonly nodes: readonly [Node, Node] }> {
  const store = new MemoryLog();
  const setup = new BoardRooms({ log: store, clock: Date.now, directory: () => DIRECTORY });
  const board = await makeBoard(setup, 'shop', contendedShop(jobs, slots));
  await setup.close();
  const open = async (): Promise<Node> => {
    const log = new ShakyLog(store);
    const rooms = new BoardRooms({ log, clock: Date.now, directory: () => DIRECTORY, sizes: { pollEvery: 3_600_000 } });
    return { log, room: (await rooms.open(board)) as BoardRoom };
  };
  return { board, store, nodes: [await open(), await open()] };
}

describe('I5: a refusal on one of several nodes', () => {
  it('is never told from an older board than the log holds: a slot freed on the other node is taken', async () => {
    const { nodes: [a, b] } = await twoNodes(4, 1);
    expect(why(await ask(a.room, 1))).toBe('ok');
    expect(why(await ask(b.room, 2))).toBe('refused');
    expect(why(await undone(a.room, 1))).toBe('ok');
    // What node B holds still says that the slot is taken.
    expect(why(await ask(b.room, 2))).toBe('ok');
  });

  it('is told with the load that the log holds now, not with an older one', async () => {
    const { nodes: [a, b] } = await twoNodes(6, 2);
    for (const job of [1, 2]) await ask(a.room, job);
    await b.room.submit({ id: freshId(), command: { type: 'CommentOnCard', card: cardId('1041.3'), text: 'B has heard of both' }, actor: personActor(PEOPLE.ada.id) });
    await a.room.submit({ id: freshId(), command: { type: 'SetLimit', limit: { id: 'cut' as never, name: 'Cut', kind: 'job', scope: { lanes: ['cut' as never] }, unit: 'count', capacity: 1 }, reason: 'less' }, actor: personActor(PEOPLE.ada.id) });
    expect(await ask(b.room, 3)).toMatchObject({ ok: false, why: 'refused', refusal: { violations: [{ code: 'wip_limit', load: 2, capacity: 1 }] } });
  });

  it('costs one look at the head for a whole group, and none where the group’s own write has proved the board', async () => {
    const { nodes: [a] } = await twoNodes(40, 1);
    const answers = await Promise.all(Array.from({ length: 20 }, (_, job) => ask(a.room, job + 1)));
    expect(answers.map(why).filter((word) => word === 'refused')).toHaveLength(19);
    expect(a.log.heads).toBe(0);
    expect((await Promise.all(Array.from({ length: 20 }, (_, job) => ask(a.room, job + 21)))).map(why)).toEqual(Array.from({ length: 20 }, () => 'refused'));
    expect(a.log.heads).toBe(1);
  });

  it('is not told while the log cannot be read: nobody knows what it holds', async () => {
    const { nodes: [a, b] } = await twoNodes(4, 1);
    await ask(a.room, 1);
    expect(why(await ask(b.room, 2))).toBe('refused');
    b.log.onRead = () => {
      throw new Error('unreachable');
    };
    expect(why(await ask(b.room, 3))).toBe('try_again');
    b.log.onRead = null;
    expect(why(await ask(b.room, 3))).toBe('refused');
  });

  it('REL-5: of an id that comes twice in one group is the answer to both, though a slot was freed in between', async () => {
    const { nodes: [a] } = await twoNodes(4, 1);
    await ask(a.room, 1);
    const id = freshId();
    const answers = await Promise.all([ask(a.room, 2, id), undone(a.room, 1), ask(a.room, 2, id), ask(a.room, 3, id)]);
    expect(answers.map(why)).toEqual(['refused', 'ok', 'refused', 'id_reused']);
  });
});

describe('I3: the refusal of a command that was sent again', () => {
  /** Job 1 has the only place; its undo and the pull of job 2 are one group of A's, and stay on their way until `go`. */
  async function underWay() {
    const { board, store, nodes: [a, b] } = await twoNodes(4, 1);
    expect(why(await ask(a.room, 1))).toBe('ok');
    const sent: (() => void)[] = [];
    a.log.onAppend = (write) => new Promise((resolve) => void sent.push(() => resolve(write())));
    const id = freshId();
    const first = Promise.all([undone(a.room, 1), ask(a.room, 2, id)]);
    await until('the group is on its way', () => sent.length === 1);
    const go = (): void => {
      a.log.onAppend = null;
      sent[0]?.();
    };
    const again = (room: BoardRoom, actor = PEOPLE.ada): Promise<RoomAnswer> => room.submit({ id, command: pull(2), actor: personActor(actor.id), again: true });
    const copies = async () => (await store.read(board, 0, 1_000)).map(decodeCommit).filter(({ command }) => command === id);
    return { board, store, a, b, id, first, go, again, copies };
  }

  it('is written down, so that the first copy, on its way through another node, is not done after all', async () => {
    const { a, b, first, go, again, copies } = await underWay();
    const no = await again(b.room);
    expect(no).toMatchObject({ ok: false, why: 'refused', refusal: { violations: [{ code: 'wip_limit', load: 1, capacity: 1 }] } });
    go();
    // The place is free now, and still: what was refused stays refused.
    expect((await first).map(why)).toEqual(['ok', 'refused']);
    expect((await copies()).map(isRefusal)).toEqual([true]);
    expect(await again(a.room)).toEqual(no);
    expect(why(await ask(a.room, 2))).toBe('ok');
  });

  it('is the same after a restart, and on a node that never heard of it', async () => {
    const { board, store, b, go, again, first } = await underWay();
    const no = await again(b.room);
    go();
    await first;
    const rooms = new BoardRooms({ log: store, clock: Date.now, directory: () => DIRECTORY });
    const room = (await rooms.open(board)) as BoardRoom;
    expect(await again(room)).toEqual(no);
    expect(await room.submit({ id: freshId(), command: pull(3), actor: personActor(PEOPLE.ada.id) })).toMatchObject({ ok: true });
    await rooms.close();
  });

  it('gives way to the first copy where that was done before', async () => {
    const { b, first, go, again, copies } = await underWay();
    go();
    const [, done] = await first;
    expect(await again(b.room)).toMatchObject({ ok: true, seq: done.ok && done.seq });
    expect((await copies()).map(isRefusal)).toEqual([false]);
  });

  it('is the first one again on the node that told it, though a place was freed meanwhile: the first answer may still arrive', async () => {
    const { board, store, nodes: [a] } = await twoNodes(4, 1);
    await ask(a.room, 1);
    const id = freshId();
    const first = await ask(a.room, 2, id);
    await undone(a.room, 1);
    expect(await a.room.submit({ id, command: pull(2), actor: personActor(PEOPLE.ada.id), again: true })).toEqual(first);
    expect((await store.read(board, 0, 1_000)).map(decodeCommit).filter(({ command }) => command === id).map(isRefusal)).toEqual([true]);
    expect(await a.room.submit({ id, command: pull(3), actor: personActor(PEOPLE.ada.id), again: true })).toMatchObject({ why: 'id_reused' });
  });

  it('gives way to what another node has done meanwhile, though this one remembers a refusal that nobody heard', async () => {
    const { nodes: [a, b] } = await twoNodes(4, 1);
    await ask(a.room, 1);
    const id = freshId();
    const again = (room: BoardRoom): Promise<RoomAnswer> => room.submit({ id, command: pull(2), actor: personActor(PEOPLE.ada.id), again: true });
    expect(why(await ask(a.room, 2, id))).toBe('refused');
    expect(why(await undone(b.room, 1))).toBe('ok');
    const done = await again(b.room);
    expect(why(done)).toBe('ok');
    expect(await again(a.room)).toEqual(done);
  });

  it('changes nothing on the board but its number', async () => {
    const { b, again } = await underWay();
    await b.room.refreshed();
    const before = b.room.board;
    await again(b.room);
    expect(b.room.board).toEqual({ ...before, seq: before.seq + 1, at: b.room.board.at });
  });

  it('is not written for somebody who may not do it at all: nobody can fill the log with what is not theirs', async () => {
    const { b, again, copies } = await underWay();
    expect(await again(b.room, PEOPLE.vera)).toMatchObject({ ok: false, why: 'refused', refusal: { violations: [{ code: 'not_allowed' }] } });
    expect(await copies()).toEqual([]);
  });

  it('is a clear no also when its words were erased', async () => {
    const { board, store, b, again } = await underWay();
    await again(b.room);
    const erased = new MemoryLog();
    await erased.append(board, (await store.read(board, 0, 1_000)).map((row) => withoutTexts(row)));
    const rooms = new BoardRooms({ log: erased, clock: Date.now, directory: () => DIRECTORY });
    expect(await again((await rooms.open(board)) as BoardRoom)).toMatchObject({ ok: false, why: 'id_reused', code: 'refused_before' });
    await rooms.close();
  });
});
