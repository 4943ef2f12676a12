import { describe, expect, it } from 'vitest';
import { jobStages, toBom } from '../../client/order/bom-draft.ts';
import { linesOfFamily } from '../../client/order/family-lines.ts';
import { LANGUAGES } from '../../shared/kernel/language.ts';
import { furniture } from '../../shared/templates/furniture.ts';
import { TRADES, familiesOf } from '../../shared/templates/trades.ts';
import { DIRECTORY, Shop } from '../support/shop/shop.ts';
import { tinyTrade } from '../support/shop/tiny-trade.ts';

describe('a family of products', () => {
  it('is offered on a board made from its trade, and on no other', () => {
    const made = (trade: string | null) => familiesOf(trade).map(({ id }) => id);
    const { trade, ...none } = furniture.board('Nordby', 'en');
    expect([new Shop({ ...none, ...(trade !== undefined && { trade }) }).board.trade, new Shop(none).board.trade]).toEqual(['furniture', null]);
    expect(made('furniture')).toEqual(furniture.families.map(({ id }) => id));
    expect([made('empty'), made(null), made('rings')]).toEqual([[], [], []]);
  });

  it.each([...TRADES, tinyTrade])('$id: is called something in every language', (trade) => {
    const all = [trade.name, trade.about, ...trade.families.flatMap(({ name, title, lines }) => [name, title, ...lines.map((line) => line.title)])];
    expect(all.flatMap((said) => LANGUAGES.filter((language) => said[language].trim() === ''))).toEqual([]);
    expect(trade.name.de).not.toBe(trade.name.en);
  });

  it.each([...TRADES, tinyTrade])('$id: its board is accepted, and each of its families is an order on it', (trade) => {
    const shop = new Shop(trade.board('A shop', 'en'));
    const stages = jobStages(shop.board);
    const supplier = Object.values(DIRECTORY.suppliers)[0]?.id ?? null;
    for (const family of trade.families) {
      const lines = linesOfFamily(family, stages, DIRECTORY, 'en').map((line) => (line.source === 'buy' ? { ...line, supplier } : line));
      shop.must({ type: 'CreateOrder', title: family.title.en, customer: 'Hotel Nord', quantity: 1, bom: toBom(lines, stages) });
    }
    expect([...shop.board.cards.values()].filter(({ kind }) => kind === 'order')).toHaveLength(trade.families.length);
  });

  it('is one file: its family says which lanes a part passes, one of them twice', () => {
    const shop = new Shop(tinyTrade.board('Rings', 'en'));
    const [band] = toBom(linesOfFamily(tinyTrade.families[0]!, jobStages(shop.board), DIRECTORY, 'en'), jobStages(shop.board));
    expect(band).toMatchObject({ title: 'Band', routing: [{ lane: 'cast', hours: 2 }, { lane: 'polish', hours: 1 }, { lane: 'cast', hours: 0.5 }] });
  });
});
