import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import type { RoomAnswer } from '../../../server/room/answers.ts';
import type { BoardRoom } from '../../../server/room/board-room.ts';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import type { Directory, Person } from '../../../shared/people/directory.ts';
import { cardId, commandId } from '../../../shared/kernel/ids.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { DIRECTORY, PEOPLE } from '../../support/shop/shop.ts';
import { until } from '../../support/until.ts';
import { contendedShop, pull } from '../../support/shop/workshop.ts';
import { ShakyLog } from './shaky-log.ts';

const told = (answer: RoomAnswer): string => (answer.ok ? 'ok' : answer.why === 'refused' ? answer.refusal.violations[0].code : answer.why);
const without = (gone: Person): Directory => ({ ...DIRECTORY, people: Object.fromEntries(Object.entries(DIRECTORY.people).filter(([id]) => id !== gone.id)) });
const lowered = (person: Person, roles: Person['roles'], from = DIRECTORY): Directory => ({ ...from, people: { ...from.people, [person.id]: { ...person, roles } } });

/** A room whose next write is held up: what arrives meanwhile is decided when the test lets it go on. */
async function heldUp() {
  const log = new ShakyLog(new MemoryLog());
  let directory = DIRECTORY;
  const rooms = new BoardRooms({ log, clock: Date.now, directory: () => directory });
  const board = await makeBoard(rooms, 'roles', contendedShop(6, 6));
  const room = (await rooms.open(board)) as BoardRoom;
  let go = (): void => {};
  const held = new Promise<void>((resolve) => { go = resolve; });
  let writing = false;
  log.onAppend = async (write) => {
    writing = true;
    await held;
    return write();
  };
  const first = room.submit({ id: commandId('roles-first'), command: pull(1), actor: personActor(PEOPLE.ada.id) });
  await until('the first write', () => writing);
  return { room, log, board, first, go: () => go(), now: (changed: Directory) => { directory = changed; } };
}

describe('SEC-25: roles are those at the decision', () => {
  it('refuses what a person sent whose role was taken away before it was decided', async () => {
    const w = await heldUp();
    const waiting = w.room.submit({ id: commandId('roles-olaf-1'), command: { type: 'CommentOnCard', card: cardId('1041'), text: 'mine' }, actor: personActor(PEOPLE.olaf.id) });
    const overridden = w.room.submit({ id: commandId('roles-mona-1'), command: { type: 'SetPolicies', policies: { undoSeconds: 5 } }, actor: personActor(PEOPLE.mona.id) });
    w.now(lowered(PEOPLE.mona, ['operator'], lowered(PEOPLE.olaf, ['viewer'])));
    w.go();
    expect((await Promise.all([w.first, waiting, overridden])).map(told)).toEqual(['ok', 'not_allowed', 'not_allowed']);
    expect((await w.room.since(0, 100)).filter(({ actor }) => actor !== personActor(PEOPLE.ada.id))).toEqual([]);
  });

  it('refuses what was sent by somebody who is not there any more, again too, and writes nothing in that name', async () => {
    const w = await heldUp();
    const waiting = w.room.submit({ id: commandId('roles-lea-1'), command: pull(2), actor: personActor(PEOPLE.lea.id) });
    const again = w.room.submit({ id: commandId('roles-lea-2'), command: pull(3), actor: personActor(PEOPLE.lea.id), again: true });
    w.now(without(PEOPLE.lea));
    w.go();
    expect((await Promise.all([w.first, waiting, again])).map(told)).toEqual(['ok', 'not_allowed', 'not_allowed']);
    expect((await w.room.since(0, 100)).map(({ actor }) => actor)).not.toContain(personActor(PEOPLE.lea.id));
  });

  it('decides with the roles of the moment when another node was faster and all is decided again', async () => {
    const w = await heldUp();
    const other = (await new BoardRooms({ log: w.log.inner, clock: Date.now, directory: () => DIRECTORY }).open(w.board)) as BoardRoom;
    expect(told(await other.submit({ id: commandId('roles-other-1'), command: pull(5), actor: personActor(PEOPLE.ada.id) }))).toBe('ok');
    w.now(lowered(PEOPLE.ada, ['sales']));
    w.go();
    expect(told(await w.first)).toBe('not_allowed');
  });

  it('lets a person do at once what a role given meanwhile allows', async () => {
    const w = await heldUp();
    const waiting = w.room.submit({ id: commandId('roles-vera-1'), command: { type: 'CommentOnCard', card: cardId('1041'), text: 'now I may' }, actor: personActor(PEOPLE.vera.id) });
    w.now(lowered(PEOPLE.vera, ['lead']));
    w.go();
    expect((await Promise.all([w.first, waiting])).map(told)).toEqual(['ok', 'ok']);
  });
});
