import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { BoardId } from '../../shared/kernel/ids.ts';
import { DESK, PHONE, ShopFloor, cardOn, smallShop } from '../support/browser/floor-page.ts';
import { until } from '../support/until.ts';

/** What one sees is in the address, Back closes what lies on top, and what was typed is there after a reload. */

let shop: ShopFloor;
let board: BoardId;
beforeAll(async () => {
  shop = await ShopFloor.open();
  board = await shop.board('address', smallShop(4));
});
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

const params = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams);
const has = (page: Page, wanted: Record<string, string>) => until(`the address tells ${JSON.stringify(wanted)}`, () => JSON.stringify(params(page)) === JSON.stringify(wanted));
const live = (page: Page) => page.locator('[data-live="live"]').first().waitFor();
const panel = (page: Page) => page.locator('.card-panel');
const dialog = (page: Page) => page.getByRole('dialog');

test.each([['desk', DESK], ['phone', PHONE]] as const)('Back closes an open card, and Forward opens it again, on a %s', async (_name, screen) => {
  const page = await shop.page('/boards', screen);
  await page.getByRole('link', { name: 'Small shop' }).click();
  await live(page);
  if (screen === PHONE) await page.getByRole('navigation', { name: 'Lanes' }).getByRole('button', { name: /^Ready/ }).tap();
  await cardOn(page, '1041.1').locator('.card-open').click();
  await panel(page).waitFor();
  await has(page, { card: '1041.1' });
  await page.goBack();
  await panel(page).waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe(`/b/${board}`);
  await page.goForward();
  await panel(page).waitFor();
  // Closed by its cross it is not there for Back to find.
  await page.getByRole('button', { name: 'Close the card' }).click();
  await panel(page).waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe(`/b/${board}`);
  await page.goBack();
  await until('the page before is shown', () => new URL(page.url()).pathname === '/boards');
  expect(page.faults).toEqual([]);
});

test('Esc twice closes the card and leaves nothing else', async () => {
  const page = await shop.page('/boards');
  await page.getByRole('link', { name: 'Small shop' }).click();
  await live(page);
  await cardOn(page, '1041.1').locator('.card-open').click();
  await panel(page).waitFor();
  await page.evaluate(`for (const _ of [1, 2]) document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))`);
  await panel(page).waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe(`/b/${board}`);
});

test('the search, the filter and the card are in the address: a reload and a link show the same', async () => {
  const page = await shop.floor(board);
  await page.locator('[data-search]').fill('legs');
  await page.getByRole('button', { name: 'Mine', exact: true }).click();
  await has(page, { find: 'legs', mine: 'yes' });
  await page.getByRole('button', { name: 'Mine', exact: true }).click();
  await has(page, { find: 'legs' });
  await cardOn(page, '1041.2').locator('.card-open').click();
  await has(page, { card: '1041.2', find: 'legs' });
  const link = page.url().slice(new URL(page.url()).origin.length);
  const other = await shop.page(link);
  for (const screen of [page, other]) {
    if (screen === page) await page.reload();
    await live(screen);
    await panel(screen).waitFor();
    expect(await screen.locator('[data-search]').inputValue()).toBe('legs');
    await until('the others are dim', async () => (await cardOn(screen, '1041.1').getAttribute('class'))?.includes('dim') === true);
  }
  // What is looked for outlives the card that is closed.
  await page.goBack();
  await panel(page).waitFor({ state: 'detached' });
  await has(page, { find: 'legs' });
  expect(await page.locator('[data-search]').inputValue()).toBe('legs');
  expect([...page.faults, ...other.faults]).toEqual([]);
});

test('on a phone a link that looks for something says so, and can be put away', async () => {
  const page = await shop.page(`/b/${board}?only=blocked`, PHONE);
  await live(page);
  await page.getByRole('button', { name: 'Show everything again' }).click();
  await has(page, {});
});

test('Back closes a menu and a form before the page, and the form is a draft', async () => {
  const page = await shop.page('/boards');
  await page.getByRole('link', { name: 'Small shop' }).click();
  await live(page);
  await page.getByRole('button', { name: 'New order' }).first().click();
  await dialog(page).getByLabel('Customer').fill('Hotel Nord');
  await page.goBack();
  await dialog(page).waitFor({ state: 'detached' });
  await until('the address is the board again', () => new URL(page.url()).pathname === `/b/${board}`);
  await page.getByRole('button', { name: 'New order' }).first().click();
  await until('it is here again', async () => (await dialog(page).getByLabel('Customer').inputValue()) === 'Hotel Nord');
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  await page.goBack();
  await until('the page before is shown', () => new URL(page.url()).pathname === '/boards');
  expect(page.faults).toEqual([]);
});

test('Esc closes the calendar, then the form; a reload in the midst of typing loses nothing', async () => {
  const page = await shop.floor(board);
  await page.keyboard.press('n');
  await dialog(page).getByLabel('Customer').fill('Hotel Nord');
  await dialog(page).getByLabel('Wanted by', { exact: true }).click();
  await page.locator('[data-dates-dropdown]').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('[data-dates-dropdown]').waitFor({ state: 'detached' });
  expect(await dialog(page).getByLabel('Customer').inputValue()).toBe('Hotel Nord');
  await dialog(page).getByLabel('What is ordered').fill('Reception desk');
  await page.reload();
  await live(page);
  await page.keyboard.press('n');
  await until('both fields are here again', async () => (await dialog(page).getByLabel('What is ordered').inputValue()) === 'Reception desk');
  expect(await dialog(page).getByLabel('Customer').inputValue()).toBe('Hotel Nord');
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });

  await cardOn(page, '1041.1').locator('.card-open').click();
  await page.getByLabel('Comment').fill('The grain runs along');
  await cardOn(page, '1041.2').locator('.card-open').click();
  await until('the other card has its own box', async () => (await page.getByLabel('Comment').inputValue()) === '');
  await page.reload();
  await live(page);
  await cardOn(page, '1041.1').locator('.card-open').click();
  await until('its draft is in it', async () => (await page.getByLabel('Comment').inputValue()) === 'The grain runs along');
  expect(page.faults).toEqual([]);
});
