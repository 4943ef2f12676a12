import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import type { RoomAnswer } from '../../../server/room/answers.ts';
import type { BoardRoom } from '../../../server/room/board-room.ts';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import type { Fault } from '../../../server/room/room-parts.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { cardId, commandId, laneId } from '../../../shared/kernel/ids.ts';
import type { Command } from '../../../shared/verbs.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { DIRECTORY, PEOPLE } from '../../support/shop/shop.ts';
import { until } from '../../support/until.ts';
import { contendedShop } from '../../support/shop/workshop.ts';
import { LOGS, openDoor } from '../http/door.ts';
import { ShakyLog } from './shaky-log.ts';

let n = 0;
const freshId = () => commandId(`file-command-${String((n += 1)).padStart(6, '0')}`);
const order = cardId('1042');
const part = cardId('1042.1');
const entered: Command = {
  type: 'CreateOrder', number: '1042', title: 'Bench', customer: 'Larsen', quantity: 1,
  bom: [{ title: 'Seat', quantity: 2, source: 'make', routing: [{ lane: laneId('cut'), hours: 2 }] }, { title: 'Leg', quantity: 4, source: 'make', routing: [{ lane: laneId('cut'), hours: 1 }] }],
};
const confirmed: Command = { type: 'ConfirmOrder', order, promisedAt: Date.UTC(2099, 0, 1) };
const released: Command = { type: 'ReleaseOrder', order, earlyReason: 'for the test' };

/** A log whose stories are told when the test says so. */
class SlowStories extends ShakyLog {
  asked = 0;
  private held: (() => void)[] = [];
  private isHeld = false;
  broken = false;

  hold(): void {
    this.isHeld = true;
  }

  tell(): void {
    this.isHeld = false;
    for (const go of this.held.splice(0)) go();
  }

  override async story(...about: Parameters<ShakyLog['story']>) {
    this.asked += 1;
    if (this.isHeld) await new Promise<void>((resolve) => this.held.push(resolve));
    if (this.broken) throw new Error('the disk is away');
    return super.story(...about);
  }
}

interface World { readonly log: SlowStories; readonly room: BoardRoom; readonly faults: Fault[]; readonly does: (command: Command, who?: keyof typeof PEOPLE, id?: string) => Promise<RoomAnswer>; readonly twin: () => Promise<BoardRoom> }

async function world(): Promise<World> {
  const store = new MemoryLog();
  const log = new SlowStories(store);
  const faults: Fault[] = [];
  const parts = { clock: Date.now, directory: () => DIRECTORY, report: (fault: Fault) => void faults.push(fault) };
  const rooms = new BoardRooms({ ...parts, log });
  const board = await makeBoard(rooms, 'room', [...contendedShop(3, 3), entered, confirmed]);
  // As after a start: nothing is at hand but the board.
  await rooms.close();
  const again = new BoardRooms({ ...parts, log });
  const room = (await again.open(board)) as BoardRoom;
  log.asked = 0;
  return {
    log, room, faults,
    does: (command, who = 'ada', id = String(freshId())) => room.submit({ id: commandId(id), command, actor: personActor(PEOPLE[who].id) }),
    twin: async () => (await new BoardRooms({ ...parts, log: new ShakyLog(store) }).open(board)) as BoardRoom,
  };
}

const pull = (job: number): Command => ({ type: 'PullCard', card: cardId(`1041.${job}`), lane: laneId('cut') });
const said = (card = '1041'): Command => ({ type: 'CommentOnCard', card: cardId(card), text: 'Mind the grain' });

