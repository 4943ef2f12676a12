import { afterEach, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import type { StoredCommit } from '../../../shared/log/commit.ts';
import { boardId } from '../../../shared/kernel/ids.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { until } from '../../support/until.ts';
import { contendedShop, pull } from '../../support/shop/workshop.ts';
import { type Door, openDoor } from '../http/door.ts';

let door: Door | null = null;
let client: SocketClient | null = null;
afterEach(async () => {
  client?.close();
  await door?.close();
});

const SHOP = boardId('shop');
const SENTENCE = /^The board shop is not shown .* the content of commit 4 was changed\. .*npm run restore\.$/;

/** As somebody would who can write to the store: one read is enough. */
function spoil(log: MemoryLog): void {
  const read = log.read.bind(log);
  const story = log.story.bind(log);
  const changed = (row: StoredCommit): StoredCommit => (row.board === SHOP && row.seq === 4 ? { ...row, body: row.body.replace('"at":1', '"at":2') } : row);
  log.read = async (...asked) => (await read(...asked)).map(changed);
  log.story = async (...asked) => (await story(...asked)).map(changed);
}

it('SEC-23 a board that does not verify is shown by no door, with the sentence; it is counted, and other boards go on', async () => {
  const log = new MemoryLog();
  door = await openDoor(log, { rooms: { sizes: { recent: 2 } } });
  for (const name of ['shop', 'other']) await makeBoard(door.app.rooms, name, contendedShop(5, 2));
  client = new SocketClient(door.url, { reconnect: false });
  await client.connected();
  expect((await client.join(SHOP)).ok).toBe(true);
  let resynced = false;
  client.socket.on('resync', () => (resynced = true));

  spoil(log);
  // Somebody reads a story; from then on nothing of the board is served, to those who had it open neither.
  expect(await door.call('GET', '/api/boards/shop/cards/1041/story')).toMatchObject({ status: 503, body: { ok: false, why: 'try_again', sentence: expect.stringMatching(SENTENCE) as string } });
  await until('the screen is sent away', () => resynced);
  expect(await client.join(SHOP)).toMatchObject({ ok: false, sentence: expect.stringMatching(SENTENCE) as string });
  expect(await client.once(SHOP, pull(1))).toMatchObject({ ok: false, why: 'try_again', sentence: expect.stringMatching(SENTENCE) as string });
  for (const path of ['', '/commits', '/cards/1041/story']) expect(await door.call('GET', `/api/boards/shop${path}`)).toMatchObject({ status: 503, body: { sentence: expect.stringMatching(SENTENCE) as string } });
  expect(await door.command('shop', 'nothing-is-taken', pull(1))).toMatchObject({ status: 503, body: { sentence: expect.stringMatching(SENTENCE) as string } });

  expect((await door.call('GET', '/api/boards')).body.boards).toHaveLength(2);
  expect((await door.command('other', 'the-other-goes-on', pull(1))).status).toBe(200);
  expect((await client.join(boardId('other'))).ok).toBe(true);
  expect((await door.call('GET', '/metrics')).text).toContain('pullcord_faults_total{what="broken"} 1\n');
});
