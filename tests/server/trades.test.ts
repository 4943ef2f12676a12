import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../../server/adapters/memory/memory-log.ts';
import { told } from '../../server/demo/seed.ts';
import type { Board } from '../../shared/board/board.ts';
import { brokenInvariants } from '../../shared/board/invariants.ts';
import type { Demo } from '../../shared/templates/demo.ts';
import type { Trade } from '../../shared/templates/trade.ts';
import { TRADES, familiesOf, tradeOf } from '../../shared/templates/trades.ts';
import { tinyTrade } from '../support/shop/tiny-trade.ts';
import { type Door, openDoor } from './http/door.ts';

const AS_MONA = { 'x-acting-person': 'mona' };
const phases = (board: Board) => Object.fromEntries([...board.cards.values()].flatMap((card) => (card.kind === 'order' ? [[card.id, card.phase]] : [])));
const demoOf = async (trade: Trade): Promise<Demo> => {
  const demo = await trade.demo?.();
  if (!demo) throw new Error(`${trade.id} has no demo.`);
  return demo;
};

describe('the registry of trades', () => {
  it('has each trade and each family of products once, the furniture shop first and an empty board second', () => {
    expect(TRADES.map(({ id }) => id).slice(0, 2)).toEqual(['furniture', 'empty']);
    for (const ids of [TRADES.map(({ id }) => id), TRADES.flatMap(({ families }) => families.map(({ id }) => id))]) expect(new Set(ids).size).toBe(ids.length);
    expect(TRADES.map(({ id }) => tradeOf(id))).toEqual(TRADES);
    expect(tradeOf('rings')).toBe(undefined);
  });

  it('is what REST takes as a template, and no other', async () => {
    const door: Door = await openDoor(new MemoryLog());
    for (const { id } of TRADES) expect((await door.call('POST', '/api/boards', { name: `Shop ${id}`, template: id }, AS_MONA)).status).toBe(200);
    const refused = await door.call('POST', '/api/boards', { name: 'Rings', template: 'rings' }, AS_MONA);
    expect(refused.status).toBe(400);
    expect(refused.text).toMatch(/template/);
    await door.close();
  });
});

describe('a board made from a template', () => {
  it('keeps its trade, and its lanes, their policies and its limits are in the language of whoever makes it', async () => {
    const door: Door = await openDoor(new MemoryLog());
    const made = async (name: string, language: string) => {
      const { body } = await door.call('POST', '/api/boards', { name, template: 'furniture' }, { ...AS_MONA, 'accept-language': language });
      return (await door.call('GET', `/api/boards/${(body as { board: string }).board}`)).body as { trade: string | null; lanes: readonly { id: string; name: string; policy: string }[]; limits: readonly { id: string; name: string }[] };
    };
    const told = ({ trade, lanes, limits }: Awaited<ReturnType<typeof made>>) =>
      [trade, ...lanes.filter(({ id }) => id === 'cut' || id === 'pool').flatMap(({ name, policy }) => [name, policy]), ...limits.filter(({ id }) => id === 'orders' || id === 'cut').map(({ name }) => name)];
    expect(told(await made('Shop', 'en'))).toEqual(['furniture', 'Pool', 'Confirmed, waiting for release', 'Cut', 'Grain and moisture checked before the first cut', 'Cut', 'Orders on the floor']);
    expect(told(await made('Werkstatt', 'de-AT,de;q=0.9'))).toEqual(['furniture', 'Pool', 'Bestätigt, wartet auf die Freigabe', 'Zuschnitt', 'Maserung und Feuchte vor dem ersten Schnitt geprüft', 'Zuschnitt', 'Aufträge in der Werkstatt']);
    await door.close();
  });

  it('has no trade where its lanes were given', async () => {
    const door: Door = await openDoor(new MemoryLog());
    const { body } = await door.call('POST', '/api/boards', { name: 'Own', lanes: [{ name: 'Cut', kind: 'work', holds: 'job' }] }, AS_MONA);
    expect((await door.call('GET', `/api/boards/${(body as { board: string }).board}`)).body).toMatchObject({ trade: null });
    await door.close();
  });

  it('of the demo is of its trade, in English', async () => {
    for (const trade of TRADES.filter(({ demo }) => demo !== null)) {
      const { board } = told(trade, await demoOf(trade), new Date(2026, 10, 26, 10, 42).getTime());
      expect([board.trade, familiesOf(board.trade)]).toEqual([trade.id, trade.families]);
      expect(board.lanes.map(({ name }) => name)).toEqual(trade.board('', 'en').lanes.map(({ name }) => name));
    }
  });
});

describe('a trade beside the ones of the product', () => {
  it.each([...TRADES.filter(({ demo }) => demo !== null), tinyTrade])('$id: its demo is a history that the board itself accepted', async (trade) => {
    const { board, commits } = told(trade, await demoOf(trade), new Date(2026, 10, 26, 10, 42).getTime());
    expect(brokenInvariants(board)).toEqual([]);
    expect(commits.length).toBe(board.seq);
  });

  it('has its own people, limits and orders in the demo', async () => {
    const { board, directory } = told(tinyTrade, await demoOf(tinyTrade), new Date(2026, 10, 26, 10, 42).getTime());
    expect(Object.values(directory.people).map(({ name }) => name)).toEqual(['Gerda Gold', 'Inga Ring']);
    expect(board.limits.map(({ id, capacity }) => [id, capacity])).toEqual([['cast', 1]]);
    expect(phases(board)).toEqual({ 1: 'shipped', 2: 'confirmed' });
  });
});
