import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { BoardId } from '../../shared/kernel/ids.ts';
import { furnitureShop } from '../../shared/templates/furniture.ts';
import { DESK, PHONE, type Screen, ShopFloor, smallShop } from '../support/browser/floor-page.ts';
import { PEOPLE } from '../support/shop/shop.ts';

/** Nothing there yet: a screen says so, and what to do about it. */

let shop: ShopFloor;
let board: BoardId;
beforeAll(async () => {
  shop = await ShopFloor.open();
  board = await shop.board('empty', [furnitureShop('New shop')]);
});
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

test.each([['a desk', DESK], ['a phone', PHONE]] satisfies [string, Screen][])('on %s a floor without a card leads to the first order, and not after it', async (_name, screen) => {
  const page = await shop.floor(board, screen);
  await page.getByRole('button', { name: 'Enter the first order' }).click();
  await page.getByRole('dialog').waitFor();
  const other = await shop.board(`worked-${screen.width}`, smallShop(1));
  const worked = await shop.floor(other, screen);
  await worked.locator('[data-lane] .lane-count').first().waitFor();
  expect(await worked.getByText('No order yet').count()).toBe(0);
});

test('who may not enter orders is told who does', async () => {
  const page = await shop.floor(board, { ...DESK, as: PEOPLE.olaf });
  await page.getByText('Sales or a planner enters it', { exact: false }).waitFor();
  expect(await page.getByRole('button', { name: 'Enter the first order' }).count()).toBe(0);
});

test('a lane of a phone with nothing in it says whether anything can be pulled', async () => {
  const page = await shop.floor(await shop.board('lanes', smallShop(1)), PHONE);
  await page.locator('.chip', { hasText: 'Cut' }).tap();
  await page.getByText('Nothing in Cut now. The next card is one press away.').waitFor();
  await page.locator('.chip', { hasText: 'Finish' }).tap();
  await page.getByText('Nothing in Finish now, and no card is ready for it.').waitFor();
});
