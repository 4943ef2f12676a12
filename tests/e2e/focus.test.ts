import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { BoardId } from '../../shared/kernel/ids.ts';
import { DESK, PHONE, type Screen, ShopFloor, drawn, finish, pull, smallShop } from '../support/browser/floor-page.ts';
import { until } from '../support/until.ts';

/** From the keyboard alone: what opens takes the focus, and Esc gives it back to where it was. */

let shop: ShopFloor;
let board: BoardId;
beforeAll(async () => {
  shop = await ShopFloor.open();
  // 1041.1 is done in Cut, and Finish is full: what is tried with it is refused.
  board = await shop.board('focus', [...smallShop(4, { cut: 3, finish: 1 }), pull('1041.2', 'cut'), finish('1041.2'), pull('1041.2', 'finish'), pull('1041.1', 'cut'), finish('1041.1')]);
});
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

/** The name of what has the focus; a card by its number. */
const focused = (page: Page): Promise<string> => page.evaluate(() => {
  const element = document.activeElement;
  const card = element?.closest<HTMLElement>('[data-card]')?.dataset['card'];
  return card ?? element?.closest('[role="menu"], [role="dialog"], [role="alertdialog"], [data-search]')?.getAttribute('role') ?? element?.getAttribute('aria-label') ?? element?.textContent ?? '';
});
const isAt = (page: Page, what: string): Promise<unknown> => until(`the focus is on ${what}`, async () => (await focused(page)) === what);

test('a menu, what its entries open, the sheet, the palette and the search give the focus back to the card', async () => {
  const page = await shop.floor(board);
  await page.locator('[data-card="1041.1"] .card-open').focus();
  await page.keyboard.press('m');
  await isAt(page, 'menu');
  await page.keyboard.press('Escape');
  await isAt(page, '1041.1');

  for (const letter of ['b', 'c']) {
    await page.keyboard.press('m');
    await isAt(page, 'menu');
    await page.keyboard.press(letter);
    await page.keyboard.press('Enter');
    await isAt(page, 'dialog');
    // The first thing that is asked, not the cross that closes it.
    expect(await page.evaluate(() => document.activeElement?.matches('input, textarea'))).toBe(true);
    await page.keyboard.press('Escape');
    await isAt(page, '1041.1');
  }
  for (const key of ['?', 'n', 'Control+k']) {
    await page.keyboard.press(key);
    await isAt(page, 'dialog');
    await page.keyboard.press('Escape');
    await isAt(page, '1041.1');
  }
  await page.keyboard.press('/');
  await until('the search has the focus', () => page.evaluate(() => document.activeElement?.matches('[data-search]') === true));
  await page.keyboard.type('legs');
  await page.keyboard.press('Escape');
  await isAt(page, '1041.1');
  expect(page.faults).toEqual([]);
});

test('a refused drop asks at the card, and Esc gives the focus back to it', async () => {
  const page = await shop.floor(board);
  await page.locator('[data-card="1041.1"] .card-open').focus();
  await page.keyboard.press('Space');
  await until('it is in the hand', () => page.locator('.in-hand').isVisible());
  await until('it hangs over Finish', async () => {
    await page.keyboard.press('ArrowRight');
    // The lanes answer within a frame or two: a key pressed before that would go beyond.
    await drawn(page);
    return page.locator('[data-lane="finish"].over').isVisible();
  });
  await page.keyboard.press('Space');
  await isAt(page, 'alertdialog');
  await page.keyboard.press('Escape');
  await isAt(page, '1041.1');
});

test('the menus of the bar give the focus back, and folding goes on to the button that undoes it', async () => {
  const page = await shop.floor(board);
  for (const name of ['Size of the cards', 'Policy of Cut']) {
    const button = page.getByRole('button', { name });
    await button.focus();
    await page.keyboard.press('Enter');
    await until('it floats', () => page.locator('[role="menu"], [role="dialog"]').isVisible());
    await page.keyboard.press('Escape');
    await isAt(page, name);
  }
  await page.getByRole('button', { name: 'Fold Cut', exact: true }).focus();
  await page.keyboard.press('Enter');
  await until('it is folded', async () => (await focused(page)).startsWith('Unfold Cut'));
  await page.keyboard.press('Enter');
  await isAt(page, 'Fold Cut');
});

test('on a phone Find has the focus at once, says when nothing fits, and put away it looks for nothing', async () => {
  const page = await shop.floor(board, PHONE);
  const find = page.getByRole('button', { name: 'Find' });
  await find.tap();
  await until('the search has the focus', () => page.evaluate(() => document.activeElement?.matches('[data-search]') === true));
  await page.keyboard.type('zzzz');
  await page.getByText('No card fits “zzzz”', { exact: false }).waitFor();
  await until('the cards are dim', async () => (await page.locator('.card.dim').count()) > 0);
  await find.tap();
  await until('nothing is dim', async () => (await page.locator('.card.dim').count()) === 0);
});

test.each([['a phone', PHONE, 'Lanes'], ['a desk', DESK, 'Map of the lanes']] satisfies [string, Screen, string][])('on %s each lane says how many of its cards fit what is looked for', async (_name, screen, nav) => {
  const page = await shop.floor(board, screen);
  if (screen === PHONE) await page.getByRole('button', { name: 'Find' }).tap();
  else await page.keyboard.press('/');
  await until('the search has the focus', () => page.evaluate(() => document.activeElement?.matches('[data-search]') === true));
  const lanes = page.getByRole('navigation', { name: nav }).getByRole('button');
  const before = await lanes.allInnerTexts();
  expect(before.some((text) => text.includes('hit'))).toBe(false);
  await page.keyboard.type('1041.1');
  const said = async () => (await lanes.allInnerTexts()).filter((text) => /\b1 hit\b/.test(text));
  await until('one lane has the card', async () => (await said()).length === 1);
  expect((await lanes.allInnerTexts()).filter((text) => /\b0 hits\b/.test(text)).length).toBeGreaterThan(3);
  await page.keyboard.press('Escape');
  await until('the lanes say their load again', async () => (await lanes.allInnerTexts()).join() === before.join());
});
