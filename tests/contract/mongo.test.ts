import { createConnection } from 'mongoose';
import { afterAll, beforeAll } from 'vitest';
import { type MongoStore, openMongoStore } from '../../server/adapters/mongo/mongo-store.ts';
import { type RealMongo, startReplicaSet } from '../support/real-mongod.ts';
import { commitLogContract } from './commit-log.ts';
import { directoryContract } from './directory-store.ts';

let set: RealMongo;
let databases = 0;
beforeAll(async () => {
  set = await startReplicaSet();
});
afterAll(() => set.stop());

function makeHome() {
  databases += 1;
  const uri = set.uri(`contract-${databases}`);
  const opened: MongoStore[] = [];
  return {
    async open() {
      const store = await openMongoStore(uri);
      opened.push(store);
      return store;
    },
    /** As an administrator would, while the server runs. */
    async dropSnapshots() {
      const connection = await createConnection(uri).asPromise();
      await connection.collection('snapshots').deleteMany({});
      await connection.close();
    },
    async remove() {
      for (const store of opened) await store.close();
    },
  };
}

commitLogContract('MongoDB', makeHome, { durable: true, keepsPrefix: true });
directoryContract('MongoDB', makeHome);
