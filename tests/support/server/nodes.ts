import type { AddressInfo } from 'node:net';
import { MemoryRecords } from '../../../server/adapters/memory/memory-records.ts';
import { recordsOf } from '../../../server/people/directory-records.ts';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { MemoryNotes } from '../../../server/adapters/memory/memory-notes.ts';
import { type App, type AppParts, createApp } from '../../../server/app.ts';
import type { CommitLog } from '../../../server/ports/commit-log.ts';
import type { Command } from '../../../shared/verbs.ts';
import type { Directory } from '../../../shared/people/directory.ts';
import type { BoardId } from '../../../shared/kernel/ids.ts';
import { makeBoard } from './live-server.ts';
import { DIRECTORY } from '../shop/shop.ts';
import { ROOMY } from './roomy.ts';

export interface Node {
  readonly app: App;
  readonly url: string;
}

export interface Nodes {
  /** The store itself. */
  readonly log: MemoryLog;
  readonly notes: MemoryNotes;
  readonly records: MemoryRecords;
  readonly nodes: readonly Node[];
  close(): Promise<void>;
}

/** The whole program several times in one process, all on one log, the same records and one board of notes. */
export async function startNodes(
  count: number,
  { directory = DIRECTORY, logOf = (log) => log, notesOf = (notes) => notes, clockOf = () => Date.now, rooms }: {
    readonly directory?: Directory;
    /** What stands between a node and the store. */
    readonly logOf?: (log: MemoryLog, node: number) => CommitLog;
    readonly notesOf?: (notes: MemoryNotes, node: number) => NonNullable<AppParts['notes']>;
    readonly clockOf?: (node: number) => AppParts['clock'];
    readonly rooms?: AppParts['rooms'];
  } = {},
): Promise<Nodes> {
  const log = new MemoryLog();
  const notes = new MemoryNotes();
  const records = new MemoryRecords(recordsOf(directory));
  const nodes = await Promise.all(Array.from({ length: count }, async (_, number): Promise<Node> => {
    const app = await createApp({ log: logOf(log, number), records, notes: notesOf(notes, number), clock: clockOf(number), bounds: ROOMY, ...(rooms && { rooms }) });
    await new Promise<void>((resolve) => app.httpServer.listen(0, '127.0.0.1', resolve));
    return { app, url: `http://127.0.0.1:${(app.httpServer.address() as AddressInfo).port}` };
  }));
  return { log, notes, records, nodes, close: async () => void (await Promise.all(nodes.map(({ app }) => app.close()))) };
}

export const boardOn = ({ nodes }: Nodes, commands: readonly Command[], name = 'shop'): Promise<BoardId> => makeBoard((nodes[0] as Node).app.rooms, name, commands);
