import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Command, NewLimit } from '../../shared/domain/commands.ts';
import { cardId, laneId } from '../../shared/domain/ids.ts';
import { furnitureShop } from '../../shared/domain/shop-template.ts';
import { ShopFloor, cardOn, finish, hold, isIn, pull } from '../support/floor-page.ts';
import { percentileOf } from '../support/percentile-of.ts';
import { until } from '../support/until.ts';

/** 2,000 live cards: what is off the screen is not mounted, and what did not change is not touched. */

const ORDERS = 40;
const PARTS = 49;
let shop: ShopFloor;
let page: Page;
const board = 'many' as Awaited<ReturnType<ShopFloor['board']>>;

beforeAll(async () => {
  shop = await ShopFloor.open();
  await shop.board(board, manyCards());
  page = await shop.floor(board);
});
afterAll(() => shop.close());

function manyCards(): Command[] {
  const open = furnitureShop('Many cards');
  const routing = ['cut', 'finish', 'check'].map((lane) => ({ lane: laneId(lane), hours: 1 }));
  const commands: Command[] = [{ ...open, firstNumber: 2001, limits: open.limits.map((limit): NewLimit => ({ ...limit, capacity: null })) }];
  for (let order = 0; order < ORDERS; order += 1) {
    const id = cardId(String(2001 + order));
    commands.push(
      { type: 'CreateOrder', title: `Bench ${order + 1}`, customer: 'Larsen', quantity: 1, bom: Array.from({ length: PARTS }, (_, part) => ({ title: `Part ${part + 1} of bench ${order + 1}`, quantity: 1, source: 'make' as const, routing })) },
      { type: 'ConfirmOrder', order: id, promisedAt: Date.now() + 8 * 86_400_000 },
      { type: 'ReleaseOrder', order: id },
    );
    for (let part = 1; part <= PARTS; part += 2) commands.push(pull(`${id}.${part}`, 'cut'));
    for (let part = 1; part <= PARTS; part += 4) commands.push(finish(`${id}.${part}`));
  }
  return commands;
}

/** Which of the cards in sight have elements that change while `act` runs, apart from what hangs in the hand. */
async function touchedBy(act: () => Promise<void>): Promise<string[]> {
  // Ages are written anew as the minute turns, on every card: that is not what is looked for.
  await until('the minute does not turn meanwhile', () => { const inMinute = Date.now() % 60_000; return inMinute > 3_000 && inMinute < 40_000; }, 25_000);
  await page.evaluate(`(() => {
    window.touched = new Set();
    const seen = new Set([...document.querySelectorAll('[data-card]')].map((card) => card.getAttribute('data-card')));
    window.watcher = new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        if (element?.closest('.in-hand')) continue;
        const card = element?.closest('[data-card]');
        if (card && seen.has(card.getAttribute('data-card'))) window.touched.add(card.getAttribute('data-card'));
      }
    });
    window.watcher.observe(document.querySelector('.floor'), { subtree: true, childList: true, characterData: true, attributes: true });
  })()`);
  await act();
  return page.evaluate<string[]>(`(() => { window.watcher.disconnect(); return [...window.touched]; })()`);
}

test('only the cards in sight are mounted', async () => {
  expect((await shop.truth(board)).cards.size).toBe(ORDERS * (PARTS + 1));
  expect(await page.locator('[data-card]').count()).toBeLessThan(250);
});

test('a move of somebody else touches no card that stands still', { timeout: 60_000 }, async () => {
  const [first, next] = (await shop.truth(board)).places['cut/doing'] ?? [];
  if (!first) throw new Error('Cut is empty');
  const touched = await touchedBy(async () => {
    await shop.must(board, finish(first));
    await until('it has left the column', async () => !(await page.locator(`[data-column="cut/doing"] [data-card="${first}"]`).count()));
  });
  // The column's tab stop passes from its first card to the next.
  expect(touched.filter((id) => id !== first && id !== next)).toEqual([]);
});

test('a drag across the floor touches the dragged card alone, and its frames are told', { timeout: 60_000 }, async () => {
  const id = (await shop.truth(board)).places['ready/queue']?.[1] ?? '';
  await page.evaluate(`(() => { window.frames = []; let last = performance.now(); const tick = (now) => { window.frames.push(now - last); last = now; window.raf = requestAnimationFrame(tick); }; window.raf = requestAnimationFrame(tick); })()`);
  const touched = await touchedBy(async () => {
    await hold(page, id, 'cut/doing');
    for (let step = 0; step < 60; step += 1) await page.mouse.move(700 + 5 * (step % 30), 300 + 4 * (step % 20));
  });
  const frames = (await page.evaluate<number[]>(`(() => { cancelAnimationFrame(window.raf); return window.frames.slice(2); })()`)).toSorted((a, b) => a - b);
  console.log(`2,000 cards, a drag of ${frames.length} frames: p50 ${percentileOf(frames, 50)} ms, p95 ${percentileOf(frames, 95)} ms, longest ${percentileOf(frames, 100)} ms`);
  const column = await page.locator('[data-column="cut/doing"]').boundingBox();
  if (!column) throw new Error('Cut is not on the screen');
  await page.mouse.move(column.x + 60, column.y + 40, { steps: 4 });
  await page.mouse.up();
  await isIn(page, id, 'cut/doing');
  expect(touched.filter((other) => other !== id)).toEqual([]);
  expect(await cardOn(page, id).isVisible()).toBe(true);
});
