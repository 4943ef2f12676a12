import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { BoardId } from '../../../shared/kernel/ids.ts';
import { DESK, PHONE, type Screen, ShopFloor, pull, smallShop } from '../../support/browser/floor-page.ts';

/** Nothing lies over a button, and no part of a control leaves the box it stands in. */

let shop: ShopFloor;
let board: BoardId;
beforeAll(async () => {
  shop = await ShopFloor.open();
  board = await shop.board('covered', [...smallShop(40, { cut: 12 }), pull('1041.1', 'cut'), pull('1041.2', 'cut')]);
});
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

/** The buttons under the note, wherever it is looked at. */
const under = (page: Page): Promise<string[]> => page.evaluate(() => {
  const toast = document.querySelector('.toast');
  const box = toast?.getBoundingClientRect();
  if (!toast || !box) return ['there is no note'];
  const found = new Set<string>();
  for (let x = box.left + 2; x < box.right; x += 8) {
    for (let y = box.top + 2; y < box.bottom; y += 6) {
      for (const element of document.elementsFromPoint(x, y)) {
        const button = element.closest('button, .card');
        if (button && !toast.contains(button)) found.add(button.textContent ?? '');
      }
    }
  }
  return [...found];
});

test.each([['a desk', DESK, 'ready'], ['a narrow desk', { width: 1024, height: 700 }, 'ready'], ['a phone', PHONE, 'cut']] satisfies [string, Screen, string][])('on %s the note that takes a move back covers no card and no button', async (_name, screen, lane) => {
  const page = await shop.floor(board, screen);
  if (screen === PHONE) await page.getByRole('navigation', { name: 'Lanes' }).getByRole('button', { name: /^Cut/ }).tap();
  await page.locator(`[data-lane="${lane}"]`).first().waitFor();
  await page.locator('[data-pull="cut"]').click();
  await page.locator('.toast').waitFor();
  expect(await under(page)).toEqual([]);
  // All of it is on the screen, and its button works.
  const box = await page.locator('.toast').boundingBox();
  expect(box && box.x >= 0 && box.x + box.width <= screen.width && box.y + box.height <= screen.height).toBe(true);
  await page.getByRole('button', { name: /^Undo: / }).click();
  // Taking it back ends in a note, too, and not in one that takes that back.
  await page.locator('.toast').getByText(/^The move of .+ is undone\.$/).waitFor();
  expect(await page.locator('.toast button').count()).toBe(0);
});

test('the dots of the first card of each column are whole', async () => {
  const page = await shop.floor(board);
  for (const column of ['ready/all', 'cut/doing']) {
    await page.locator(`[data-column="${column}"] .card`).first().hover();
    const seen = await page.locator(`[data-column="${column}"] .card-dots`).first().evaluate((dots) => {
      const { left, right, top, bottom } = dots.getBoundingClientRect();
      const y = (top + bottom) / 2;
      const x = (left + right) / 2;
      return [[x, top + 2], [x, bottom - 2], [left + 2, y], [right - 2, y]].map(([px, py]) => document.elementFromPoint(px ?? 0, py ?? 0) === dots);
    });
    expect(seen, column).toEqual([true, true, true, true]);
  }
});

test.each([['a desk', DESK], ['a small window', { width: 800, height: 420 }], ['a tablet', { width: 1024, height: 768, touch: true }]] satisfies [string, Screen][])('on %s each meter stays inside its lane', async (_name, screen) => {
  const page = await shop.floor(board, screen);
  await page.locator('.lane .meter').first().waitFor();
  expect(await page.evaluate(() => [...document.querySelectorAll('.lane')].flatMap((lane) => {
    const box = lane.getBoundingClientRect();
    return [...lane.querySelectorAll('.meter i, .meter')].filter((part) => {
      const { left, right, top, bottom } = part.getBoundingClientRect();
      return left < box.left || right > box.right + 0.5 || top < box.top || bottom > box.bottom + 0.5;
    }).map(() => lane.getAttribute('data-lane'));
  }))).toEqual([]);
});

test.each([['a desk', DESK], ['a tablet', { width: 1024, height: 768, touch: true }], ['a phone', PHONE]] satisfies [string, Screen][])('on %s the cross of the search stays inside its box', async (_name, screen) => {
  const page = await shop.floor(board, screen);
  if (screen === PHONE) await page.getByRole('button', { name: 'Find' }).tap();
  await page.locator('[data-search]').fill('panel');
  const cross = await page.getByRole('button', { name: 'Show everything again' }).boundingBox();
  const box = await page.locator('.search').boundingBox();
  if (!cross || !box) throw new Error('it is not drawn');
  expect(cross.x + cross.width).toBeLessThanOrEqual(box.x + box.width);
  expect(cross.y).toBeGreaterThanOrEqual(box.y);
  expect(cross.y + cross.height).toBeLessThanOrEqual(box.y + box.height);
});
