import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryLog } from '../../../server/adapters/memory/memory-log.ts';
import { dueBy, dueId, nextDue } from '../../../shared/due.ts';
import { SCHEDULE } from '../../../shared/kernel/actor.ts';
import type { BoardId } from '../../../shared/kernel/ids.ts';
import { BoardRooms } from '../../../server/room/board-rooms.ts';
import { DIRECTORY } from '../../support/shop/shop.ts';
import { makeBoard } from '../../support/server/live-server.ts';
import { shippedOrder, soloShop } from '../../support/shop/shipped.ts';
import { type Door, openDoor } from './door.ts';

/** Order 7 was shipped and is in the archive, order 8 is on the floor; nobody has either in memory. */
let door: Door;
let board: BoardId;
let closedAt: number;
const at = (path: string): string => `/api/boards/${board}/${path}`;

beforeEach(async () => {
  const log = new MemoryLog();
  let now = Date.UTC(2026, 10, 2, 8);
  const before = new BoardRooms({ log, clock: () => now, directory: () => DIRECTORY });
  board = await makeBoard(before, 'closing', [soloShop(), ...shippedOrder('7', 2), ...shippedOrder('8').slice(0, -1)]);
  const room = (await before.open(board))!;
  now = nextDue(room.board)!;
  for (const due of dueBy(room.board, now)) expect(await room.submit({ id: dueId(due, 0), command: due.command, actor: SCHEDULE })).toMatchObject({ ok: true });
  closedAt = now;
  await before.close();
  door = await openDoor(log, { clock: () => now + 60_000 });
});
afterEach(() => door.close());

describe('CL-2: an order in the archive, told by REST', () => {
  it('has its file, with when it was closed', async () => {
    const file = await door.call('GET', at('orders/7'), undefined, { 'x-acting-person': 'ada' });
    expect(file).toMatchObject({ status: 200, body: { id: '7', customer: 'Larsen', closedAt, shipments: [{ carrier: 'Van', reference: 'T-1' }] } });
    expect((await door.call('GET', at('orders/8'))).body).toMatchObject({ id: '8', closedAt: null });
    for (const never of ['77', 'seven', '7.1']) expect((await door.call('GET', at(`orders/${never}`))).status).toBe(404);
  });

  it('has its whole story, and so have its jobs, each without its sisters', async () => {
    const kinds = async (card: string): Promise<string[]> => (await door.call('GET', at(`cards/${card}/story`))).body.commits.map(({ kind }: { kind: string }) => kind);
    expect(await kinds('7')).toEqual(['CloseOrder', 'ShipOrder', 'PullCard', 'PassInspection', 'PullCard', 'FinishWork', 'PullCard', 'ReleaseOrder', 'ConfirmOrder', 'CreateOrder']);
    expect(await kinds('7.2')).toEqual(await kinds('7'));
    for (const never of ['7.3', '77', 'seven']) expect((await door.call('GET', at(`cards/${never}/story`))).status).toBe(404);
  });

  it('changes no more, and its number is taken', async () => {
    const refused = await door.command(board, 'closed-orders-1', { type: 'CommentOnCard', card: '7.1' as never, text: 'a leg is loose' });
    expect(refused).toMatchObject({ status: 409, body: { why: 'refused', sentence: expect.stringMatching(/^Order 7 is closed: it has been in the archive since Tue 17 Nov 2026/), refusal: { violations: [{ code: 'order_closed', order: '7', at: closedAt }] } } });
    const again = await door.command(board, 'closed-orders-2', shippedOrder('7')[0]!);
    expect(again.body.refusal.violations).toEqual([{ code: 'number_taken', number: '7' }]);
    expect((await door.command(board, 'closed-orders-3', { type: 'UndoMove', card: '77' as never })).body.refusal.violations).toMatchObject([{ code: 'not_there' }]);
  });

  it('closes for nobody at this door, however the id looks', async () => {
    const close = { type: 'CloseOrder', order: '8' } as never;
    expect((await door.command(board, 'closed-orders-4', close)).body.refusal.violations).toMatchObject([{ code: 'not_allowed' }]);
    expect(await door.command(board, dueId({ at: closedAt, command: close }, 0), close)).toMatchObject({ status: 400, body: { why: 'invalid', problems: [{ path: 'id' }] } });
  });
});
