import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Board } from '../../shared/domain/board.ts';
import { emptyBoard } from '../../shared/domain/board.ts';
import { boardId } from '../../shared/domain/ids.ts';
import { packBoard, unpackBoard } from '../../shared/protocol/pack.ts';
import { bigBoard } from '../support/big-board.ts';

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

  test('of 5,000 live cards takes at most 150 KiB gzipped', async () => {
    const board = bigBoard(5_000);
    const zipped = await promisify(gzip)(JSON.stringify(packBoard(board)));
    expect(board.cards.size).toBe(5_000);
    expect(zipped.byteLength).toBeLessThan(150 * 1024);
    expect(told(overTheWire(board))).toStrictEqual(told(board));
  });
});
