import { join } from 'node:path';
import { openMongoStore } from '../../../server/adapters/mongo/mongo-store.ts';
import { openSqliteStore } from '../../../server/adapters/sqlite/sqlite-store.ts';
import type { CommitLog } from '../../../server/ports/commit-log.ts';
import { recordsOf } from '../../../server/people/directory-records.ts';
import type { RecordStore } from '../../../server/ports/record-store.ts';
import type { Directory } from '../../../shared/people/directory.ts';
import { Proxy } from './proxy.ts';
import { ServerProcess, dataFolder } from './server-process.ts';
import { until } from '../until.ts';
import type { WiredSet } from '../store/wired-set.ts';

export interface PlantNode {
  readonly number: number;
  readonly process: ServerProcess;
  /** The wire between people and this node. */
  readonly door: Proxy;
  /** The wires between this node and the members of the store; none for a file. */
  readonly wires: readonly Proxy[];
}

/** Server processes on one store, with a wire in front of and behind each that can be cut. */
export class Plant {
  private constructor(
    readonly nodes: readonly PlantNode[],
    /** Read past all wires that are cut here. */
    readonly store: CommitLog & RecordStore,
    readonly set: WiredSet | null,
    private readonly data: ReturnType<typeof dataFolder>,
  ) {}

  /** `set`: null for a file that all of them open. The caller stops the set. */
  static async start({ main, set, database = 'plant', directory, nodes: count = 3, settings = {} }: {
    readonly main: string;
    readonly set: WiredSet | null;
    readonly database?: string;
    readonly directory: Directory;
    readonly nodes?: number;
    readonly settings?: Readonly<Record<string, string>>;
  }): Promise<Plant> {
    const data = dataFolder();
    const store = set ? await openMongoStore(set.uri(database, count)) : await openSqliteStore(join(data.path, 'pullcord.db'));
    await store.replaceRecords(recordsOf(directory));
    const nodes: PlantNode[] = [];
    const plant = new Plant(nodes, store, set, data);
    try {
      for (let number = 0; number < count; number += 1) {
        const process = new ServerProcess(main, data.path, { ...settings, ...(set && { MONGODB_URI: set.uri(database, number) }) });
        await process.start();
        nodes.push({ number, process, door: await Proxy.before(process.port), wires: set?.wiresOf(number) ?? [] });
      }
      return plant;
    } catch (error) {
      for (const { process } of nodes) await process.end();
      await plant.stop();
      throw error;
    }
  }

  get urls(): readonly string[] {
    return this.nodes.map(({ door }) => door.url);
  }

  /** A node without its store does not start, and says so; an operator's machine tries again. */
  async startAgain({ process }: PlantNode, within = 60_000): Promise<void> {
    await until('the node starts', () => process.start().then(() => true, () => false), within);
  }

  async stop(): Promise<void> {
    for (const { process, door } of this.nodes) {
      process.signal('SIGCONT');
      await process.end();
      await door.close();
    }
    await this.store.close();
    this.data.remove();
  }
}
