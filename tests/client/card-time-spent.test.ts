import { describe, expect, test } from 'vitest';
import { timeSpent } from '../../client/card/time-spent.ts';
import { laneOf } from '../../shared/board/board.ts';
import type { Command } from '../../shared/verbs.ts';
import { cardId, commandId, laneId } from '../../shared/kernel/ids.ts';
import { furnitureShop } from '../../shared/templates/furniture.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import { START, Shop } from '../support/shop/shop.ts';

const HOUR = 3_600_000;
const order = cardId('1031');
const part = cardId('1031.1');

function told(steps: readonly (readonly [hour: number, command: Command])[]) {
  const shop = new Shop(furnitureShop());
  const first = shop.commits.length;
  for (const [hour, command] of steps) {
    // The shop's clock ticks a minute with every command.
    shop.at = START + hour * HOUR - 60_000;
    shop.must(command);
  }
  const commits: WireCommit[] = shop.commits.slice(first).map((commit) => ({ ...commit, command: commandId(`c-${commit.seq}`), kind: 'PullCard' }));
  return (until: number) => timeSpent(commits, { laneAt: (card, step) => shop.card(card).routing[step]?.lane, kindOf: (lane) => laneOf(shop.board, lane)?.kind }, START + until * HOUR);
}

const create: Command = { type: 'CreateOrder', title: 'Table', customer: 'A', quantity: 1, bom: [{ title: 'Top', quantity: 1, source: 'make', routing: [{ lane: laneId('cut'), hours: 1 }, { lane: laneId('finish'), hours: 1 }] }] };

describe('where the time of an order went', () => {
  test('pool, work, waiting and blocked add up to the time since it was confirmed', () => {
    const at = told([
      [1, create],
      [2, { type: 'ConfirmOrder', order, promisedAt: START + 60 * HOUR }],
      [5, { type: 'ReleaseOrder', order, earlyReason: 'because the shop is empty' }],
      [6, { type: 'PullCard', card: part, lane: laneId('cut') }],
      [8, { type: 'BlockCard', card: part, category: 'machine', external: false, text: 'Blade broken' }],
      [11, { type: 'UnblockCard', card: part, blocker: 1, resolution: 'New blade' }],
      [12, { type: 'FinishWork', card: part }],
    ]);
    expect(at(20)).toEqual({ pool: 3 * HOUR, work: 3 * HOUR, waiting: 9 * HOUR, blocked: 3 * HOUR, whole: 18 * HOUR });
  });

  test('a move that was undone gives its standing back', () => {
    const at = told([
      [1, create],
      [2, { type: 'ConfirmOrder', order, promisedAt: START + 60 * HOUR }],
      [3, { type: 'ReleaseOrder', order, earlyReason: 'because the shop is empty' }],
      [4, { type: 'PullCard', card: part, lane: laneId('cut') }],
      [4.01, { type: 'UndoMove', card: part }],
    ]);
    const spent = at(6);
    expect(spent?.work).toBeLessThan(0.02 * HOUR);
    expect(spent?.whole).toBe(4 * HOUR);
  });

  test('before it is confirmed there is nothing to tell', () => {
    expect(told([[1, create]])(5)).toBeNull();
  });
});
