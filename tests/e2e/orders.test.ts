import AxeBuilder from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { recordsOf } from '../../server/people/directory-records.ts';
import type { Command } from '../../shared/verbs.ts';
import { DESK, PHONE, ShopFloor } from '../support/browser/floor-page.ts';
import { closedShop } from '../support/shop/closed-shop.ts';
import { shippedOrder, soloShop } from '../support/shop/shipped.ts';
import { DIRECTORY, PEOPLE } from '../support/shop/shop.ts';
import { until } from '../support/until.ts';

/** The page of all orders: 25 of them are closed, and two are on the floor. */

let shop: ShopFloor;
// The name of the board says nothing of the page.
const BOARD = 'orders';
const named = (commands: readonly Command[], title: string, customer: string): Command[] => commands.map((command) => (command.type === 'CreateOrder' ? { ...command, title, customer } : command));

beforeAll(async () => {
  shop = await ShopFloor.open(async (log, records) => {
    await records.replaceRecords(recordsOf(DIRECTORY));
    const closed = Array.from({ length: 24 }, (_, n) => shippedOrder(String(1_000 + n), 2)).flat();
    await closedShop(log, BOARD, [
      soloShop(), ...closed, ...named(shippedOrder('1024', 1), 'Oak table', 'Müller'), ...named(shippedOrder('1025', 1).slice(0, -1), 'Oak bench', 'Müllerin'),
      { type: 'CreateOrder', number: '1026', title: 'Wardrobe', customer: 'Berg', quantity: 1, bom: [{ title: 'Oak door', quantity: 1, source: 'stock', routing: [] }] },
    ], Date.now());
  });
});
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

const seriousIn = async (page: unknown): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
};

test('on a desk, by keyboard: from the floor to a closed order, and back', async () => {
  const page = await shop.page(`/b/${BOARD}`, { ...DESK, as: PEOPLE.ada });
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Orders' }).press('Enter');
  const rows = page.getByRole('region', { name: 'Orders' }).getByRole('listitem');
  await until('the last closed are shown', async () => (await rows.count()) === 20);
  expect(await rows.first().textContent()).toContain('1024');
  await page.getByRole('button', { name: 'Show more' }).press('Enter');
  await until('all of them are', async () => (await rows.count()) === 25);
  const field = page.getByRole('textbox', { name: 'Find an order' });
  await field.fill('muller');
  await until('both are found, on the floor and off it', async () => (await rows.allTextContents()).map((text) => /^\d+/.exec(text)?.[0]).join() === '1024,1025');
  expect(await rows.first().textContent()).toMatch(/Shipped .+, on time/);
  expect(await rows.nth(1).textContent()).toContain('On the floor');
  await page.getByRole('button', { name: /1024/ }).focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: /1024/ });
  await panel.getByText('This order is closed', { exact: false }).waitFor();
  await panel.getByText('put the order into the archive', { exact: false }).waitFor();
  expect(await seriousIn(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe(`/b/${BOARD}/orders`);
  expect(await field.inputValue()).toBe('muller');
  await until('the focus is where it was', async () => page.evaluate(() => document.activeElement?.textContent?.includes('1024') ?? false));
  // What is on the floor opens here too, and is gone to from there.
  await page.getByRole('button', { name: /1025/ }).press('Enter');
  await page.getByRole('complementary', { name: /1025/ }).getByRole('button', { name: 'Show it on the floor' }).press('Enter');
  await until('the floor is there', async () => new URL(page.url()).pathname === `/b/${BOARD}`);
  await page.locator('[data-card="1025"]').waitFor();
  expect(page.faults).toEqual([]);
});

test('on a phone, by finger, in German and dark: filters, nothing found, a reload keeps what was asked', async () => {
  const page = await shop.page(`/b/${BOARD}/orders`, { ...PHONE, dark: true, as: PEOPLE.ada, language: 'de-DE' });
  const rows = page.getByRole('region', { name: 'Aufträge' }).getByRole('listitem');
  await until('the archive is there', async () => (await rows.count()) === 20);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  expect(await seriousIn(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Kunde' }).fill('mül');
  await until('one fits', async () => (await rows.count()) === 1);
  await page.reload();
  await until('it still does', async () => (await rows.count()) === 1);
  expect(await page.getByRole('textbox', { name: 'Kunde' }).inputValue()).toBe('mül');
  await rows.first().getByRole('button').tap();
  await page.getByText('Dieser Auftrag ist abgelegt', { exact: false }).waitFor();
  await page.goBack();
  await page.getByText('Dieser Auftrag ist abgelegt', { exact: false }).waitFor({ state: 'detached' });
  await page.getByRole('textbox', { name: 'Abgelegt von' }).fill('1.1.2020');
  await page.getByRole('textbox', { name: 'bis', exact: true }).fill('2.1.2020');
  await page.getByText('Kein abgelegter Auftrag passt zu allem', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Ohne diese' }).tap();
  await until('all are back', async () => (await rows.count()) === 20);
  expect(page.faults).toEqual([]);
});

test('what no card on the floor fits is looked for in all orders, and what cannot be read is asked again', async () => {
  const page = await shop.page(`/b/${BOARD}`, { ...DESK, as: PEOPLE.ada });
  await page.getByRole('textbox', { name: 'Find an order, part or person' }).fill('1024');
  let cut = true;
  await page.route('**/search?*', (route) => (cut ? route.abort() : route.continue()));
  await page.getByRole('button', { name: 'Look in all orders, closed ones too' }).click();
  await page.getByRole('alert').getByText('The orders could not be read', { exact: false }).waitFor();
  cut = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: /1024/ }).waitFor();
  expect(await page.getByRole('textbox', { name: 'Find an order' }).inputValue()).toBe('1024');
  await page.goBack();
  await until('the floor still looks for it', async () => (await page.getByRole('textbox', { name: 'Find an order, part or person' }).inputValue()) === '1024');
});

test('who only looks is shown no customer, and is not asked for one', async () => {
  const page = await shop.page(`/b/${BOARD}/orders?find=oak`, { ...DESK, as: PEOPLE.vera });
  const rows = page.getByRole('region', { name: 'Orders' }).getByRole('listitem');
  await until('they are found', async () => (await rows.count()) === 3);
  expect((await rows.allTextContents()).join()).not.toContain('ller');
  expect(await page.getByRole('textbox', { name: 'Customer' }).count()).toBe(0);
});
