import { describe, expect, test } from 'vitest';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import { packBoard } from '../../shared/protocol/pack.ts';
import { Packing } from '../../shared/protocol/packing.ts';
import { bigBoard, random } from '../support/big-board.ts';
import { randomLog } from '../support/random-log.ts';

const wanted = (board: Board): string => JSON.stringify(packBoard(board));
/** Equal, without a page of text for a difference. */
function expectSame(packing: Packing, board: Board, which: string): void {
  const [text, whole] = [packing.text(board), wanted(board)];
  if (text === whole) return;
  let at = 0;
  while (text[at] === whole[at]) at += 1;
  expect(text.slice(Math.max(0, at - 60), at + 60), which).toBe(whole.slice(Math.max(0, at - 60), at + 60));
  expect.fail(which);
}

describe('packing one version of a board after another', () => {
  test('gives the very text of packing each from nothing, whatever happened between: new orders, cards that went, undoings', { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const next = random(seed);
      const { boards } = randomLog(seed, 150);
      const packing = new Packing();
      for (const [at, board] of boards.entries()) if (next() < 0.6) expectSame(packing, board, `seed ${seed}, board ${at}`);
      // Back to an older one, as after a store was restored.
      expectSame(packing, boards[Math.floor(next() * boards.length)] as Board, `seed ${seed}, back`);
    }
  });

  test('holds for any change of any field, and for cards, fields and places that come and go', { timeout: 60_000 }, () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const next = random(seed);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
      let board = bigBoard(1 + Math.floor(next() * 120), seed);
      const packing = new Packing();
      for (let round = 0; round < 25; round += 1) {
        for (let n = Math.floor(next() * 6); n > 0; n -= 1) board = changed(board, pick, next);
        expectSame(packing, board, `seed ${seed}, round ${round}`);
      }
    }
  });

  test('goes on after a board that cannot be packed', () => {
    const packing = new Packing();
    const board = bigBoard(30, 4);
    const [first] = [...board.cards.values()] as [Card];
    expectSame(packing, board, 'before');
    expect(() => packing.text({ ...board, cards: board.cards.with({ ...first, comments: 7 }), places: { nowhere: ['9.9' as never] } })).toThrow('Card 9.9');
    expectSame(packing, { ...board, cards: board.cards.with({ ...first, quantity: 99 }) }, 'after');
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
