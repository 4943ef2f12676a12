import { describe, expect, it } from 'vitest';
import { brokenInvariants } from '../../../shared/board/invariants.ts';
import { type BoardId, boardId, cardId, commandId } from '../../../shared/kernel/ids.ts';
import { accountFor } from '../../../shared/limits/admission.ts';
import { type Commit, PRINT_SALT } from '../../../shared/log/commit.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import type { RoomAnswer } from '../../../server/room/answers.ts';
import type { BoardRoom } from '../../../server/room/board-room.ts';
import { BoardRooms, type BoardRoomsParts } from '../../../server/room/board-rooms.ts';
import { canonical, fingerprintOf, isSame, printed } from '../../../server/log/fingerprint.ts';
import { DEFAULT_SIZES, type Fault } from '../../../server/room/room-parts.ts';
import { openBoard } from '../../../server/log/open-board.ts';
import { decodeCommit, withoutTexts } from '../../../server/log/encode-commit.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { DIRECTORY, PEOPLE } from '../../support/shop/shop.ts';
import { until } from '../../support/until.ts';
import { contendedShop, CUT_LIMIT, pull, undo } from '../../support/shop/workshop.ts';
import { ShakyLog } from './shaky-log.ts';

let n = 0;
const freshId = () => commandId(`command-${String((n += 1)).padStart(8, '0')}`);

interface World {
  readonly log: ShakyLog;
  readonly rooms: BoardRooms;
  readonly room: BoardRoom;
  readonly board: BoardId;
  readonly faults: Fault[];
  /** What subscribers heard, group by group. */
  readonly heard: Commit[][];
  readonly reopened: number[];
  /** Another process on the same log. */
  twin(parts?: Partial<BoardRoomsParts>): Promise<BoardRoom>;
}

async function world(jobs: number, slots: number, parts: Partial<BoardRoomsParts> = {}, store = new MemoryLog()): Promise<World> {
  const log = new ShakyLog(store);
  const faults: Fault[] = [];
  const rooms = new BoardRooms({ log, clock: Date.now, directory: () => DIRECTORY, report: (fault) => void faults.push(fault), ...parts, sizes: { budget: 10_000, ...parts.sizes } });
  const board = await makeBoard(rooms, 'room', contendedShop(jobs, slots));
  const room = (await rooms.open(board)) as BoardRoom;
  const heard: Commit[][] = [];
  const reopened: number[] = [];
  room.subscribe((commits, head, again) => {
    if (again) reopened.push(head.seq);
    else heard.push([...commits]);
  });
  log.appends = [];
  return {
    log, rooms, room, board, faults, heard, reopened,
    async twin(more = {}) {
      const others = new BoardRooms({ log: new ShakyLog(store), clock: Date.now, directory: () => DIRECTORY, report: (fault) => void faults.push(fault), ...more });
      return (await others.open(board)) as BoardRoom;
    },
  };
}

const ada = PEOPLE.ada;
const ask = (room: BoardRoom, job: number, id = freshId()): Promise<RoomAnswer> => room.submit({ id, command: pull(job), actor: personActor(ada.id) });
const why = (answer: RoomAnswer): string => (answer.ok ? 'ok' : answer.why);

/** I1, I4, I8: what the room shows is what its log says, whole and within its limits. */
async function sound({ log, board, room }: World): Promise<void> {
  const opened = await openBoard(log.inner, board);
  expect(opened?.board.seq).toBe(room.board.seq);
  expect(opened?.hash.slice(0, 16)).toBe(room.head.hash);
  expect(brokenInvariants(room.board)).toEqual([]);
  expect(accountFor(room.board, CUT_LIMIT).over).toBe(0);
  expect(opened?.board.loads).toEqual(room.board.loads);
}

