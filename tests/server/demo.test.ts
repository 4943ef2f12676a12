import { describe, expect, it } from 'vitest';
import { MemoryRecords } from '../../server/adapters/memory/memory-records.ts';
import { MemoryLog } from '../../server/adapters/memory/memory-log.ts';
import { seedDemo } from '../../server/demo/seed.ts';
import { directoryOf } from '../../server/people/directory-records.ts';
import { DEMO_BOARD, demoShop } from '../support/shop/demo-shop.ts';
import { FaceCache, faceOf } from '../../client/floor/card-face.ts';
import { FloorModel } from '../../client/floor/floor-model.ts';
import { cardsOf, groupLimit } from '../../client/floor/shop-line.ts';
import { faultOf, decodeCommit } from '../../server/log/encode-commit.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Job } from '../../shared/jobs/job.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { EventType } from '../../shared/events.ts';
import { applyCommit } from '../../shared/floor.ts';
import { emptyBoard } from '../../shared/board/board.ts';
import { laneId } from '../../shared/kernel/ids.ts';
import { brokenInvariants } from '../../shared/board/invariants.ts';
import { limitsView } from '../../shared/limits/admission.ts';
import { nextToPull } from '../../shared/cards/pull-order.ts';
import { GENESIS } from '../../shared/log/commit.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { ENGLISH } from '../support/shop/words.ts';
import { dueBy } from '../../shared/due.ts';
import { isZone } from '../../shared/kernel/calendar.ts';

const DAY = 86_400_000;
/** A Thursday morning. The shop's hours are local ones. */
const THURSDAY = new Date(2026, 10, 26, 10, 42).getTime();
/** A Saturday night, a Monday five minutes after opening, a day off at New Year. */
const ODD_HOURS = [new Date(2026, 10, 28, 3, 0), new Date(2026, 10, 30, 7, 5), new Date(2028, 0, 1, 12, 0)].map((date) => date.getTime());

const demo = demoShop(THURSDAY);
const cards: Card[] = [...demo.board.cards.values()];
const orders = cards.filter((card): card is Order => card.kind === 'order');
const jobs = cards.filter((card): card is Job => card.kind === 'job');
const commits = demo.commits.map(decodeCommit);
const count = (type: EventType): number => commits.flatMap(({ events }) => events).filter((event) => event.type === type).length;
const loads = (board: Board): Record<string, string> => Object.fromEntries(limitsView(board).map(({ limit, load, capacity }) => [limit.id, `${load}/${capacity}`]));