describe('a command that needs the file of an order', () => {
  it('waits for it alone: what others do meanwhile is decided and answered', async () => {
    const { log, room, does } = await world();
    log.hold();
    const release = does(released, 'pia');
    expect(await does(pull(1), 'olaf')).toMatchObject({ ok: true });
    expect(await does(pull(2), 'lea')).toMatchObject({ ok: true });
    expect(room.board.cards.get(order)).toMatchObject({ phase: 'confirmed' });
    log.tell();
    expect(await release).toMatchObject({ ok: true });
    expect(room.board.cards.get(part)).toMatchObject({ title: 'Seat', quantity: 2, state: 'ready', place: { lane: 'ready', sub: 'queue' } });
    expect(log.asked).toBe(1);
  });

  it('is overtaken by nothing of the same person, and by nobody at the same order', async () => {
    const { log, room, does } = await world();
    log.hold();
    const told: string[] = [];
    const all = [
      does(released, 'pia').then(() => told.push('release')),
      does(said(), 'pia').then(() => told.push('same person')),
      does(said('1042'), 'mona').then(() => told.push('same order')),
      does(pull(1), 'olaf').then(() => told.push('somebody else')),
    ];
    await until('the others are done', () => told.length === 1);
    expect(told).toEqual(['somebody else']);
    log.tell();
    await Promise.all(all);
    expect(told).toEqual(['somebody else', 'release', 'same person', 'same order']);
    expect((await room.since(0, 100)).slice(-4).map(({ kind }) => kind)).toEqual(['PullCard', 'ReleaseOrder', 'CommentOnCard', 'CommentOnCard']);
  });

  it('reckons with what happened to the order while the file was read', async () => {
    const { log, room, twin, does } = await world();
    log.hold();
    const release = does(released, 'pia');
    await until('the file is being read', () => log.asked === 1);
    // Another process, whose files are its own.
    const there = await twin();
    expect(await there.submit({ id: freshId(), command: { type: 'EditCard', card: part, hours: [{ step: 0, hours: 9 }] }, actor: personActor(PEOPLE.sam.id) })).toMatchObject({ ok: true });
    room.lookAtLog();
    await until('it was heard of here', () => room.board.seq === there.board.seq);
    log.tell();
    expect(await release).toMatchObject({ ok: true });
    expect(room.board.cards.get(part)?.routing).toEqual([{ lane: 'cut', hours: 9 }]);
  });

  it('is told that it could not be saved when the file cannot be read, and succeeds when it is sent again', async () => {
    const { log, room, faults, does } = await world();
    log.broken = true;
    expect(await does(released, 'pia', 'released-once')).toMatchObject({ ok: false, why: 'try_again' });
    expect(faults.map(({ what }) => what)).toEqual(['read']);
    log.broken = false;
    expect(await does(released, 'pia', 'released-once')).toMatchObject({ ok: true });
    expect(room.board.cards.get(order)).toMatchObject({ phase: 'procurement', plan: null });
  });

  it('is answered when the board closes meanwhile', async () => {
    const { log, room, does } = await world();
    log.hold();
    const release = does(released, 'pia');
    await until('the file is being read', () => log.asked === 1);
    await room.close();
    expect(await release).toMatchObject({ ok: false, why: 'try_again' });
    log.tell();
  });

  it('may be about a planned job: it is changed in the file, and the floor hears what the order brings now', async () => {
    const { room, does } = await world();
    expect(await does({ type: 'EditCard', card: part, title: 'Wide seat', hours: [{ step: 0, hours: 7 }] }, 'sam')).toMatchObject({ ok: true });
    expect(await does({ type: 'BlockCard', card: part, category: 'spec', external: true, text: 'No drawing yet' }, 'olaf')).toMatchObject({ ok: true });
    expect(room.board.cards.has(part)).toBe(false);
    expect(room.board.cards.get(order)).toMatchObject({ plan: { titles: ['Wide seat', 'Leg'], loads: [{ jobs: 2, quantity: 6, steps: [{ lane: 'cut', hours: 8, unestimated: 0 }] }] } });
    expect((await room.file(order))?.planned.get(part)).toMatchObject({ title: 'Wide seat', blockers: [{ text: 'No drawing yet', external: true }] });
    expect(await does(released, 'pia')).toMatchObject({ ok: true });
    expect(room.board.cards.get(part)).toMatchObject({ title: 'Wide seat', state: 'ready', blockers: [{ text: 'No drawing yet' }] });
  });

  it('that is taken back puts the jobs into the file again, as they were', async () => {
    const { room, does } = await world();
    const before = room.board.cards.get(order);
    expect(await does(released, 'pia')).toMatchObject({ ok: true });
    expect((await room.file(order))?.planned.size).toBe(0);
    expect(await does({ type: 'UndoMove', card: order }, 'pia')).toMatchObject({ ok: true });
    expect(room.board.cards.has(part)).toBe(false);
    expect(room.board.cards.get(order)).toMatchObject({ phase: 'confirmed', plan: before?.kind === 'order' ? before.plan : null });
    expect([...((await room.file(order))?.planned.values() ?? [])].map(({ title }) => title).sort()).toEqual(['Leg', 'Seat']);
  });
});

describe('the file of an order', () => {
  it.each(LOGS)('holds each promise, verdict and shipment, and is shown as far as one may see it: %s', async (_, make) => {
    const { log, gone } = await make();
    const door = await openDoor(log);
    try {
      await makeBoard(door.app.rooms, 'shop', [...contendedShop(1, 1), entered, confirmed, { type: 'EditCard', card: order, promisedAt: Date.UTC(2099, 1, 1) }]);
      const read = async (who: string | null) => (await door.call('GET', '/api/boards/shop/orders/1042', undefined, who === null ? {} : { 'x-acting-person': who })).body;
      const whole = await read('olaf');
      expect(whole).toMatchObject({ id: '1042', customer: 'Larsen', enteredBy: 'person:ada', bomRevision: 1, promises: [{ promisedAt: Date.UTC(2099, 0, 1) }, { promisedAt: Date.UTC(2099, 1, 1), by: 'person:ada' }], kittedAt: null, shipments: [] });
      expect(whole.planned.map((job: { id: string; title: string }) => [job.id, job.title])).toEqual([['1042.1', 'Seat'], ['1042.2', 'Leg']]);
      await door.command('shop', freshId(), { type: 'BlockCard', card: part, category: 'customer', external: true, text: 'Larsen has not called' }, 'olaf');
      // Who only looks is told no names and no notes.
      for (const who of ['vera', null]) {
        const seen = await read(who);
        expect(seen).toMatchObject({ customer: null, enteredBy: null, promises: [{ by: null }, { by: null }] });
        expect(JSON.stringify(seen)).not.toMatch(/Larsen|ada|olaf/);
        expect(seen.planned[0].blockers).toMatchObject([{ category: 'customer', text: '' }]);
      }
      expect(await door.call('GET', '/api/boards/shop/orders/1042.1')).toMatchObject({ status: 404, body: { why: 'not_found', sentence: 'There is no order "1042.1" on this board.' } });
      expect(await door.call('GET', '/api/boards/shop/orders/1042.1', undefined, { 'accept-language': 'de' })).toMatchObject({ status: 404, body: { sentence: 'Auf diesem Board gibt es keinen Auftrag "1042.1".' } });
    } finally {
      await door.close();
      await log.close?.();
      gone();
    }
  });
});
