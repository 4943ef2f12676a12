import mongoose from 'mongoose';
import { openMongoStore } from '../../server/adapters/mongo/mongo-store.ts';
import { startReplicaSet } from '../support/store/real-mongod.ts';
import { type BoardSpec, writeBench } from './boards.ts';
import { cpuSeconds, figuresOf } from './measures.ts';
import { type Running, startNode } from './sides.ts';

/** What was done since the start, as the nodes and MongoDB count it. */
export interface Done {
  readonly commits: number;
  /** Groups given to the store, and those of them that another node was before. */
  readonly appends: number;
  readonly conflicts: number;
  /** Inserts of the primary into the log, a group each, and every other question asked of the log. */
  readonly inserts: number;
  readonly questions: number;
  /** Of all members of the replica set. */
  readonly mongodCpu: number;
}

export interface Database {
  node(): Promise<Running>;
  /** The counts of these nodes, who alone use the database. */
  done(nodes: readonly Running[]): Promise<Done>;
}

export interface ReplicaSet {
  database(name: string, spec: BoardSpec): Promise<Database>;
  stop(): Promise<void>;
}

/** Three real members on this machine, durable as everywhere. */
export async function startBenchSet(): Promise<ReplicaSet> {
  const set = await startReplicaSet();
  const opened: mongoose.Connection[] = [];
  return {
    async database(name, spec) {
      await writeBench(await openMongoStore(set.uri(name)), spec);
      const connection = await mongoose.createConnection(set.uri(name)).asPromise();
      opened.push(connection);
      return {
        node: () => startNode(set.uri(name)),
        async done(nodes) {
          const figures = await Promise.all(nodes.map(figuresOf));
          const sum = (line: string): number => figures.reduce((all, one) => all + (one.get(line) ?? 0), 0);
          const log = await usedOf(connection, `${name}.commits`);
          return {
            commits: sum('pullcord_commits_total'),
            appends: OUTCOMES.reduce((all, outcome) => all + sum(appends(outcome)), 0),
            conflicts: sum(appends('conflict')),
            inserts: log.insert,
            questions: log.queries + log.commands + log.update + log.remove,
            mongodCpu: set.members.reduce((all, { pid }) => all + cpuSeconds(pid), 0),
          };
        },
      };
    },
    async stop() {
      await Promise.all(opened.map((connection) => connection.close()));
      await set.stop();
    },
  };
}

const OUTCOMES = ['ok', 'conflict', 'duplicate', 'unknown', 'fault'] as const;
const appends = (outcome: (typeof OUTCOMES)[number]): string => `pullcord_appends_total{outcome="${outcome}"}`;

type Used = Readonly<Record<'insert' | 'queries' | 'commands' | 'update' | 'remove', number>>;

/** How often the primary was asked about one collection: a command counts once, however many rows it carries. */
async function usedOf(connection: mongoose.Connection, collection: string): Promise<Used> {
  const top = await connection.db?.admin().command({ top: 1 });
  const of = (top?.['totals'] as Record<string, Record<keyof Used, { readonly count: number }>> | undefined)?.[collection];
  const count = (kind: keyof Used): number => of?.[kind].count ?? 0;
  return { insert: count('insert'), queries: count('queries'), commands: count('commands'), update: count('update'), remove: count('remove') };
}

export const since = (before: Done, after: Done): Done =>
  Object.fromEntries(Object.entries(after).map(([what, value]) => [what, (value as number) - before[what as keyof Done]])) as unknown as Done;
