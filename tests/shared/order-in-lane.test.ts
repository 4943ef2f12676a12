import { expect, test, vi } from 'vitest';
import type { Board } from '../../shared/board/board.ts';
import { cardsAt } from '../../shared/board/board.ts';
import { applyCommit } from '../../shared/floor.ts';
import { cardId, laneId } from '../../shared/kernel/ids.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { brokenInvariants } from '../../shared/board/invariants.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { Random } from '../support/chance.ts';
import { PEOPLE, openShop } from '../support/shop/shop.ts';

vi.setConfig({ testTimeout: 60_000 });

const READY = laneId('ready');

/** What a list says after each `before`: the simplest thing that could be right. */
function inserted(list: readonly CardId[], card: CardId, before: CardId | null): CardId[] {
  const others = list.filter((id) => id !== card);
  const at = before === null ? -1 : others.indexOf(before);
  return at < 0 ? [...others, card] : [...others.slice(0, at), card, ...others.slice(at)];
}

test('REL-26: 10,000 insertions at one spot and anywhere keep a lane a permutation, exactly as asked', () => {
  const { shop } = openShop({ parts: 40 });
  const ids = [...cardsAt(shop.board, READY, 'queue')];
  const random = new Random(26);
  const spot = ids[20] as CardId;
  let expected: readonly CardId[] = ids;
  let board: Board = shop.board;
  for (let turn = 0; turn < 10_000; turn += 1) {
    const card = random.pick(ids) as CardId;
    const before = turn % 2 === 0 ? spot : (random.chance(0.1) ? null : (random.pick(ids) as CardId));
    if (before === card) continue;
    board = applyCommit(board, { seq: board.seq + 1, at: board.at, actor: personActor(PEOPLE.ada.id), texts: {}, events: [{ type: 'CardReordered', card, before }] });
    expected = inserted(expected, card, before);
  }
  expect(cardsAt(board, READY, 'queue')).toEqual(expected);
  expect(new Set(expected).size).toBe(ids.length);
  expect(brokenInvariants(board)).toEqual([]);
});

test('a neighbour that stands elsewhere, or nowhere, means the end of the lane', () => {
  const { shop } = openShop({ parts: 3 });
  shop.must({ type: 'ReorderCard', card: cardId('1.1'), before: cardId('nobody') });
  expect(cardsAt(shop.board, READY, 'queue')).toEqual(['1.2', '1.3', '1.1']);
  shop.must({ type: 'ReorderCard', card: cardId('1.3'), before: cardId('1.2') });
  expect(cardsAt(shop.board, READY, 'queue')).toEqual(['1.3', '1.2', '1.1']);
});
