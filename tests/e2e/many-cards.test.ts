import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Command } from '../../shared/verbs.ts';
import type { NewLimit } from '../../shared/limits/limit-fields.ts';
import { cardId, laneId } from '../../shared/kernel/ids.ts';
import { furnitureShop } from '../../shared/templates/furniture.ts';
import { ShopFloor, cardOn, finish, hold, isIn, pull, take } from '../support/browser/floor-page.ts';
import { percentileOf } from '../support/browser/percentile-of.ts';
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

const KITS = '[data-column="kits/all"]';
const inKits = (): Promise<number> => page.locator(`${KITS} [data-card]`).count();
const scrollFloor = (to: number): Promise<unknown> => page.locator('.floor').evaluate((floor, left) => { floor.scrollLeft = left; }, to);
const focusedCard = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.closest<HTMLElement>('[data-card]')?.dataset['card']);

test('a long column off the screen draws no card until it comes near, and is then where it was scrolled to', async () => {
  expect(await inKits()).toBe(0);
  await scrollFloor(900);
  await until('Kits is drawn', async () => (await inKits()) > 5);
  const column = page.locator('.column', { has: page.locator(KITS) });
  await column.evaluate((box) => { box.scrollTop = 1_500; });
  const seen = () => column.evaluate((box) => {
    const { left, top } = box.getBoundingClientRect();
    return document.elementFromPoint(left + 40, top + 60)?.closest<HTMLElement>('[data-card]')?.dataset['card'] ?? null;
  });
  await until('the middle of Kits is drawn', async () => (await seen()) !== null);
  const there = await seen();
  await scrollFloor(0);
  await until('Kits is off the screen', async () => (await inKits()) === 0);
  await scrollFloor(900);
  await until('it stands where it stood', async () => (await seen()) === there);
  await column.evaluate((box) => { box.scrollTop = 0; });
  await scrollFloor(0);
  await until('Kits is off the screen again', async () => (await inKits()) === 0);
});

test('an arrow goes on into a column off the screen, and its card keeps the focus when the floor is scrolled back', async () => {
  const last = page.locator('[data-column="cut/done"] [data-card] .card-open').first();
  await last.focus();
  await page.keyboard.press('ArrowRight');
  await until('a card of Kits has the focus', () => page.evaluate(`document.activeElement.closest('${KITS}') !== null`));
  const card = await focusedCard();
  await scrollFloor(0);
  await until('of Kits only this card is drawn', async () => (await inKits()) === 1);
  expect(await focusedCard()).toBe(card);
  await page.keyboard.press('ArrowLeft');
  await until('it went back to Cut', () => page.evaluate(`document.activeElement.closest('[data-column="cut/done"]') !== null`));
});

test('what was looked for is shown where it stands, at the far end of a column off the screen', async () => {
  await scrollFloor(0);
  const far = (await shop.truth(board)).places['kits/queue']?.at(-1) ?? '';
  await page.keyboard.press('/');
  await page.keyboard.type(far);
  await page.getByText(`${PARTS + 1} hits`).first().waitFor();
  // Backwards from the first hit comes the last: the parts stand further left than their order.
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Shift+Enter');
  await until('it is in sight', () => cardOn(page, far).evaluate((card) => {
    const { left, right, top, bottom } = card.getBoundingClientRect();
    return left >= 0 && right <= window.innerWidth && top >= 0 && bottom <= window.innerHeight;
  }));
  expect(await page.evaluate("document.activeElement.matches('[data-search]')")).toBe(true);
  await page.keyboard.press('ArrowDown');
  await until('the arrow goes to the hit that was shown', async () => (await focusedCard()) === far);
  expect(await page.locator('[role="dialog"]').count()).toBe(0);
  await page.getByRole('button', { name: 'Show everything again' }).click();
});

test('a card that the keyboard carries finds every lane drawn', async () => {
  await scrollFloor(0);
  const id = (await page.locator('[data-column="ready/all"] [data-card]').nth(1).getAttribute('data-card')) ?? '';
  await cardOn(page, id).locator('.card-open').focus();
  await until('Kits is off the screen', async () => (await inKits()) === 0);
  await take(page, id);
  await until('Kits is drawn', async () => (await inKits()) > 5);
  await page.keyboard.press('Escape');
  await until('Kits is off the screen again', async () => (await inKits()) === 0);
});

test('the focus goes with a card to the far end of a long column', async () => {
  await scrollFloor(0);
  const id = (await page.locator('[data-column="ready/all"] [data-card]').nth(2).getAttribute('data-card')) ?? '';
  await cardOn(page, id).locator('.card-open').focus();
  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: /Cut/ }).first().click();
  await isIn(page, id, 'cut/doing');
  await until('it has the focus there', async () => (await focusedCard()) === id);
});
