import { describe, expect, test } from 'vitest';
import { cardsAt } from '../../../shared/board/board.ts';
import type { Command } from '../../../shared/verbs.ts';
import { cardId } from '../../../shared/kernel/ids.ts';
import { draws } from '../../support/chance.ts';
import { keeper } from '../../support/keep.ts';
import { makeBoard, startLiveServer } from '../../support/server/live-server.ts';
import { PEOPLE } from '../../support/shop/shop.ts';
import { SocketClient } from '../../support/server/socket-client.ts';
import { until } from '../../support/until.ts';
import { liveView } from '../../support/server/viewer.ts';
import { fold } from '../../support/store/whole-log.ts';
import { READY, contendedShop } from '../../support/shop/workshop.ts';

const keep = keeper();

describe('REL-26: 10,000 cards put at the same spot while ten people reorder', () => {
  test('stand in one total order, the same on every screen, none lost and none twice', { timeout: 120_000 }, async () => {
    const server = keep(await startLiveServer());
    const JOBS = 60;
    const board = await makeBoard(server.rooms, 'shop', contendedShop(JOBS, 5));
    const room = await server.rooms.open(board);
    if (!room) throw new Error('no room');
    const viewers = [keep(await liveView(server.url, board)), keep(await liveView(server.url, board, PEOPLE.mona.id))];
    const clients = await Promise.all(Array.from({ length: 10 }, async () => {
      const client = keep(new SocketClient(server.url));
      await client.connected();
      return client;
    }));
    const spot = cardId('1041.1');
    const card = (n: number) => cardId(`1041.${n}`);
    const began = performance.now();
    const accepted = await Promise.all(clients.map(async (client, i) => {
      const next = draws(i + 1);
      const any = () => card(2 + Math.floor(next() * (JOBS - 1)));
      let sum = 0;
      for (let wave = 0; wave < 100; wave += 1) {
        const commands: Command[] = Array.from({ length: 15 }, (_, n) => (n < 10
          ? { type: 'ReorderCard', card: any(), before: spot }
          : { type: 'ReorderCard', card: any(), before: next() < 0.2 ? null : any() }));
        const answers = await Promise.all(commands.map((command) => client.command(board, command)));
        sum += answers.filter((answer) => answer.ok).length;
        const broken = answers.find((answer) => !answer.ok && answer.why !== 'refused');
        expect(broken).toBeUndefined();
      }
      return sum;
    }));
    const took = performance.now() - began;
    await until('every screen has heard all', () => viewers.every((viewer) => viewer.store.getState().head.seq === room.head.seq), 20_000);
    const order = cardsAt(room.board, READY, 'queue');
    expect([...order].sort()).toEqual(Array.from({ length: JOBS }, (_, i) => card(i + 1)).sort());
    for (const viewer of viewers) expect(cardsAt(viewer.store.getState().confirmed, READY, 'queue')).toEqual(order);
    expect(cardsAt(fold(board, await room.since(0, 100_000)), READY, 'queue')).toEqual(order);
    const total = accepted.reduce((sum, one) => sum + one, 0);
    console.log(`REL-26: 15,000 reorders asked, 10,000 of them at one spot, ${total} accepted in ${(took / 1000).toFixed(1)} s`);
    expect(room.head.seq).toBe(4 + total);
    expect(total).toBeGreaterThan(12_000);
  });
});
