import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BoardRooms, type BoardRoomsParts } from '../../server/room/board-rooms.ts';
import { DEFAULT_SIZES, type Fault } from '../../server/room/room-parts.ts';
import { snapshotOf } from '../../server/log/open-board.ts';
import { BrokenLog } from '../../server/ports/broken-log.ts';
import { type BoardId, boardId, cardId, commandId } from '../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { makeBoard } from '../support/server/live-server.ts';
import { randomLog } from '../support/shop/random-log.ts';
import { DIRECTORY, PEOPLE } from '../support/shop/shop.ts';
import { until } from '../support/until.ts';
import { contendedShop, pull } from '../support/shop/workshop.ts';
import type { LogHome } from './commit-log.ts';
import { ENGLISH } from '../support/shop/words.ts';

/** What somebody with the store's password, or a bad disk, may do to it. */
export interface BreakableHome extends LogHome {
  change(board: BoardId, seq: number, change: (row: StoredCommit) => Partial<StoredCommit>): Promise<void>;
  lose(board: BoardId, seq: number): Promise<void>;
}

const SHOP = boardId('random');
const OTHER = boardId('other');
/** The cut takes nine where it took one. */
const raised = ({ body }: StoredCommit): Partial<StoredCommit> => ({ body: body.replace('"id":"cut","name":"Cut","kind":"job","scope":{"lanes":["cut"]},"unit":"count","capacity":1', '"id":"cut","name":"Cut","kind":"job","scope":{"lanes":["cut"]},"unit":"count","capacity":9') });
const later = ({ body }: StoredCommit): Partial<StoredCommit> => ({ body: body.replace(/"at":(\d)/, (_, digit: string) => `"at":${(Number(digit) % 9) + 1}`) });

