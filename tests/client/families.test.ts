import { describe, expect, it } from 'vitest';
import { jobStages, toBom } from '../../client/order/bom-draft.ts';
import { linesOfFamily } from '../../client/order/family-lines.ts';
import { TRADES } from '../../shared/templates/trades.ts';
import { DIRECTORY, Shop } from '../support/shop.ts';
import { tinyTrade } from '../support/tiny-trade.ts';

describe('a family of products', () => {
  it.each([...TRADES, tinyTrade])('$id: its board is accepted, and each of its families is an order on it', (trade) => {
    const shop = new Shop(trade.board('A shop'));
    const stages = jobStages(shop.board);
    const supplier = Object.values(DIRECTORY.suppliers)[0]?.id ?? null;
    for (const family of trade.families) {
      const lines = linesOfFamily(family, stages, DIRECTORY).map((line) => (line.source === 'buy' ? { ...line, supplier } : line));
      shop.must({ type: 'CreateOrder', title: family.title, customer: 'Hotel Nord', quantity: 1, bom: toBom(lines, stages) });
    }
    expect([...shop.board.cards.values()].filter(({ kind }) => kind === 'order')).toHaveLength(trade.families.length);
  });

  it('is one file: its family says which lanes a part passes', () => {
    const shop = new Shop(tinyTrade.board('Rings'));
    const [band] = toBom(linesOfFamily(tinyTrade.families[0]!, jobStages(shop.board), DIRECTORY), jobStages(shop.board));
    expect(band).toMatchObject({ title: 'Band', routing: [{ lane: 'cast', hours: 2 }] });
  });
});
