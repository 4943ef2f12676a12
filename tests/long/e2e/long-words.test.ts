import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Command } from '../../../shared/verbs.ts';
import { type BoardId, cardId, laneId } from '../../../shared/kernel/ids.ts';
import { furnitureShop } from '../../../shared/templates/furniture.ts';
import { DESK, PHONE, type Screen, ShopFloor, pull } from '../../support/browser/floor-page.ts';

/** A word of sixty letters without a space, wherever a person may write one: nothing is pushed off the screen by it. */
const WORD = 'Rindfleischetikettierungsueberwachungsaufgabenuebertragungen';

let shop: ShopFloor;
let board: BoardId;
beforeAll(async () => {
  shop = await ShopFloor.open();
  const furniture = furnitureShop(WORD);
  const routing = ['cut', 'finish'].map((lane) => ({ lane: laneId(lane), hours: 2 }));
  board = await shop.board('long', [
    { ...furniture, firstNumber: 1041, lanes: furniture.lanes.map((lane) => (lane.id === 'cut' ? { ...lane, name: WORD } : lane)) },
    { type: 'CreateOrder', title: WORD, customer: WORD, quantity: 1, bom: [WORD, 'Legs'].map((title) => ({ title, quantity: 1, source: 'make', routing })) },
    { type: 'ConfirmOrder', order: cardId('1041'), promisedAt: Date.now() + 9 * 86_400_000 },
    { type: 'ReleaseOrder', order: cardId('1041') },
    pull('1041.1', 'cut'),
    { type: 'BlockCard', card: cardId('1041.1'), category: 'material', external: false, text: WORD },
  ] satisfies Command[]);
});
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

/** What reaches over the edge of the window, or of the box that holds it and would cut it off without a sign. */
const spilled = (page: Page, parts: string): Promise<string[]> => page.evaluate((selector) =>
  [...document.querySelectorAll<HTMLElement>(selector)].flatMap((part) => {
    const wide = part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).textOverflow !== 'ellipsis';
    return wide || part.getBoundingClientRect().right > window.innerWidth + 1 ? [`${part.className}: ${part.scrollWidth} in ${part.clientWidth}`] : [];
  }), parts);

const openMenu = async (page: Page, touch: boolean): Promise<void> => {
  if (touch) await page.locator('[data-card="1041.1"] [data-menu]').click();
  else {
    await page.locator('[data-card="1041.1"] .card-open').focus();
    await page.keyboard.press('m');
  }
  await page.getByRole('menu').waitFor();
};

test.each([['a desk', DESK], ['a phone', PHONE]] satisfies [string, Screen][])('on %s a word of sixty letters stays inside the floor, the menus and the panels', async (_name, screen) => {
  const page = await shop.floor(board, screen);
  const card = page.locator('[data-card="1041.1"]');
  await card.waitFor();
  expect(await spilled(page, '.show, .keys, .phone-head h2, .phone-pull, .board-name, .acting')).toEqual([]);
  // The window of a phone shows more than one lane's name at a time.
  for (const chip of await page.locator('.chip').all()) expect((await chip.boundingBox())?.width).toBeLessThan(240);
  await openMenu(page, screen.touch ?? false);
  expect(await spilled(page, '[role="menu"], .menu-row, .menu-title')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.locator('.board-name').click();
  expect(await spilled(page, '[role="menu"], .menu-row')).toEqual([]);
  await page.keyboard.press('Escape');
  for (const id of ['1041.1', '1041']) {
    await page.goto(`${page.url().split('?')[0]}?card=${id}`);
    await page.locator('.card-panel .cp-story li').first().waitFor();
    expect(await spilled(page, '.card-panel, .cp-body, .cp-body .button, .cp-scroll, .cp-why, .cp-refused li')).toEqual([]);
  }
  expect(page.faults).toEqual([]);
});

test('the list of boards keeps a long name in its place', async () => {
  const page = await shop.page('/boards', PHONE);
  await page.locator('.board-link').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});
