import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openMongoStore } from '../../../server/adapters/mongo/mongo-store.ts';
import { Chronicle } from '../../../server/demo/chronicle.ts';
import { recordsOf } from '../../../server/people/directory-records.ts';
import { brokenInvariants } from '../../../shared/board/invariants.ts';
import { boardId } from '../../../shared/kernel/ids.ts';
import { ServerProcess, buildServer, dataFolder } from '../../support/server/server-process.ts';
import { shippedOrder, soloShop } from '../../support/shop/shipped.ts';
import { DIRECTORY, PEOPLE } from '../../support/shop/shop.ts';
import { type RealMongo, startReplicaSet } from '../../support/store/real-mongod.ts';
import { fold, wholeLog } from '../../support/store/whole-log.ts';
import { until } from '../../support/until.ts';

const ORDERS = 1_500;
const KILLS = 8;
const DAY = 86_400_000;
const BOARD = boardId('long-shipped');

describe('two nodes of one replica set, killed again and again', () => {
  let mongo: RealMongo;
  let built: { readonly main: string; remove(): void };
  const folder = dataFolder();
  beforeAll(async () => {
    [mongo, built] = await Promise.all([startReplicaSet(), buildServer()]);
  }, 120_000);
  afterAll(async () => {
    await mongo.stop();
    built.remove();
    folder.remove();
  });

  test('SCH-1: each of 1,500 orders that were shipped long ago is closed once, in the order of their shipping', { timeout: 180_000 }, async () => {
    const uri = mongo.uri('schedule');
    const store = await openMongoStore(uri);
    const nodes = [new ServerProcess(built.main, folder.path, { MONGODB_URI: uri }), new ServerProcess(built.main, folder.path, { MONGODB_URI: uri })];
    try {
      await store.replaceRecords(recordsOf(DIRECTORY));
      let salts = 0;
      const chronicle = new Chronicle(BOARD, DIRECTORY, () => createHash('sha256').update(String((salts += 1))).digest('hex').slice(0, 32), 'shipped');
      let at = Date.now() - 90 * DAY;
      for (const command of [soloShop(), ...Array.from({ length: ORDERS }, (_, n) => shippedOrder(String(n + 1))).flat()]) {
        const refusal = chronicle.issue(PEOPLE.ada, command, (at += 60_000));
        if (refusal) throw new Error(JSON.stringify(refusal));
      }
      for (let from = 0; from < chronicle.commits.length; from += 500) expect(await store.append(BOARD, chronicle.commits.slice(from, from + 500))).toEqual({ ok: true });
      await Promise.all(nodes.map((node) => node.start()));
      const closedBy = async (): Promise<number> => ((await store.head(BOARD))?.seq ?? 0) - chronicle.commits.length;
      let killed = 0;
      for (; killed < KILLS; killed += 1) {
        const before = await closedBy();
        if (before >= ORDERS) break;
        await until('something is closed', async () => (await closedBy()) > before, 60_000);
        // In the middle of it both, or one of them: the other is at the same orders.
        const dying = killed % 2 === 0 ? nodes : nodes.slice(0, 1);
        await Promise.all(dying.map((node) => node.end('SIGKILL')));
        await Promise.all(dying.map((node) => node.start()));
      }
      expect(killed).toBeGreaterThanOrEqual(2);
      await until('all are closed', async () => (await closedBy()) >= ORDERS, 120_000);
      await Promise.all(nodes.map((node) => node.end()));
      const commits = await wholeLog(store, BOARD);
      const closed = commits.flatMap(({ events }) => events.flatMap((event) => (event.type === 'OrderClosed' ? [event.order] : [])));
      expect(closed).toEqual(Array.from({ length: ORDERS }, (_, n) => String(n + 1)));
      expect(commits).toHaveLength(chronicle.commits.length + ORDERS);
      const board = fold(BOARD, commits);
      expect([board.cards.size, brokenInvariants(board)]).toEqual([0, []]);
    } finally {
      await Promise.all(nodes.map((node) => node.end()));
      await store.close();
    }
  });
});
