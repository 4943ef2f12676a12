import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../../server/app.ts';
import { MemoryRecords } from '../../../server/adapters/memory/memory-records.ts';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { openSqliteStore } from '../../../server/adapters/sqlite/sqlite-store.ts';
import type { BoardRoomsParts } from '../../../server/room/board-rooms.ts';
import type { Bounds } from '../../../server/http/connection-quota.ts';
import type { RecordStore } from '../../../server/ports/record-store.ts';
import type { CommitLog } from '../../../server/ports/commit-log.ts';
import type { Command } from '../../../shared/verbs.ts';
import { ROOMY } from '../../support/server/roomy.ts';
import { DIRECTORY } from '../../support/shop/shop.ts';
import { recordsOf } from '../../../server/people/directory-records.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  // eslint-disable-next-line typescript/no-explicit-any -- a test looks into whatever came
  readonly body: any;
}

export interface Door {
  readonly app: App;
  readonly port: number;
  readonly url: string;
  readonly log: CommitLog;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  command(board: string, id: string, command: Command, person?: string): Promise<Answer>;
  close(): Promise<void>;
}

export type LogMaker = () => Promise<{ readonly log: CommitLog; readonly gone: () => void }>;

export const LOGS: readonly [name: string, make: LogMaker][] = [
  ['memory', async () => ({ log: new MemoryLog(), gone: () => {} })],
  ['sqlite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pullcord-door-'));
    return { log: await openSqliteStore(join(folder, 'pullcord.db')), gone: () => rmSync(folder, { recursive: true, force: true }) };
  }],
];

/** The whole app on a port of its own, with real HTTP. The log is the caller's to close. */
export async function openDoor(log: CommitLog, options: { readonly records?: RecordStore; readonly clientDir?: string; readonly allowedHosts?: string[]; readonly rooms?: Partial<BoardRoomsParts>; readonly bounds?: Bounds; readonly hops?: number; readonly clock?: () => number } = {}): Promise<Door> {
  const { rooms, ...rest } = options;
  const app = await createApp({ log, records: new MemoryRecords(recordsOf(DIRECTORY)), clock: Date.now, bounds: ROOMY, ...rest, ...(rooms && { rooms }) });
  await new Promise<void>((resolve) => app.httpServer.listen(0, '127.0.0.1', resolve));
  const { port } = app.httpServer.address() as AddressInfo;
  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> => callAt(port, method, path, body, headers);
  return {
    app, port, url: `http://127.0.0.1:${port}`, log, call,
    command: (board, id, command, person = 'ada') => call('POST', `/api/boards/${board}/commands`, { id, command }, { 'x-acting-person': person }),
    close: () => app.close(),
  };
}

/** node's own request, because fetch does not let a test say who it claims to be. A string is sent as it is. */
export function callAt(port: number, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const out = request({ host: '127.0.0.1', port, method, path, agent: false, headers: { ...(sent !== undefined && { 'content-type': 'application/json' }), ...headers } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const text = Buffer.concat(parts).toString();
        let parsed: unknown = null;
        try {
          parsed = JSON.parse(text);
        } catch {
          // Not everything is JSON.
        }
        resolve({ status: response.statusCode ?? 0, headers: response.headers as Record<string, string>, text, body: parsed });
      });
    });
    out.on('error', reject);
    out.end(sent);
  });
}