describe('the board room', () => {
  it('decides what waits in order, writes it as one, answers all, and then publishes once', async () => {
    const w = await world(6, 4);
    const order: string[] = [];
    w.room.subscribe((commits) => void order.push(`published ${commits.length}`));
    const { seq } = w.room.board;
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((job) =>
      new Promise<RoomAnswer>((resolve) => w.room.post({ id: freshId(), command: pull(job), actor: personActor(ada.id) }, (answer) => {
        order.push(`answered ${job}`);
        resolve(answer);
      }))));
    expect(answers.map(why)).toEqual(['ok', 'ok', 'ok', 'ok', 'refused', 'refused']);
    expect(answers.slice(0, 4).map((answer) => answer.ok && answer.seq)).toEqual([seq + 1, seq + 2, seq + 3, seq + 4]);
    expect(w.log.appends).toEqual([4]);
    expect(order.indexOf('published 4')).toBeGreaterThan(order.indexOf('answered 4'));
    expect(order.filter((step) => step.startsWith('published'))).toEqual(['published 4']);
    await sound(w);
  });

  it('answers whoever awaits a promise before it publishes', async () => {
    const w = await world(1, 1);
    const order: string[] = [];
    w.room.subscribe(() => void order.push('published'));
    await ask(w.room, 1).then(() => order.push('answered'));
    await until('published', () => order.length === 2);
    expect(order).toEqual(['answered', 'published']);
  });

  it('has one write in flight, and what comes meanwhile becomes the next group', async () => {
    const w = await world(9, 9);
    let inFlight = 0;
    let most = 0;
    const doors: (() => void)[] = [];
    w.log.onAppend = async (write) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      if (doors.length === 0) await new Promise<void>((resolve) => doors.push(resolve));
      const outcome = await write();
      inFlight -= 1;
      return outcome;
    };
    const first = ask(w.room, 1);
    await until('the first write', () => inFlight === 1);
    const rest = [2, 3, 4, 5].map((job) => ask(w.room, job));
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(w.log.appends).toEqual([1]);
    doors[0]?.();
    expect((await Promise.all([first, ...rest])).map(why)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(most).toBe(1);
    expect(w.log.appends).toEqual([1, 4]);
    await until('both groups', () => w.heard.length === 2);
    expect(w.heard.map((group) => group.length)).toEqual([1, 4]);
    await sound(w);
  });

  it('ends a group when its time is over, so that other boards have theirs; nothing is lost or overtaken', async () => {
    let now = Date.now();
    const w = await world(40, 40, { clock: () => (now += 1), sizes: { budget: 12 } });
    const seqs: number[] = [];
    const answers = await Promise.all(Array.from({ length: 40 }, async (_, job) => {
      const answer = await ask(w.room, job + 1);
      if (answer.ok) seqs.push(answer.seq);
      return answer;
    }));
    expect(answers.map(why)).toEqual(Array.from({ length: 40 }, () => 'ok'));
    expect(answers.map((answer) => (answer.ok ? answer.seq : 0))).toEqual(seqs);
    expect(w.log.appends.reduce((sum, group) => sum + group, 0)).toBe(40);
    expect(Math.max(...w.log.appends)).toBeLessThanOrEqual(12);
    await sound(w);
  });

  it('I10: a write that fails changes nothing and is told as such, to whoever built on it too', async () => {
    const w = await world(4, 1);
    const before = w.room.board;
    w.log.onAppend = async () => ({ ok: false, why: 'fault', cause: new Error('disk full') });
    const ids = [freshId(), freshId()] as const;
    // The second is refused only because the first took the slot, which then never happened.
    const answers = await Promise.all([ask(w.room, 1, ids[0]), ask(w.room, 2, ids[1])]);
    expect(answers.map(why)).toEqual(['try_again', 'try_again']);
    expect(w.room.board).toBe(before);
    expect(w.heard).toEqual([]);
    expect(w.faults.map((fault) => fault.what)).toEqual(['append']);
    expect(await w.log.find(w.board, ids[0])).toBe(null);
    w.log.onAppend = null;
    expect(why(await ask(w.room, 2, ids[1]))).toBe('ok');
    expect(why(await ask(w.room, 1, ids[0]))).toBe('refused');
    await sound(w);
  });

  it('tells an honest refusal although the write it waited with fails', async () => {
    const w = await world(4, 4);
    w.log.onAppend = async () => ({ ok: false, why: 'fault', cause: new Error('disk full') });
    const impossible = w.room.submit({ id: freshId(), command: { type: 'FinishWork', card: cardId('1041.4') }, actor: personActor(ada.id) });
    expect((await Promise.all([impossible, ask(w.room, 1)])).map(why)).toEqual(['refused', 'try_again']);
  });

  it('finds out what became of a write of unknown outcome before it answers: written', async () => {
    const w = await world(4, 2);
    w.log.onAppend = async (write) => {
      await write();
      return { ok: false, why: 'unknown', cause: new Error('the answer was lost') };
    };
    const answers = await Promise.all([ask(w.room, 1), ask(w.room, 2), ask(w.room, 3)]);
    expect(answers.map(why)).toEqual(['ok', 'ok', 'refused']);
    expect(w.heard.map((group) => group.length)).toEqual([2]);
    w.log.onAppend = null;
    await sound(w);
  });

  it('finds out what became of a write of unknown outcome before it answers: not written', async () => {
    const w = await world(4, 2);
    const id = freshId();
    w.log.onAppend = async () => ({ ok: false, why: 'unknown', cause: new Error('cut off') });
    expect(why(await ask(w.room, 1, id))).toBe('try_again');
    w.log.onAppend = null;
    expect(why(await ask(w.room, 1, id))).toBe('ok');
    await sound(w);
  });

  it('does not say that nothing was changed while a write may still come', async () => {
    const w = await world(4, 2);
    const id = freshId();
    let write = async (): Promise<unknown> => null;
    w.log.onAppend = async (late) => {
      write = late;
      return { ok: false, why: 'unknown', cause: new Error('no majority in time'), pending: true };
    };
    expect(await ask(w.room, 1, id)).toMatchObject({ why: 'try_again', code: 'unknown' });
    w.log.onAppend = null;
    await write();
    expect(why(await ask(w.room, 1, id))).toBe('ok');
    expect(w.heard.flat().filter((commit) => commit.command === id)).toHaveLength(1);
    await sound(w);
  });

  it.each([['the log is read on', null], ['the log cannot be read', 'unreachable']])('accepts what a log without transactions kept of a refused group: %s', async (_, broken) => {
    const w = await world(6, 3);
    const other = await w.twin();
    w.log.onAppend = async (_write, commits) => {
      w.log.onAppend = null;
      expect(await w.log.inner.append(w.board, commits.slice(0, 2))).toEqual({ ok: true });
      // Another node writes between two rows of the batch.
      expect(why(await ask(other, 6))).toBe('ok');
      const { head } = (await w.log.inner.append(w.board, commits.slice(2))) as { head: number };
      if (broken) w.log.onRead = () => { throw new Error(broken); };
      return { ok: false, why: 'conflict', head, kept: 2 };
    };
    const id = freshId();
    const answers = await Promise.all([ask(w.room, 1, id), ask(w.room, 2), ask(w.room, 3), ask(w.room, 1, id)]);
    w.log.onRead = null;
    expect(answers.map(why)).toEqual(['ok', 'ok', broken ? 'try_again' : 'refused', 'ok']);
    expect(answers[3]).toEqual(answers[0]);
    expect(why(await ask(w.room, 4))).toBe('refused');
    expect(w.heard.flat().map(({ seq }) => seq)).toEqual(w.heard.flat().map((_, at) => w.room.board.seq - 2 + at));
    await sound(w);
  });

  it('says try again while nobody can know, and reads the log anew before it decides anything else', async () => {
    const w = await world(4, 1);
    const id = freshId();
    w.log.onAppend = async (write) => {
      await write();
      w.log.onFind = () => {
        throw new Error('unreachable');
      };
      w.log.onRead = w.log.onFind;
      throw new Error('thrown, not returned');
    };
    expect(why(await ask(w.room, 1, id))).toBe('try_again');
    expect(why(await ask(w.room, 2))).toBe('try_again');
    w.log.onAppend = null;
    w.log.onFind = null;
    w.log.onRead = null;
    // It was written: the slot is taken, and the first id gets its first answer.
    expect(why(await ask(w.room, 2))).toBe('refused');
    expect(await ask(w.room, 1, id)).toMatchObject({ ok: true });
    expect(w.heard.flat().filter((commit) => commit.command === id)).toHaveLength(1);
    await sound(w);
  });

  it('decides again after another process wrote, publishes what that one wrote, and nobody sees a conflict', async () => {
    const w = await world(12, 5);
    const other = await w.twin();
    const answers = await Promise.all(Array.from({ length: 12 }, (_, job) => ask(job % 2 === 0 ? w.room : other, job + 1)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(5);
    expect(answers.map(why).filter((word) => word !== 'ok' && word !== 'refused')).toEqual([]);
    w.room.lookAtLog();
    await until('both stand alike', () => {
      other.lookAtLog();
      return w.room.head.hash === other.head.hash;
    });
    const seqs = w.heard.flat().map((commit) => commit.seq);
    expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
    expect(seqs.at(-1)).toBe(w.room.board.seq);
    await sound(w);
  });

  it('notices by itself what another process wrote while somebody watches', async () => {
    const w = await world(3, 3, { sizes: { pollEvery: 20 } });
    const other = await w.twin();
    expect((await ask(other, 1)).ok).toBe(true);
    await until('the other’s commit is heard', () => w.heard.flat().some((commit) => commit.seq === other.board.seq));
    await sound(w);
  });

  it('gives up after bounded attempts when others always come first', async () => {
    const w = await world(3, 3, { sizes: { attempts: 4 } });
    w.log.onAppend = async () => ({ ok: false, why: 'conflict', head: w.room.board.seq });
    expect(why(await ask(w.room, 1))).toBe('try_again');
    expect(w.log.appends).toHaveLength(4);
    w.log.onAppend = null;
    expect((await ask(w.room, 1)).ok).toBe(true);
  });

  it('REL-5: an id another process has written already gets that answer; the others of its group go on', async () => {
    const w = await world(6, 6);
    const other = await w.twin();
    const known = [freshId(), freshId()] as const;
    const first = [await ask(other, 1, known[0]), await ask(other, 2, known[1])];
    const answers = await Promise.all([ask(w.room, 3), ask(w.room, 1, known[0]), ask(w.room, 4), ask(w.room, 2, known[1]), ask(w.room, 5, known[0])]);
    expect(answers.map(why)).toEqual(['ok', 'ok', 'ok', 'ok', 'id_reused']);
    expect(answers[1]).toMatchObject({ seq: first[0]?.ok && first[0].seq });
    expect(answers[3]).toMatchObject({ seq: first[1]?.ok && first[1].seq });
    await sound(w);
  });

  it('REL-5: never says refused to an accepted command whose answer was lost, though its room forgot it', async () => {
    const w = await world(8, 1, { sizes: { recent: 2 } });
    const id = freshId();
    const first = await ask(w.room, 1, id);
    for (let k = 0; k < 4; k += 1) await w.room.submit({ id: freshId(), command: { type: 'CommentOnCard', card: cardId('1041.2'), text: `${k}` }, actor: personActor(ada.id) });
    expect(await ask(w.room, 1, id)).toEqual(first);
    expect(why(await ask(w.room, 2, id))).toBe('id_reused');
  });

  it('I3: a doubled message is not refused once and accepted later', async () => {
    const w = await world(2, 1);
    await ask(w.room, 1);
    const id = freshId();
    const [one, two] = await Promise.all([ask(w.room, 2, id), ask(w.room, 2, id)]);
    expect([why(one), why(two)]).toEqual(['refused', 'refused']);
    await w.room.submit({ id: freshId(), command: undo(1), actor: personActor(ada.id) });
    expect(await ask(w.room, 2, id)).toEqual(one);
    expect((await ask(w.room, 2)).ok).toBe(true);
  });

  it('takes a bounded crowd; the rest is told to try again', async () => {
    const w = await world(1, 1, { sizes: { waiting: 10 } });
    const answers = await Promise.all(Array.from({ length: 25 }, () => ask(w.room, 1)));
    expect(answers.filter((answer) => why(answer) === 'try_again')).toHaveLength(15);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect((await w.room.submit({ id: freshId(), command: undo(1), actor: personActor(ada.id) })).ok).toBe(true);
  });

  it('stamps times that never go back, whatever the clock does', async () => {
    let now = 1_800_000_000_000;
    const w = await world(4, 4, { clock: () => now });
    const at = [];
    for (const job of [1, 2, 3]) {
      const answer = await ask(w.room, job);
      at.push(answer.ok ? answer.at : null);
      now -= 3_600_000;
    }
    expect(at).toEqual([1_800_000_000_000, 1_800_000_000_000, 1_800_000_000_000]);
  });

  it('R10: a breach of a limit fails its command alone, is reported, and never reaches the log', async () => {
    const w = await world(4, 2);
    await ask(w.room, 1);
    await ask(w.room, 2);
    const before = w.room.board.seq;
    // A board gone mad: it decides as if Cut had nine places, and only the check knows of two.
    const limits = w.room.board.limits.map((limit) => ({ ...limit }));
    const cut = limits.find((limit) => limit.id === CUT_LIMIT);
    Object.defineProperty(cut, 'capacity', { get: () => (new Error().stack?.includes('breachOf') ? 2 : 9) });
    const { copy } = w.room as unknown as { copy: { board: typeof w.room.board } };
    copy.board = { ...copy.board, limits };
    const [bad, good] = await Promise.all([
      ask(w.room, 3),
      w.room.submit({ id: freshId(), command: { type: 'CommentOnCard', card: cardId('1041.1'), text: 'still here' }, actor: personActor(ada.id) }),
    ]);
    expect(w.faults.map((fault) => fault.what)).toContain('invariant');
    // Read anew from the log, the board refuses honestly, and the innocent comment is saved.
    expect(why(bad)).not.toBe('ok');
    expect(why(good)).toBe('ok');
    expect(w.room.board.seq).toBe(before + 1);
    await sound(w);
  });

  it('tells everybody to join again when the log was put back to an older state', async () => {
    const store = new MemoryLog();
    const w = await world(6, 6, {}, store);
    const backup = await store.read(w.board, 0, 1_000);
    for (const job of [1, 2, 3]) await ask(w.room, job);
    const old = new MemoryLog();
    await old.append(w.board, backup);
    Object.assign(w.log, { inner: old });
    w.room.lookAtLog();
    await until('reopened', () => w.reopened.length > 0);
    expect(w.room.board.seq).toBe(backup.length);
    expect((await ask(w.room, 4)).ok).toBe(true);
    await sound(w);
  });

  it('gives commits after a number from memory or from the log alike, and hashes of any of them', async () => {
    const w = await world(8, 8, { sizes: { recent: 3 } });
    for (const job of [1, 2, 3, 4, 5, 6]) await ask(w.room, job);
    const all = (await w.log.inner.read(w.board, 0, 100)).map(decodeCommit);
    for (let after = 0; after <= all.length; after += 1) {
      expect(await w.room.since(after, 100)).toEqual(all.slice(after));
      expect(await w.room.since(after, 2)).toEqual(all.slice(after, after + 2));
    }
    const rows = await w.log.inner.read(w.board, 0, 100);
    for (const row of rows) expect(await w.room.hashAt(row.seq)).toBe(row.hash.slice(0, 16));
    expect(await w.room.hashAt(0)).toBe('');
    expect(await w.room.hashAt(rows.length + 1)).toBe(null);
  });

  it('a listener that throws harms nobody', async () => {
    const w = await world(2, 2);
    w.room.subscribe(() => {
      throw new Error('bad listener');
    });
    expect((await ask(w.room, 1)).ok).toBe(true);
    await until('reported', () => w.faults.some((fault) => fault.what === 'listener'));
    expect((await ask(w.room, 2)).ok).toBe(true);
    await until('both heard by the other', () => w.heard.flat().length === 2);
  });

  it('REL-4: dies at any step of a write and loses nothing it answered, on a hundred and twenty crashes', async () => {
    const points = ['before-decide', 'before-append', 'after-append', 'before-answer', 'after-answer', 'after-publish'] as const;
    let crashes = 0;
    for (let round = 0; round < 20; round += 1) {
      for (const point of points) {
        const store = new MemoryLog();
        let armed = false;
        const w = await world(6, 3, { points: (reached) => (armed && reached === point ? new Promise<void>(() => {}) : undefined) }, store);
        for (let job = 1; job <= round % 3; job += 1) await ask(w.room, job);
        armed = true;
        const told: RoomAnswer[] = [];
        const ids = [4, 5, 6].map((job) => ({ job, id: freshId() }));
        for (const { job, id } of ids) void ask(w.room, job, id).then((answer) => told.push(answer));
        for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        crashes += 1;
        const again = await w.twin();
        const second = await Promise.all(ids.map(({ job, id }) => ask(again, job, id)));
        // What was answered stays answered, at the same place.
        for (const answer of told.filter((one) => one.ok)) expect(second).toContainEqual(answer);
        expect(accountFor(again.board, CUT_LIMIT).over).toBe(0);
        expect(brokenInvariants(again.board)).toEqual([]);
        const rows = (await store.read(w.board, 0, 100)).map(decodeCommit);
        expect(new Set(rows.map((commit) => commit.command)).size).toBe(rows.length);
      }
    }
    expect(crashes).toBe(120);
  });
});

describe('the board rooms', () => {
  it('open a board once, however many ask at once, and know no board that is not there', async () => {
    const w = await world(1, 1);
    const others = new BoardRooms({ log: w.log, clock: Date.now, directory: () => DIRECTORY });
    const opened = await Promise.all(Array.from({ length: 50 }, () => others.open(w.board)));
    expect(new Set(opened).size).toBe(1);
    expect(await others.open(boardId('nowhere'))).toBe(null);
    expect(others.size).toBe(1);
  });

  it('close a board nobody uses, and not one that is watched', async () => {
    let now = 1_800_000_000_000;
    const sweeps: (() => void)[] = [];
    const w = await world(1, 1, {
      clock: () => now, idleAfter: 60_000,
      timers: { soon: (run) => void setImmediate(run), every: (ms, run) => (ms === 30_000 && sweeps.push(run), () => {}) },
    });
    const sweep = async (): Promise<void> => {
      for (const run of sweeps) run();
      await new Promise((resolve) => setImmediate(resolve));
    };
    now += 120_000;
    await sweep();
    expect(w.rooms.size).toBe(1);
    const leave = w.room.subscribe(() => {});
    expect(w.rooms.size).toBe(1);
    leave();
    const quiet = new BoardRooms({ log: w.log, clock: () => now, directory: () => DIRECTORY, idleAfter: 60_000, timers: { soon: (run) => void setImmediate(run), every: (_, run) => (sweeps.push(run), () => {}) } });
    const room = await quiet.open(w.board);
    now += 59_000;
    await sweep();
    expect(quiet.size).toBe(1);
    now += 2_000;
    await sweep();
    expect(quiet.size).toBe(0);
    expect(why(await (room as BoardRoom).submit({ id: freshId(), command: pull(1), actor: personActor(ada.id) }))).toBe('try_again');
    expect((await ask((await quiet.open(w.board)) as BoardRoom, 1)).ok).toBe(true);
  });

  it('write a snapshot every so many commits, and open from it alike', async () => {
    const w = await world(2, 2, { sizes: { snapshotEvery: 10 } });
    for (let k = 0; k < 25; k += 1) await w.room.submit({ id: freshId(), command: { type: 'CommentOnCard', card: cardId('1041.1'), text: `${k}` }, actor: personActor(ada.id) });
    const snapshot = await until('a snapshot', () => w.log.loadSnapshot(w.board));
    expect(snapshot.seq).toBeGreaterThanOrEqual(10);
    const opened = await openBoard(w.log, w.board);
    expect(opened).toMatchObject({ snapshotAt: snapshot.seq });
    expect(opened?.board.seq).toBe(w.room.board.seq);
    await sound(w);
  });

  it('finish what waits before they close, and take nothing afterwards', async () => {
    const w = await world(5, 5);
    const waiting = [1, 2, 3].map((job) => ask(w.room, job));
    await w.rooms.close();
    expect(why(await ask(w.room, 4))).toBe('try_again');
    expect((await Promise.all(waiting)).map(why)).toEqual(['ok', 'ok', 'ok']);
    await expect(w.rooms.open(w.board)).rejects.toThrow();
  });
});

const ADA = personActor(ada.id);
const MONA = personActor(PEOPLE.mona.id);

describe('a fingerprint', () => {
  it('is the same for two spellings of one command, and another for another person or body', () => {
    const command = pull(1);
    const spelled = { lane: 'cut', card: '1041.1', version: undefined, type: 'PullCard' } as unknown as typeof command;
    expect(fingerprintOf(spelled, ADA)).toBe(fingerprintOf(command, ADA));
    expect(fingerprintOf(command, MONA)).not.toBe(fingerprintOf(command, ADA));
    expect(fingerprintOf(pull(2), ADA)).not.toBe(fingerprintOf(command, ADA));
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
    expect(DEFAULT_SIZES.waiting).toBe(5_000);
  });

  it('is salted beside words that can be erased, and says nothing of them once its salt is gone', () => {
    const said = (text: string) => ({ type: 'CommentOnCard', card: cardId('1041.1'), text }) as const;
    const print = printed(said('Frau Weber'), ADA, { t0: 'Frau Weber' }, () => 'grain');
    expect(print.texts).toEqual({ t0: 'Frau Weber', [PRINT_SALT]: 'grain' });
    expect(print.fingerprint).not.toBe(fingerprintOf(said('Frau Weber'), ADA));
    const commit = { actor: ADA, kind: 'CommentOnCard' as const, ...print };
    expect(isSame(commit, said('Frau Weber'), ADA)).toBe(true);
    expect(isSame(commit, said('Frau Webe'), ADA)).toBe(false);
    expect(isSame(commit, said('Frau Weber'), MONA)).toBe(false);
    const erased = { ...commit, texts: { t0: '', [PRINT_SALT]: '' } };
    expect(isSame(erased, said('anything'), ADA)).toBe(true);
    expect(isSame(erased, said('Frau Weber'), MONA)).toBe(false);
    expect(isSame(erased, pull(1), ADA)).toBe(false);
    // Where there is nothing to erase nothing is salted.
    expect(printed(pull(1), ADA, {}, () => 'grain')).toEqual({ fingerprint: fingerprintOf(pull(1), ADA), texts: {} });
  });

  it('REL-5: a duplicate whose words were erased gets the first outcome, by whoever sent it and for what it was', async () => {
    const w = await world(2, 2);
    const said = { type: 'CommentOnCard', card: cardId('1041.1'), text: 'Frau Weber' } as const;
    const id = freshId();
    const first = await w.room.submit({ id, command: said, actor: personActor(ada.id) });
    const row = await w.log.find(w.board, id);
    const again = new MemoryLog();
    const rows = await w.log.read(w.board, 0, 10_000);
    await again.append(w.board, rows.map((one) => (one === row ? withoutTexts(one) : one)));
    const rooms = new BoardRooms({ log: again, clock: () => Date.now(), directory: () => DIRECTORY });
    const room = (await rooms.open(w.board)) as BoardRoom;
    const answer = await room.submit({ id, command: { ...said, text: 'quite another' }, actor: personActor(ada.id) });
    expect(answer).toMatchObject({ ok: true, seq: first.ok ? first.seq : 0 });
    expect(why(await room.submit({ id, command: said, actor: personActor(PEOPLE.mona.id) }))).toBe('id_reused');
    expect(why(await room.submit({ id, command: pull(1), actor: personActor(ada.id) }))).toBe('id_reused');
    await rooms.close();
  });
});
