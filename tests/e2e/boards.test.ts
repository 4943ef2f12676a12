import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type BoardId, boardId } from '../../shared/kernel/ids.ts';
import { DESK, PHONE, type Screen, ShopFloor, isIn, smallShop } from '../support/browser/floor-page.ts';
import { PEOPLE } from '../support/shop/shop.ts';
import { until } from '../support/until.ts';

/** From one board to the next, and one person in several tabs of one browser. */

let shop: ShopFloor;
let first: BoardId;
const named = (name: string, jobs = 2) => {
  const [create, ...rest] = smallShop(jobs);
  return [{ ...create, name } as typeof create, ...rest].filter((command) => command !== undefined);
};
beforeAll(async () => {
  shop = await ShopFloor.open();
  first = await shop.board('north', named('North hall'));
});
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

const at = (page: Page, path: string) => until(`the page is at ${path}`, async () => new URL(page.url()).pathname === path);

test('an address without a board leads to the boards, also when there is one alone', async () => {
  const page = await shop.page('/b/nowhere');
  await page.getByRole('link', { name: 'See the boards' }).click();
  await at(page, '/boards');
  await page.getByRole('link', { name: 'North hall' }).waitFor();
  expect(await page.title()).toBe('Boards · Pullcord');
});

test.each([['a desk', DESK], ['a phone', PHONE]] satisfies [string, Screen][])('on %s a board that somebody made since is in the switcher, opens, and leads to the page of all', async (name, screen) => {
  const page = await shop.floor(first, screen);
  const made = `Hall for ${name}`;
  const next = await shop.board(`made-${screen.width}`, named(made));
  await page.getByRole('button', { name: 'North hall' }).click();
  await page.getByRole('menuitemradio', { name: made }).click();
  await at(page, `/b/${next}`);
  await page.getByRole('button', { name: made }).click();
  await page.getByRole('menuitem', { name: 'All boards, or a new one…' }).click();
  await at(page, '/boards');
  await page.getByRole('link', { name: 'North hall' }).click();
  await at(page, `/b/${first}`);
});

test('the palette goes to another board and to the page of all, and the tab says where one is', async () => {
  const south = await shop.board('south', named('South hall'));
  const page = await shop.floor(first);
  await until('the tab names the board', async () => (await page.title()) === 'North hall · Pullcord');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('South');
  await page.getByRole('option', { name: 'South hall' }).waitFor();
  await page.keyboard.press('Enter');
  await at(page, `/b/${south}`);
  await until('the tab names the board', async () => (await page.title()) === 'South hall · Pullcord');
  await page.getByRole('button', { name: 'Board settings' }).click();
  await until('the tab names the settings', async () => (await page.title()) === 'Settings of South hall · Pullcord');
  await page.getByRole('button', { name: 'Floor', exact: true }).click();
  await page.locator('[data-card]').first().waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('all boards');
  await page.getByRole('option', { name: 'All boards, or a new one' }).waitFor();
  await page.keyboard.press('Enter');
  await at(page, '/boards');
});

test('who is chosen in one tab acts in the others, and on the next board', async () => {
  const one = await shop.floor(first, { ...DESK, as: PEOPLE.ada });
  const other = await one.context().newPage();
  await other.goto(one.url());
  const acts = (page: Page, name: string) => page.getByRole('button', { name: `You act as ${name}. Choose somebody else` }).waitFor();
  await acts(other, PEOPLE.ada.name);
  await one.getByRole('button', { name: /^You act as/ }).click();
  await one.getByRole('menuitemradio', { name: PEOPLE.olaf.name }).click();
  await acts(one, PEOPLE.olaf.name);
  await acts(other, PEOPLE.olaf.name);
  await until('it is said', async () => (await other.locator('[aria-live]').allTextContents()).join().includes('chosen in another tab'));
  await other.locator('[data-live="live"]').first().waitFor();
  await other.locator('[data-pull="cut"]').click();
  await isIn(other, '1041.1', 'cut/doing');
  await until('the server has it from the person on the screen', async () => (await shop.truth(first)).cards.get('1041.1' as never)?.assignees.includes(PEOPLE.olaf.id) === true);
  const next = await shop.board('east', named('East hall'));
  await other.getByRole('button', { name: 'North hall' }).click();
  await other.getByRole('menuitemradio', { name: 'East hall' }).click();
  await at(other, `/b/${boardId(next)}`);
  await acts(other, PEOPLE.olaf.name);
});
