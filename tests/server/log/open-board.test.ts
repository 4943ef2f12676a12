import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { EventLoopThrottle } from '../../../server/socket/event-loop-throttle.ts';
import { openBoard, snapshotOf } from '../../../server/log/open-board.ts';
import type { StoredSnapshot } from '../../../server/ports/commit-log.ts';
import { boardId } from '../../../shared/kernel/ids.ts';
import { randomLog, told } from '../../support/shop/random-log.ts';

const ID = boardId('random');

async function logOf(commits: ReturnType<typeof randomLog>['commits'], snapshot?: StoredSnapshot): Promise<MemoryLog> {
  const log = new MemoryLog();
  expect(await log.append(ID, commits)).toEqual({ ok: true });
  if (snapshot) await log.saveSnapshot(snapshot);
  return log;
}

const { commits: fourteen, boards: fourteenBoards } = randomLog(14, 80);
const good = await snapshotOf(fourteenBoards[50]!, fourteen[49]!.hash);

describe('opening a board', () => {
  it('I8 the snapshot at any commit and the tail behind it give the board of the whole log', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 1_000_000 }), fc.integer({ min: 1, max: 40 }), async (seed, length) => {
        const { commits, boards } = randomLog(seed, length);
        const whole = told(boards.at(-1)!);
        const log = await logOf(commits);
        expect(told((await openBoard(log, ID))!.board)).toBe(whole);
        for (let at = 1; at <= commits.length; at += 1) {
          await log.saveSnapshot(await snapshotOf(boards[at]!, commits[at - 1]!.hash));
          const opened = (await openBoard(log, ID))!;
          expect({ at: opened.snapshotAt, replayed: opened.replayed, hash: opened.hash }).toEqual({ at, replayed: commits.length - at, hash: commits.at(-1)!.hash });
          expect(told(opened.board)).toBe(whole);
        }
      }),
      { numRuns: 10 },
    );
  }, 60_000);

  const { commits, board } = randomLog(14, 80);

  it('REL-14 any flipped byte of a snapshot is found, and the board comes from the log', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: good.body.length - 1 }), fc.integer({ min: 0, max: 6 }), async (where, bit) => {
        const flipped = String.fromCharCode(good.body.charCodeAt(where) ^ (1 << bit));
        const log = await logOf(commits, { ...good, body: good.body.slice(0, where) + flipped + good.body.slice(where + 1) });
        const opened = (await openBoard(log, ID))!;
        expect(opened.snapshotAt).toBe(0);
        expect(told(opened.board)).toBe(told(board));
      }),
      { numRuns: 50 },
    );
  }, 30_000);

  it.each<[string, Partial<StoredSnapshot>]>([
    ['of another build', { format: good.format + 1 }],
    ['that claims another number', { seq: 49, hash: commits[48]!.hash }],
    ['of another history', { hash: commits[48]!.hash }],
    ['that is empty', { body: '' }],
    ['cut off', { body: good.body.slice(0, 1_000) }],
  ])('REL-14 a snapshot %s is left out', async (_, over) => {
    const opened = (await openBoard(await logOf(commits, { ...good, ...over }), ID))!;
    expect(opened.snapshotAt).toBe(0);
    expect(told(opened.board)).toBe(told(board));
  });

  it('SEC-23 a snapshot ahead of the log says that the log has lost its end', async () => {
    await expect(openBoard(await logOf(commits.slice(0, 30), good), ID)).rejects.toThrow('commits 31 to 50 are missing');
    // Also one that this build cannot unfold.
    await expect(openBoard(await logOf(commits.slice(0, 30), { ...good, format: good.format + 1 }), ID)).rejects.toThrow('commits 31 to 50 are missing');
  });

  it('SEC-23 a store that was only behind is asked for its head before its log counts as cut off', async () => {
    const log = await logOf(commits, good);
    const read = log.read.bind(log);
    let looks = 0;
    log.read = async (...asked) => ((looks += 1) === 1 ? [] : read(...asked));
    expect(told((await openBoard(log, ID))!.board)).toBe(told(board));
  });

  it('boards that are opened together are replayed one after another', async () => {
    const { turn } = new EventLoopThrottle(1);
    const order: string[] = [];
    const ids = ['first', 'second', 'third'].map(boardId);
    await Promise.all(ids.map(async (id) => {
      const log = await logOf(commits);
      const read = log.read.bind(log);
      log.read = (_, after, limit) => {
        order.push(id);
        return read(ID, after, limit);
      };
      expect((await openBoard(log, ID, turn))?.replayed).toBe(commits.length);
      order.push(`${id} is open`);
    }));
    expect(order).toEqual(ids.flatMap((id) => [id, `${id} is open`]));
  });

  it('a board without commits is not there', async () => {
    expect(await openBoard(new MemoryLog(), ID)).toBeNull();
  });

  it('a log whose chain does not hold is an error and not a board', async () => {
    const log = new MemoryLog();
    await log.append(ID, commits.slice(0, 10));
    log.read = async () => [...commits.slice(0, 4), ...commits.slice(5, 10)];
    await expect(openBoard(log, ID)).rejects.toThrow('commit 5 is missing');
  });
});
