import { createHash } from 'node:crypto';
import type { Board } from '../../shared/board/board.ts';
import { isZone } from '../../shared/kernel/calendar.ts';
import type { Time } from '../../shared/kernel/time.ts';
import type { CommandOf } from '../../shared/verbs.ts';
import type { Directory } from '../../shared/people/directory.ts';
import type { Demo } from '../../shared/templates/demo.ts';
import type { Trade } from '../../shared/templates/trade.ts';
import { TRADES } from '../../shared/templates/trades.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import type { CommitLog } from '../ports/commit-log.ts';
import { recordsOf } from '../people/directory-records.ts';
import type { RecordStore } from '../ports/record-store.ts';
import { Floor, type Life } from './floor.ts';
import { orderLife, type WhenFull } from './lives.ts';
import { Chronicle } from './chronicle.ts';
import { ShopClock } from './shop-clock.ts';

/** The store did not take it; the message is for the person at the terminal. */
export class NotSeeded extends Error {}

export interface Told {
  readonly board: Board;
  readonly directory: Directory;
  readonly commits: readonly StoredCommit[];
}

/** The zone that the demo's working hours are counted in (shop-clock.ts), as a board names it. */
export function machineZone(): string {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return isZone(zone) ? zone : 'UTC';
}

/** The demo of a trade, ending at `now`; the same for the same `now` in the same zone. */
export function told(trade: Trade, demo: Demo, now: Time): Told {
  const random = seeded(demo.seed);
  const { directory, staff } = demo;
  const clock = new ShopClock(now);
  const chronicle = new Chronicle(demo.board, directory, saltsOf(now), 'demo');
  const floor = new Floor(chronicle, demo, clock, random);

  floor.ago = demo.since;
  floor.must(staff.manager, boardOf(trade, demo));
  floor.start(raisedLimit(floor, chronicle, demo));
  const pushThrough = oneOverride(floor, demo);
  for (const [number, plan] of demo.past(random)) floor.start(orderLife(floor, String(number), plan, pushThrough));
  for (const [number, plan] of demo.present) floor.start(orderLife(floor, String(number), plan, () => false));
  floor.run();
  chronicle.pass(now);
  return { board: chronicle.board, directory, commits: chronicle.commits };
}

/**
 * Writes the demo into an empty store. The people come last, because a store with people counts as set
 * up: a first start that is killed on the way is finished by the next one.
 */
export async function seedDemo(log: CommitLog, records: RecordStore, now: Time): Promise<void> {
  const { trade, demo } = await firstDemo();
  const { commits, directory } = told(trade, demo, now);
  if ((await log.head(demo.board)) === null) {
    const appended = await log.append(demo.board, commits);
    // Two nodes may find a store empty at the same moment: the other one has written the shop then.
    if (!appended.ok && appended.why !== 'conflict' && appended.why !== 'duplicate') throw new NotSeeded(`The demo shop could not be saved (${appended.cause.message}): put that right and start again.`, { cause: appended.cause });
  }
  await records.replaceRecords(recordsOf(directory));
}

/** The people alone: `--empty` starts without a board, and somebody has to be there to make one. */
export const seedPeople = async (records: RecordStore): Promise<void> => records.replaceRecords(recordsOf((await firstDemo()).demo.directory));

async function firstDemo(): Promise<{ readonly trade: Trade; readonly demo: Demo }> {
  for (const trade of TRADES) if (trade.demo) return { trade, demo: await trade.demo() };
  throw new NotSeeded('No trade brings a demo: start with --empty and set up a board.');
}

function boardOf(trade: Trade, { name, firstNumber, capacities }: Demo): CommandOf<'CreateBoard'> {
  const template = trade.board(name, 'en');
  const limits = template.limits.map((limit) => ({ ...limit, capacity: capacities[limit.id ?? ''] ?? limit.capacity }));
  return { ...template, limits, firstNumber, policies: { ...template.policies, timeZone: machineZone() } };
}

function* raisedLimit(floor: Floor, chronicle: Chronicle, { raised, staff }: Demo): Life {
  const limit = raised && chronicle.board.limits.find(({ id }) => id === raised.limit);
  if (!limit || limit.capacity === null) return;
  yield raised.from;
  floor.must(staff.manager, { type: 'SetLimit', limit: { ...limit, capacity: limit.capacity + raised.by }, reason: raised.why });
  yield raised.until;
  floor.must(staff.manager, { type: 'SetLimit', limit, reason: raised.whyBack });
}

function oneOverride(floor: Floor, { override, staff }: Demo): WhenFull {
  let done = false;
  return (card, visit) => {
    if (!override || done || floor.ago > override.from || floor.ago < override.until || visit.lane !== override.lane) return false;
    done = floor.attempt(staff.manager, { type: 'PullCard', card, lane: override.lane, override: { reason: override.reason } }) === null;
    return done;
  };
}

/** Salts that hide nothing: the demo's texts are no secret, and the same day gives the same chain. */
function saltsOf(now: Time): () => string {
  let n = 0;
  return () => {
    n += 1;
    return createHash('sha256').update(`${now} ${n}`).digest('hex').slice(0, 32);
  };
}

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