/** SEC-23 on every store: a board whose log is not what was written is not served, and the others are. */
export function brokenLogContract(name: string, makeHome: () => BreakableHome): void {
  describe(`a log that was changed: ${name}`, () => {
    const { commits, boards, board } = randomLog(20, 60);
    let home: BreakableHome;
    let faults: Fault[];
    const opened: BoardRooms[] = [];

    beforeEach(async () => {
      home = makeHome();
      faults = [];
      const log = await home.open();
      expect(await log.append(SHOP, commits)).toEqual({ ok: true });
      await makeBoard(await rooms(), OTHER, contendedShop(3, 1));
    });
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close();
      await home.remove();
    });

    async function rooms(more: Partial<BoardRoomsParts> = {}): Promise<BoardRooms> {
      const one = new BoardRooms({ log: await home.open(), clock: Date.now, directory: () => DIRECTORY, report: (fault) => void faults.push(fault), ...more });
      opened.push(one);
      return one;
    }
    const keepSnapshotAt = async (seq: number): Promise<void> => (await home.open()).saveSnapshot(await snapshotOf(boards[seq]!, commits[seq - 1]!.hash));
    const told = (): string[] => faults.filter(({ what }) => what === 'broken').map(({ cause }) => (cause as BrokenLog).fault);

    it('SEC-23 a limit raised in the store lets nobody pull: the board is not shown, and says why and what to do', async () => {
      await home.change(OTHER, 1, raised);
      const shop = await rooms();
      expect(await shop.list()).toEqual([{ id: OTHER, name: 'other', seq: expect.any(Number) as number }, { id: SHOP, name: board.name, seq: commits.length }]);
      expect(shop.size).toBe(0);
      const error: unknown = await shop.open(OTHER).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(BrokenLog);
      expect(ENGLISH.answers.broken((error as BrokenLog).board, (error as BrokenLog).fault)).toBe('The board other is not shown and takes nothing in, because its log is not what was written: the content of commit 1 was changed. Whoever runs this server finds out more with npm run verify-log, and puts a backup in its place with npm run restore.');
      // Asked again at once, the log is not read again, and the fault is counted once.
      await expect(shop.open(OTHER)).rejects.toBe(error);
      expect(told()).toEqual(['the content of commit 1 was changed']);
      expect((await shop.open(SHOP))?.board.seq).toBe(commits.length);
    });

    it.each<[string, string, (home: BreakableHome) => Promise<void>]>([
      ['with a row changed', 'the content of commit 31 was changed', (one) => one.change(SHOP, 31, later)],
      ['with a row and its hash changed', 'the content of commit 31 was changed', (one) => one.change(SHOP, 31, (row) => ({ ...later(row), hash: row.hash.replace(/^./, (c) => (c === '0' ? '1' : '0')) }))],
      ['with an index column changed', 'the index columns of commit 31 were changed', (one) => one.change(SHOP, 31, () => ({ subjects: ['9999'] }))],
      ['with a body that is none', 'the content of commit 31 was changed', (one) => one.change(SHOP, 31, () => ({ body: 'null' }))],
      ['without a row in the middle', 'commit 31 is missing', (one) => one.lose(SHOP, 31)],
      ['without its first row', 'commit 1 is missing', (one) => one.lose(SHOP, 1)],
    ])('SEC-23 a board %s is found broken when it is opened', async (_, fault, harm) => {
      await harm(home);
      await expect((await rooms()).open(SHOP)).rejects.toMatchObject({ fault });
      expect(told()).toEqual([fault]);
    });

    it('SEC-23 an end that is missing is found by the snapshot that stood on it, a changed one too', async () => {
      await keepSnapshotAt(58);
      for (const seq of [60, 59, 58, 57]) await home.lose(SHOP, seq);
      await expect((await rooms()).open(SHOP)).rejects.toMatchObject({ fault: 'commits 57 to 58 are missing' });
    });

    it('SEC-23 the commit a snapshot stands on is hashed again', async () => {
      await keepSnapshotAt(50);
      await home.change(SHOP, 50, later);
      await expect((await rooms()).open(SHOP)).rejects.toMatchObject({ fault: 'the content of commit 50 was changed' });
    });

    it.each<[string, string, (home: BreakableHome) => Promise<void>]>([
      ['changed', 'the content of commit 20 was changed', (one) => one.change(SHOP, 20, later)],
      ['missing', 'commit 20 is missing', (one) => one.lose(SHOP, 20)],
    ])('SEC-23 a row below the snapshot that is %s is found behind the opening, and the open board is taken away', async (_, fault, harm) => {
      await keepSnapshotAt(50);
      await harm(home);
      const shop = await rooms();
      const room = (await shop.open(SHOP))!;
      const heard: boolean[] = [];
      room.subscribe((__, ___, reopened) => void heard.push(reopened === true));
      await until('it is found', () => told().length > 0);
      await until('the room is told', () => room.isCondemned);
      expect(told()).toEqual([fault]);
      expect(heard).toEqual([true]);
      const answer = await room.submit({ id: commandId('after-it-was-found'), command: pull(1), actor: personActor(PEOPLE.ada.id) });
      expect(answer).toMatchObject({ ok: false, why: 'try_again', code: 'broken', fault });
      await expect(shop.open(SHOP)).rejects.toMatchObject({ fault });
    });

    it.each<[string, (room: NonNullable<Awaited<ReturnType<BoardRooms['open']>>>) => Promise<unknown>]>([
      ['a catch-up', (room) => room.since(10, 40)],
      ['a hash that a screen names', (room) => room.hashAt(31)],
      ['a story', (room) => room.story(cardId(commits[30]!.subjects[0]!), 1_000, 100)],
      ['a command that is known', (room) => room.submit({ id: commits[30]!.command, command: pull(1), actor: personActor(PEOPLE.ada.id) })],
    ])('SEC-23 a row that was changed under an open board is not told by %s', async (_, ask) => {
      expect(commits[30]!.subjects).not.toEqual([]);
      const shop = await rooms({ sizes: { ...DEFAULT_SIZES, recent: 5 } });
      const room = (await shop.open(SHOP))!;
      await home.change(SHOP, 31, later);
      const answer: unknown = await ask(room).catch((thrown: unknown) => thrown);
      if (answer instanceof Error) expect(answer).toMatchObject({ name: 'BrokenLog' });
      await until('it is found', () => told().length > 0);
      expect(told()).toEqual(['the content of commit 31 was changed']);
      await expect(shop.open(SHOP)).rejects.toBeInstanceOf(BrokenLog);
    });

    it('SEC-23 what another node appends is hashed before it is folded', async () => {
      const shop = await rooms();
      const room = (await shop.open(OTHER))!;
      const { seq } = room.board;
      const other = (await (await rooms()).open(OTHER))!;
      expect(await other.submit({ id: commandId('from-elsewhere-1'), command: pull(1), actor: personActor(PEOPLE.ada.id) })).toMatchObject({ ok: true });
      await home.change(OTHER, seq + 1, later);
      const answer = await room.submit({ id: commandId('and-from-here-1'), command: pull(2), actor: personActor(PEOPLE.ada.id) });
      expect(answer).toMatchObject({ ok: false, why: 'try_again' });
      expect(told()).toContain(`the content of commit ${seq + 1} was changed`);
    });

    it('SEC-23 put right, the board is served again after a minute, without a start', async () => {
      let now = Date.now();
      const shop = await rooms({ clock: () => now });
      await home.change(SHOP, 31, later);
      await expect(shop.open(SHOP)).rejects.toBeInstanceOf(BrokenLog);
      await home.change(SHOP, 31, () => ({ body: commits[30]!.body }));
      await expect(shop.open(SHOP)).rejects.toBeInstanceOf(BrokenLog);
      now += 61_000;
      expect((await shop.open(SHOP))?.board.seq).toBe(board.seq);
    });
  });
}
