import { createConnection } from 'mongoose';
import { afterAll, beforeAll, describe, vi } from 'vitest';
import { type MongoStore, openMongoStore } from '../../server/adapters/mongo/mongo-store.ts';
import { type RealMongo, startReplicaSet } from '../support/store/real-mongod.ts';
import type { BoardId } from '../../shared/kernel/ids.ts';
import type { StoredCommit } from '../../shared/log/commit.ts';
import { brokenLogContract } from './broken-log.ts';
import { commitLogContract } from './commit-log.ts';
import { recordContract } from './record-store.ts';
import { erasuresContract } from './erasures.ts';
import { projectingContract } from './projecting.ts';
import { projectionsContract } from './projections.ts';
import { nodeNotesContract } from './node-notes.ts';

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
    async change(board: BoardId, seq: number, change: (row: StoredCommit) => Partial<StoredCommit>) {
      const connection = await createConnection(uri).asPromise();
      const commits = connection.collection('commits');
      await commits.updateOne({ board, seq }, { $set: change((await commits.findOne({ board, seq })) as unknown as StoredCommit) });
      await connection.close();
    },
    async lose(board: BoardId, seq: number) {
      const connection = await createConnection(uri).asPromise();
      await connection.collection('commits').deleteOne({ board, seq });
      await connection.close();
    },
    async remove() {
      for (const store of opened) await store.close();
    },
  };
}

commitLogContract('MongoDB', makeHome, { durable: true, keepsPrefix: true });
projectionsContract('MongoDB', makeHome);
recordContract('MongoDB', makeHome);
projectingContract('MongoDB', makeHome);
erasuresContract('MongoDB', makeHome, { durable: true });
brokenLogContract('MongoDB', makeHome);

const notesHome = () => {
  const home = makeHome();
  return { open: async (lives: number) => (await home.open()).notes(lives), remove: () => home.remove() };
};
nodeNotesContract('MongoDB', notesHome);

describe('REL-16: with the node’s clock a day ahead', () => {
  beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 }));
  afterAll(() => void vi.useRealTimers());
  nodeNotesContract('MongoDB', notesHome);
});
