import { describe, expect, it } from 'vitest';
import { MemoryLog } from '../../server/adapters/memory/memory-log.ts';
import { told } from '../../server/demo/seed.ts';
import type { Board } from '../../shared/board/board.ts';
import { brokenInvariants } from '../../shared/board/invariants.ts';
import type { Demo } from '../../shared/templates/demo.ts';
import type { Trade } from '../../shared/templates/trade.ts';
import { FAMILIES, TRADES, tradeOf } from '../../shared/templates/trades.ts';
import { tinyTrade } from '../support/tiny-trade.ts';
import { type Door, openDoor } from './door.ts';

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
    for (const ids of [TRADES.map(({ id }) => id), FAMILIES.map(({ id }) => id)]) expect(new Set(ids).size).toBe(ids.length);
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
