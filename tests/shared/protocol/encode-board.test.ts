import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Board } from '../../../shared/board/board.ts';
import { emptyBoard } from '../../../shared/board/board.ts';
import type { Card } from '../../../shared/cards/card.ts';
import type { Command } from '../../../shared/verbs.ts';
import { boardId, cardId, laneId } from '../../../shared/kernel/ids.ts';
import { Table } from '../../../shared/kernel/table.ts';
import { snapshotOf } from '../../../server/log/open-board.ts';
import { ENCODING, ROWS, decodeBoard, encodeBoard, piecesOf } from '../../../shared/protocol/encode-board.ts';
import { LEVEL } from '../../../server/socket/snapshots.ts';
import { bigBoard } from '../../support/shop/big-board.ts';
import { draws } from '../../support/chance.ts';
import { randomLog } from '../../support/shop/random-log.ts';
import { PEOPLE, Shop } from '../../support/shop/shop.ts';
import { tell } from '../../support/shop/told-board.ts';
import { contendedShop } from '../../support/shop/workshop.ts';

const overTheWire = (board: Board): Board => decodeBoard(encodeBoard(board));
/** Everything a board says; a table's rows have no order of their own. */
const told = (board: Board) => ({ ...board, cards: Object.fromEntries([...board.cards.values()].map((card) => [card.id, card])) });

describe('an encoded board', () => {
  test('is exactly the board that was encoded', () => {
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

  test('keeps apart what only looks alike', () => {
    const values = [1, '1', null, 'null', true, 'true', {}, [], '{}', ['a'], { 0: 'a' }, { a: 1 }, { a: '1' }, { a: null }, '{"a":1}', { a: { b: 1 } }, '{"a":{"b":1}}', { a: 1, b: 2 }, [['a']]];
    const board = bigBoard(values.length, 5);
    const cards = Table.of([...board.cards.values()].map((card, at): Card => ({ ...card, title: values[at] as string })));
    expect(told(overTheWire({ ...board, cards }))).toStrictEqual(told({ ...board, cards }));
  });

  test('of another version is refused in words', () => {
    const text = encodeBoard(bigBoard(3));
    expect(() => decodeBoard(text.replace(`"v":${ENCODING}`, '"v":99'))).toThrow('has the form 99');
    expect(() => decodeBoard('null')).toThrow('has the form undefined');
  });

  test('of 5,000 live cards takes at most 300 KiB gzipped', { timeout: 30_000 }, async () => {
    const board = bigBoard(5_000);
    const zipped = await promisify(gzip)(encodeBoard(board), { level: LEVEL });
    expect(board.cards.size).toBe(5_000);
    expect(zipped.byteLength).toBeLessThan(300 * 1024);
    expect(tell(overTheWire(board))).toBe(tell(board));
  });

  test('after any commands at all is exactly that board', { timeout: 30_000 }, () => {
    for (let seed = 1; seed <= 30; seed += 1) {
      const next = draws(seed);
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

/** The same board of cards that were never encoded. */
const anew = (board: Board): Board => ({ ...board, cards: Table.of([...board.cards.values()].map((card) => structuredClone(card))) });

/** Equal, without a page of text for a difference. */
function expectSame(board: Board, which: string): void {
  const [text, whole] = [encodeBoard(board), encodeBoard(anew(board))];
  if (text === whole) return;
  let at = 0;
  while (text[at] === whole[at]) at += 1;
  expect(text.slice(Math.max(0, at - 60), at + 60), which).toBe(whole.slice(Math.max(0, at - 60), at + 60));
  expect.fail(which);
}

describe('the pieces of a board', () => {
  test('SNAP-1: none is of more cards than fit a turn of the event loop, and together they are its text', () => {
    for (const count of [0, 1, ROWS, ROWS + 1, 3 * ROWS + 7]) {
      const board = bigBoard(count);
      const pieces = [...piecesOf(board)];
      const cards = pieces.slice(1).map((piece) => (JSON.parse(`[${piece.replace(/^,/, '').replace(/\]\}$/, '')}]`) as Card[]).length);
      expect(Math.max(0, ...cards)).toBeLessThanOrEqual(ROWS);
      expect(cards.reduce((sum, one) => sum + one, 0)).toBe(board.cards.size);
      expect(pieces.join('')).toBe(encodeBoard(board));
      expect(told(overTheWire(board))).toStrictEqual(told(board));
    }
  });

  test('SNAP-1: the snapshot of the log lets others have their turn after each', async () => {
    const board = bigBoard(2 * ROWS + 1);
    let turns = 0;
    await snapshotOf(board, 'ab', () => {
      turns += 1;
      return Promise.resolve();
    });
    expect(turns).toBe([...piecesOf(board)].length);
    expect(turns).toBeGreaterThanOrEqual(1 + board.cards.size / ROWS);
  });
});

describe('encoding one version of a board after another', () => {
  test('gives the very text of encoding each from nothing, whatever happened between: new orders, cards that went, undoings', { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const next = draws(seed);
      const { boards } = randomLog(seed, 150);
      for (const [at, board] of boards.entries()) if (next() < 0.6) expectSame(board, `seed ${seed}, board ${at}`);
      // Back to an older one, as after a store was restored.
      expectSame(boards[Math.floor(next() * boards.length)] as Board, `seed ${seed}, back`);
    }
  });

  test('holds for any change of any field, and for cards, fields and places that come and go', { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const next = draws(seed);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
      let board = bigBoard(1 + Math.floor(next() * 120), seed);
      for (let round = 0; round < 25; round += 1) {
        for (let n = Math.floor(next() * 6); n > 0; n -= 1) board = changed(board, pick, next);
        expectSame(board, `seed ${seed}, round ${round}`);
      }
    }
  });
});

function changed(board: Board, pick: <T>(list: readonly T[]) => T, next: () => number): Board {
  const rows = [...board.cards.values()];
  const card = pick(rows);
  const other = pick(rows);
  if (next() < 0.04 && rows.length > 1) return { ...board, cards: board.cards.without(card.id), places: without(board, card), lastMoves: {} };
  if (next() < 0.04) {
    const id = `${board.nextNumber}` as Card['id'];
    return { ...board, nextNumber: board.nextNumber + 1, cards: board.cards.with({ ...card, kind: 'order', id } as Card), places: { ...board.places, 'kits/queue': [id, ...(board.places['kits/queue'] ?? [])] } };
  }
  if (next() < 0.04) return { ...board, cards: board.cards.with({ ...card, [pick(['odd', 'rare'])]: pick([1, undefined, 'x']) } as never) };
  if (next() < 0.1) {
    const key = pick(Object.keys(board.places));
    return { ...board, seq: board.seq + 1, places: { ...board.places, [key]: [...(board.places[key] ?? [])].reverse() } };
  }
  if (next() < 0.1) return { ...board, lastMoves: { ...board.lastMoves, [pick(['ana', 'ben'])]: { card: card.id, seq: board.seq, at: board.at, version: 1, was: card, before: null, behind: null } } };
  // Another card's value, null, an empty list or a number of its own.
  const key = pick(Object.keys(card).filter((name) => name !== 'id' && name !== 'kind' && name !== 'order' && name !== 'jobs'));
  const value = pick([(other as unknown as Record<string, unknown>)[key] ?? null, null, [], Math.floor(next() * 1e6), next(), -0, 'text', '17']);
  return { ...board, cards: board.cards.with({ ...card, [key]: value } as never) };
}

const without = (board: Board, card: Card) => Object.fromEntries(Object.entries(board.places).map(([key, ids]) => [key, ids.filter((id) => id !== card.id)]));
