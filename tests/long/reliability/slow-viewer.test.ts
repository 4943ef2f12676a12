import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { AUDIENCE_SIZES } from '../../../server/socket/audience.ts';
import { cardId, commandId } from '../../../shared/kernel/ids.ts';
import { PROTOCOL } from '../../../shared/protocol/messages.ts';
import { personActor } from '../../../shared/kernel/actor.ts';
import { keeper } from '../../support/keep.ts';
import { makeBoard, startLiveServer } from '../../support/server/live-server.ts';
import { Proxy } from '../../support/server/proxy.ts';
import { PEOPLE } from '../../support/shop/shop.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { tell } from '../../support/shop/told-board.ts';
import { pause, until } from '../../support/until.ts';
import { liveView } from '../../support/server/viewer.ts';
import { contendedShop } from '../../support/shop/workshop.ts';

const keep = keeper();

/** Joins a board by hand and then never reads again. */
async function deafSocket(port: number, board: string): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false });
  socket.on('error', () => {});
  await new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('0')) socket.send(`40${JSON.stringify({ person: PEOPLE.vera.id, protocol: PROTOCOL })}`);
      else if (text.startsWith('40')) socket.send(`420${JSON.stringify(['join', { board, have: null }])}`);
      else if (text.startsWith('461') || text.startsWith('43')) resolve();
    });
  });
  socket.pause();
  keep({ close: () => socket.terminate() });
  return socket;
}

describe('REL-25: screens that do not read', () => {
  test('are dropped with a bounded backlog, harm nobody, and come back by themselves', { timeout: 90_000 }, async () => {
    const server = keep(await startLiveServer());
    const board = await makeBoard(server.rooms, 'shop', contendedShop(10, 5));
    const room = await server.rooms.open(board);
    if (!room) throw new Error('no room');
    const proxy = keep(await Proxy.before(server.port));
    const sleeper = keep(await liveView(proxy.url, board));
    const healthy = keep(new SocketClient(server.url));
    await healthy.connected();
    await healthy.join(board);
    for (let i = 0; i < 10; i += 1) await deafSocket(server.port, board);
    await until('all are here', () => server.io.sockets.sockets.size === 12);
    proxy.stall();

    const sent = new Map<number, number>();
    const delays: number[] = [];
    let largest = 0;
    healthy.socket.on('commits', ({ commits }) => {
      largest = Math.max(largest, JSON.stringify(commits).length);
      for (const { seq } of commits) delays.push(performance.now() - (sent.get(seq) ?? NaN));
    });
    let most = 0;
    const text = 'x'.repeat(3_900);
    const before = process.memoryUsage().rss;
    const began = performance.now();
    let told = 0;
    const storm = (async () => {
      // 300 commits a second, until only the healthy one is left.
      while (server.io.sockets.sockets.size > 1 && performance.now() - began < 60_000) {
        const asked = performance.now();
        told += 1;
        const answer = await room.submit({ id: commandId(`note-${told}`.padEnd(10, '_')), command: { type: 'CommentOnCard', card: cardId('1041.1'), text }, actor: personActor(PEOPLE.ada.id) });
        if (answer.ok) sent.set(answer.seq, asked);
        for (const { conn } of server.io.sockets.sockets.values()) {
          const { writeBuffer, transport } = conn as unknown as { writeBuffer: { data?: string }[]; transport: { socket?: { bufferedAmount: number } } };
          most = Math.max(most, writeBuffer.reduce((sum, { data }) => sum + (data?.length ?? 0), transport.socket?.bufferedAmount ?? 0));
        }
        await pause(Math.max(0, began + told * 3.3 - performance.now()));
      }
    })();
    await storm;
    const took = performance.now() - began;
    const grown = (process.memoryUsage().rss - before) / 1024 / 1024;
    expect(server.io.sockets.sockets.size).toBe(1);
    await until('the healthy one heard all', () => delays.length >= told);
    // The cap, and what is said between two looks at it: a busy machine looks late, and then two messages lie there.
    expect(most).toBeLessThanOrEqual(AUDIENCE_SIZES.bytes + 2 * (largest + 16 * 1024));
    const p99 = delays.sort((a, b) => a - b)[Math.floor(delays.length * 0.99)] ?? Infinity;
    console.log(`REL-25: 11 deaf screens dropped after ${took.toFixed(0)} ms and ${told} commits, largest backlog ${(most / 1024).toFixed(0)} KiB, others' p99 ${p99.toFixed(1)} ms, RSS of server and clients +${grown.toFixed(0)} MiB`);
    expect(p99).toBeLessThanOrEqual(250);

    proxy.flow();
    await until('the sleeper is right again', () => sleeper.isLive() && sleeper.store.getState().head.seq === room.head.seq, 15_000);
    expect(tell(sleeper.store.getState().confirmed)).toBe(tell(room.board));
  });
});
