import { describe, expect, test } from 'vitest';
import { speedAt } from '../../client/floor/drag/auto-scroll.ts';
import { landingOf } from '../../client/floor/drag/landing.ts';
import { cardId, laneId } from '../../shared/kernel/ids.ts';
import type { LaneId } from '../../shared/kernel/ids.ts';
import type { Sub } from '../../shared/board/lane.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { Shop, directory, tom } from './floor-shop.tsx';

const CUT = laneId('cut');

/** Three in work in Cut of four places, three ready. */
function shopAtWork(): Shop {
  const shop = new Shop();
  shop.released('Table', 7);
  for (const n of [1, 2, 3]) shop.does(tom, { type: 'PullCard', card: cardId(`1031.${n}`), lane: CUT });
  return shop;
}

function landing(shop: Shop, card: string, lane: LaneId, sub: Sub | null, before: string | null) {
  const held = shop.board.cards.get(cardId(card));
  if (!held) throw new Error(card);
  return landingOf(shop.board, held, { lane, sub, before: before === null ? null : cardId(before) }, { at: shop.now, actor: asPerson(tom), directory });
}

describe('where a card in the hand would stand', () => {
  test('a pull: above the card under the hand, or below all', () => {
    const shop = shopAtWork();
    expect(landing(shop, '1031.4', CUT, 'doing', '1031.2')).toEqual({ sub: 'doing', before: '1031.2' });
    expect(landing(shop, '1031.4', CUT, 'doing', null)).toEqual({ sub: 'doing', before: null });
  });

  test('a pull that is let go over the done cards lands below all that are in work', () => {
    expect(landing(shopAtWork(), '1031.4', CUT, 'done', null)).toEqual({ sub: 'doing', before: null });
  });

  test('another place in its own lane, and none where it stands', () => {
    const shop = shopAtWork();
    expect(landing(shop, '1031.3', CUT, 'doing', '1031.1')).toEqual({ sub: 'doing', before: '1031.1' });
    expect(landing(shop, '1031.1', CUT, 'doing', '1031.2')).toBeNull();
  });

  test('nowhere in a lane that is full, or that is not its next step', () => {
    const shop = shopAtWork();
    shop.does(tom, { type: 'PullCard', card: cardId('1031.5'), lane: CUT });
    expect(landing(shop, '1031.4', CUT, 'doing', '1031.1')).toBeNull();
    expect(landing(shop, '1031.4', laneId('finish'), 'doing', null)).toBeNull();
  });

  test('finishing has no place to choose', () => {
    expect(landing(shopAtWork(), '1031.1', CUT, 'done', null)).toBeNull();
  });
});

test('a lane scrolls only under a hand near its edge, and faster the nearer', () => {
  expect(speedAt(500, 0, 1_000, 0.1)).toBe(0);
  expect(speedAt(50, 0, 1_000, 0.1)).toBeLessThan(0);
  expect(speedAt(990, 0, 1_000, 0.1)).toBeGreaterThan(speedAt(910, 0, 1_000, 0.1));
  expect(speedAt(1_200, 0, 1_000, 0.1)).toBe(0);
});
