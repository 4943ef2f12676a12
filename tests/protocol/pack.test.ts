import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Board } from '../../shared/board/board.ts';
import { emptyBoard } from '../../shared/board/board.ts';
import type { Command } from '../../shared/verbs.ts';
import { boardId, cardId, laneId } from '../../shared/kernel/ids.ts';
import { packBoard, unpackBoard } from '../../shared/protocol/pack.ts';
import { bigBoard, random } from '../support/big-board.ts';
import { PEOPLE, Shop } from '../support/shop.ts';
import { tell } from '../support/told-board.ts';
import { contendedShop } from '../support/workshop.ts';

const overTheWire = (board: Board): Board => unpackBoard(JSON.parse(JSON.stringify(packBoard(board))));
/** Everything a board says; a table's rows have no order of their own. */
const told = (board: Board) => ({ ...board, cards: Object.fromEntries([...board.cards.values()].map((card) => [card.id, card])) });

describe('a packed board', () => {
  test('is exactly the board that was packed', () => {
    for (const count of [0, 1, 2, 10, 300]) {
      const board = bigBoard(count, count + 7);
      expect(told(overTheWire(board))).toStrictEqual(told(board));
    }
    expect(told(overTheWire(emptyBoard(boardId('empty'))))).toStrictEqual(told(emptyBoard(boardId('empty'))));
  });

  test('keeps what no other card has: odd ids, fractions, missing and unknown fields', () => {
    const board = bigBoard(40, 3);
    const [first, second] = [...board.cards.values()];
    if (!first || !second) throw new Error('a board without cards');
    const odd = { ...first, version: -0.25, unheardOf: { deep: [1, null, 'x'] }, quantity: 1 / 3 };
    const { comments: _, ...less } = second;
    const cards = board.cards.with(odd as never).with(less as never);
    expect(told(overTheWire({ ...board, cards }))).toStrictEqual(told({ ...board, cards }));
  });

  test('of another version is refused in words', () => {
    const packed = { ...packBoard(bigBoard(3)), v: 99 };
    expect(() => unpackBoard(packed)).toThrow('has the form 99');
    expect(() => unpackBoard(null as never)).toThrow('has the form undefined');
  });

  test('of 5,000 live cards takes at most 150 KiB gzipped', { timeout: 30_000 }, async () => {
    const board = bigBoard(5_000);
    const zipped = await promisify(gzip)(JSON.stringify(packBoard(board)));
    expect(board.cards.size).toBe(5_000);
    expect(zipped.byteLength).toBeLessThan(150 * 1024);
    expect(tell(overTheWire(board))).toBe(tell(board));
  });

  test('after any commands at all is exactly that board', { timeout: 30_000 }, () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const next = random(seed);
      const below = (n: number) => Math.floor(next() * n);
      const [create, ...setup] = contendedShop(6, 2);
      const shop = new Shop(create as Command);
      for (const command of setup) shop.must(command);
      const card = () => cardId(next() < 0.1 ? '1041' : `1041.${1 + below(6)}`);
      let done = 0;
      for (let i = 0; i < 60; i += 1) {
        const commands: readonly Command[] = [
          { type: 'PullCard', card: card(), lane: laneId(below(2) === 0 ? 'cut' : 'finish') }, { type: 'FinishWork', card: card() }, { type: 'UndoMove', card: card() },
          { type: 'ReorderCard', card: card(), before: next() < 0.3 ? null : card() }, { type: 'CommentOnCard', card: card(), text: 'a note' },
          { type: 'BlockCard', card: card(), category: 'material', external: below(2) === 0, text: 'no steel' }, { type: 'UnblockCard', card: card(), blocker: 1, resolution: 'it came' },
          { type: 'AssignCard', card: card(), assignees: [PEOPLE.olaf.id] }, { type: 'SetClass', card: card(), class: 'fixed', reason: 'a fair in May' },
          { type: 'QueueCard', card: card(), lane: laneId('cut') }, { type: 'ReturnCard', card: card(), lane: laneId('cut'), category: 'quality', reason: 'scratched surface' },
          { type: 'CreateOrder', title: 'Another', customer: 'C', quantity: 1, bom: [{ title: 'Leg', quantity: 4, source: 'make', routing: [{ lane: laneId('cut'), hours: 0.1 + below(9) }] }] },
        ];
        if (shop.try(commands[below(commands.length)] as Command).ok) done += 1;
        if (i % 10 === 9) expect(told(overTheWire(shop.board))).toStrictEqual(told(shop.board));
      }
      expect(done).toBeGreaterThan(5);
    }
  });
});