describe('the demo shop', () => {
  it('has a shop in full swing: orders in every phase, parts, people and suppliers', () => {
    expect(orders.length).toBeGreaterThanOrEqual(14);
    expect(jobs.length).toBeGreaterThanOrEqual(60);
    expect(Object.keys(demo.directory.people)).toHaveLength(5);
    expect(Object.keys(demo.directory.suppliers)).toHaveLength(4);
    expect(new Set(orders.map(({ phase }) => phase))).toEqual(
      new Set(['enquiry', 'confirmed', 'procurement', 'kitted', 'assembly', 'qc', 'ready_to_ship', 'shipped']),
    );
  });

  it('gives every role of a day somebody to act as', () => {
    const roles = new Set(Object.values(demo.directory.people).flatMap((person) => person.roles));
    expect([...roles].sort()).toEqual(['admin', 'buyer', 'inspector', 'lead', 'manager', 'operator', 'planner', 'sales', 'shipping']);
  });

  it.each([THURSDAY, ...ODD_HOURS])('stands at its limits, whenever it is started (%i)', (now) => {
    expect(loads(demoShop(now).board)).toMatchObject({
      'at-suppliers': '5/6', incoming: '2/3', cut: '4/4', finish: '4/3', check: '2/2', kits: '7/8', assemble: '2/2', qc: '1/2', ship: '1/4',
      production: '10/10', orders: '11/12', jobs: '17/24',
    });
  });

  it('ends at the moment it is started, or when the shop last closed, three weeks after it began', () => {
    for (const now of [THURSDAY, ...ODD_HOURS]) {
      const times = demoShop(now).commits.map((stored) => decodeCommit(stored).at);
      const last = times.at(-1) ?? 0;
      expect(last).toBeLessThanOrEqual(now);
      expect(now - last).toBeLessThan(3 * DAY);
      expect(last - (times[0] ?? 0)).toBeGreaterThan(18 * DAY);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });

  it('is a shop where the machine stands: its board has that time zone', () => {
    expect(demo.board.policies.timeZone).toBe(new Intl.DateTimeFormat().resolvedOptions().timeZone);
    expect(isZone(demo.board.policies.timeZone)).toBe(true);
  });

  it('is a history that holds: the chain verifies and the commits fold to the same sound board', () => {
    let before = { seq: 0, hash: GENESIS };
    for (const stored of demo.commits) {
      expect(faultOf(stored, before)).toBeNull();
      before = stored;
    }
    const folded = commits.reduce(applyCommit, emptyBoard(DEMO_BOARD));
    expect(brokenInvariants(folded)).toEqual([]);
    expect(loads(folded)).toEqual(loads(demo.board));
    expect(folded.places).toEqual(demo.board.places);
  });

  it('keeps every rule at every commit', () => {
    let board = emptyBoard(DEMO_BOARD);
    for (const commit of commits) {
      board = applyCommit(board, commit);
      expect(brokenInvariants(board), `after commit ${commit.seq}`).toEqual([]);
    }
  });

  it('tells of all that happens in three weeks: blocks, rework, an override, an expedite, a lowered limit, comments', () => {
    expect(count('CardBlocked')).toBeGreaterThanOrEqual(8);
    expect(count('CardUnblocked')).toBeGreaterThanOrEqual(5);
    expect(count('CardReturned')).toBeGreaterThanOrEqual(3);
    expect(count('WipOverridden')).toBe(1);
    expect(count('ClassSet')).toBe(2);
    expect(count('CommentAdded')).toBeGreaterThanOrEqual(5);
    const changes = commits.flatMap(({ events }) => events).flatMap((event) => (event.type === 'LimitSet' ? [event.limit.capacity] : []));
    expect(changes).toEqual([6, 4]);
  });

  it('CL-1: has in its archive what was shipped more than two weeks ago, and on its floor what was shipped since', () => {
    const archived = commits.flatMap(({ events }) => events.flatMap((event) => (event.type === 'OrderClosed' ? [event.order] : [])));
    expect(archived.length).toBeGreaterThanOrEqual(3);
    expect(orders.filter(({ id }) => archived.includes(id))).toEqual([]);
    expect(count('OrderShipped')).toBe(archived.length + orders.filter(({ phase }) => phase === 'shipped').length);
    for (const now of [THURSDAY, ...ODD_HOURS]) expect(dueBy(demoShop(now).board, now)).toEqual([]);
    expect(commits.filter(({ kind }) => kind === 'CloseOrder').every(({ actor, command }) => actor === 'schedule' && command.startsWith('schedule:'))).toBe(true);
  });

  it('leaves every stage enough of a past for percentiles', () => {
    for (const lane of ['cut', 'finish', 'check', 'at-suppliers', 'incoming', 'kits', 'assemble', 'qc', 'ship'])
      expect(demo.board.dwells[laneId(lane)]?.length, lane).toBeGreaterThanOrEqual(10);
  });

  it('leaves somebody something to pull: hinges for Incoming, the TV bench for QC, the wardrobe for the floor', () => {
    const propose = (lane: string): string | undefined => {
      const actor = Object.values(demo.directory.people).find(({ roles }) => roles.includes('manager'));
      return actor && nextToPull(demo.board, laneId(lane), { at: THURSDAY, actor: asPerson(actor) })?.card;
    };
    expect([propose('incoming'), propose('qc'), propose('kits')]).toEqual(['1047.4', '1040', '1052']);
    expect([propose('cut'), propose('finish'), propose('check'), propose('assemble')]).toEqual([undefined, undefined, undefined, undefined]);
  });

  /** Each is one thing that a person sees in red, however often it is told: a card, a lane, a group, the count of the blocked. */
  const redOn = (now: number): string[] => {
    const { board, directory } = demoShop(now);
    const [me] = Object.values(directory.people);
    const { lanes, line } = new FloorModel().of({ board, directory, me: me ?? null, now, words: ENGLISH, faces: new FaceCache() });
    const all = limitsView(board);
    const shown = lanes.flatMap((lane) => cardsOf(lane)).map((card) => faceOf(board, directory, card, now, ENGLISH));
    return [
      ...shown.flatMap((face) => (face.blocked || face.above || face.ageTone === 'stop' || face.buffer === 'red' || face.buffer === 'black' ? [face.number] : [])),
      ...lanes.flatMap(({ lane, tone }) => (tone === 'stop' ? [lane.name] : [])),
      ...[...new Set(board.lanes.flatMap(({ group }) => group ?? []))].filter((group) => groupLimit(board, all, group)?.state === 'over'),
      ...(line.blocked > 0 ? ['blocked'] : []),
    ];
  };

  it.each([THURSDAY, ...ODD_HOURS, new Date(2026, 10, 30, 23, 30).getTime()])('shows a normal day, whenever it is looked at first: three red things, and most ages have no colour (%i)', (now) => {
    expect(redOn(now)).toEqual(['1041·1', 'Finish', 'blocked']);
    const { board, directory } = demoShop(now);
    const tones = [...board.cards.values()].flatMap((card) => (card.place ? [faceOf(board, directory, card, now, ENGLISH).ageTone] : []));
    expect(tones.filter((tone) => tone !== 'plain').length).toBeLessThan(tones.length / 3);
  });

  it('is the same shop for the same moment, to the last hash', () => {
    expect(demoShop(THURSDAY).commits.at(-1)?.hash).toBe(demo.commits.at(-1)?.hash);
  });

  it('has people whose ids say nothing of their names, in the directory and in every commit', () => {
    const people = Object.values(demo.directory.people);
    expect(people.filter(({ id }) => !/^[0-9a-f]{32}$/.test(id))).toEqual([]);
    const names = people.flatMap(({ name }) => name.toLowerCase().split(' '));
    const bodies = demo.commits.map(({ body }) => body.toLowerCase()).join();
    expect(names.filter((name) => new RegExp(`\\b${name}\\b`).test(bodies))).toEqual([]);
  });

  it('is written to a log and a directory', async () => {
    const log = new MemoryLog();
    const records = new MemoryRecords();
    await seedDemo(log, records, THURSDAY);
    expect(await log.head(DEMO_BOARD)).toEqual({ board: DEMO_BOARD, seq: demo.commits.length, hash: demo.commits.at(-1)?.hash });
    expect(directoryOf(await records.records())).toEqual(demo.directory);
  });
});
