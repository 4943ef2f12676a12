import { createHash } from 'node:crypto';
import type { Board } from '../../shared/board/board.ts';
import type { Time } from '../../shared/kernel/time.ts';
import type { CommandOf } from '../../shared/verbs.ts';
import type { Directory } from '../../shared/people/directory.ts';
import { boardId, laneId, limitId } from '../../shared/kernel/ids.ts';
import { furnitureShop } from '../../shared/templates/furniture.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import type { CommitLog } from '../ports/commit-log.ts';
import type { DirectoryStore } from '../ports/directory-store.ts';
import { Floor, type Life } from './floor.ts';
import { orderLife, type WhenFull } from './lives.ts';
import { pastOrder } from './past-orders.ts';
import { EVA, shopDirectory } from './people.ts';
import { presentOrders } from './present-orders.ts';
import { Chronicle } from './chronicle.ts';
import { DAY, ShopClock } from './shop-clock.ts';

export const DEMO_BOARD = boardId('nordby');
const FIRST_ORDER = 1007;
/** Three weeks, and the morning on which the board was set up. */
const HISTORY = 21 * DAY;
const SEED = 1041;
const CAPACITIES: Readonly<Record<string, number>> = { kits: 8, orders: 12, production: 10 };

/** The store did not take it; the message is for the person at the terminal. */
export class NotSeeded extends Error {}

export interface Demo {
  readonly board: Board;
  readonly directory: Directory;
  readonly commits: readonly StoredCommit[];
}

/** Nordby Furniture: a furniture maker's last three weeks, ending at `now`; the same for the same `now`. */
export function demoShop(now: Time): Demo {
  const random = seeded(SEED);
  const directory = shopDirectory();
  const clock = new ShopClock(now);
  const chronicle = new Chronicle(DEMO_BOARD, directory, saltsOf(now), 'demo');
  const floor = new Floor(chronicle, directory, clock, random);

  floor.ago = HISTORY;
  floor.must(EVA, nordby());
  floor.start(secondSaw(floor, chronicle));
  const pushThrough = oneOverride(floor);
  for (let n = 0; n < 30; n += 1) floor.start(orderLife(floor, String(FIRST_ORDER + n), pastOrder(random, HISTORY - 60 - n * 0.4 * DAY), pushThrough));
  // Two that left this morning.
  floor.start(orderLife(floor, '1045', pastOrder(random, 7.2 * DAY, 200), pushThrough));
  floor.start(orderLife(floor, '1046', pastOrder(random, 7.1 * DAY, 100), pushThrough));
  for (const [number, plan] of presentOrders()) floor.start(orderLife(floor, String(number), plan, () => false));
  floor.run();
  return { board: chronicle.board, directory, commits: chronicle.commits };
}

/**
 * Writes the demo into an empty store. The people come last, because a store with people counts as set
 * up: a first start that is killed on the way is finished by the next one.
 */
export async function seedDemo(log: CommitLog, directories: DirectoryStore, now: Time): Promise<void> {
  const { commits, directory } = demoShop(now);
  if ((await log.head(DEMO_BOARD)) === null) {
    const appended = await log.append(DEMO_BOARD, commits);
    // Two nodes may find a store empty at the same moment: the other one has written the shop then.
    if (!appended.ok && appended.why !== 'conflict' && appended.why !== 'duplicate') throw new NotSeeded(`The demo shop could not be saved (${appended.cause.message}): put that right and start again.`, { cause: appended.cause });
  }
  await directories.save(directory);
}

/** The people alone: `--empty` starts without a board, and somebody has to be there to make one. */
export const seedPeople = (directories: DirectoryStore): Promise<void> => directories.save(shopDirectory());

/** The furniture template, with the order limits of a shop of this size. */
function nordby(): CommandOf<'CreateBoard'> {
  const template = furnitureShop('Nordby Furniture');
  const limits = template.limits.map((limit) => ({ ...limit, capacity: CAPACITIES[limit.id ?? ''] ?? limit.capacity }));
  return { ...template, limits, firstNumber: FIRST_ORDER };
}

/** A second saw for a week: the limit of Cut went up, and was lowered again when the saw left (WIP-19). */
function* secondSaw(floor: Floor, chronicle: Chronicle): Life {
  const limit = chronicle.board.limits.find(({ id }) => id === limitId('cut'));
  if (!limit) return;
  yield 12.6 * DAY;
  floor.must(EVA, { type: 'SetLimit', limit: { ...limit, capacity: (limit.capacity ?? 4) + 2 }, reason: 'Second saw on loan this week' });
  yield 7.2 * DAY;
  floor.must(EVA, { type: 'SetLimit', limit, reason: 'The second saw went back' });
}

/** Once in the three weeks the manager pushed an order past a full stage, and said why (WIP-31). */
function oneOverride(floor: Floor): WhenFull {
  let done = false;
  return (card, visit) => {
    if (done || floor.ago > 10 * DAY || floor.ago < 5 * DAY || visit.lane !== 'assemble') return false;
    done = floor.attempt(EVA, { type: 'PullCard', card, lane: laneId(visit.lane), override: { reason: 'The bench is free overnight and the van leaves at eight' } }) === null;
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
