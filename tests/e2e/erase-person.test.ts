import AxeBuilder from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { recordsOf } from '../../server/people/directory-records.ts';
import type { BoardId } from '../../shared/kernel/ids.ts';
import { DESK, PHONE, type Screen, ShopFloor, smallShop } from '../support/browser/floor-page.ts';
import { PEOPLE, person } from '../support/shop/shop.ts';
import { until } from '../support/until.ts';

/** A person is erased from the settings, by finger and by keyboard, and other screens hear of it. */

let shop: ShopFloor;
let board: BoardId;
const leaver = person('walt', 'operator');
beforeAll(async () => {
  shop = await ShopFloor.open(async (_log, records) => records.replaceRecords(recordsOf({ people: { ...PEOPLE, [leaver.id]: leaver }, suppliers: {} })));
  board = await shop.board('hall', smallShop(2));
});
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

test.each([
  ['a phone, by finger', PHONE, 'Walt'], ['a desk, by keyboard', DESK, 'Olaf'],
] satisfies [string, Screen, string][])('on %s', async (how, screen, name) => {
  const page = await shop.page(`/b/${board}/settings`, { ...screen, as: PEOPLE.mona });
  const german = await shop.page(`/b/${board}/settings`, { ...DESK, as: PEOPLE.ada, language: 'de-DE' });
  await german.getByText(name, { exact: true }).first().waitFor();
  const button = page.getByRole('button', { name: `Erase ${name}…` });
  await button.waitFor();
  const keys = screen === DESK;
  const press = async (): Promise<void> => (keys ? page.keyboard.press('Enter') : page.getByRole('button', { name: 'Erase for ever' }).tap());
  if (keys) {
    await button.focus();
    await press();
  } else await button.tap();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('cannot be undone', { exact: false }).waitFor();
  if (!keys) expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), how).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page: page as never }).include('[role="dialog"]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map((violation) => violation.id)).toEqual([]);
  if (keys) await dialog.getByRole('button', { name: 'Erase for ever' }).focus();
  await press();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Former colleague', { exact: true }).first().waitFor();
  expect(await page.getByText(name, { exact: true }).count()).toBe(0);
  await until('the other screen says so in its own language', async () => (await german.getByText('Jemand von früher', { exact: true }).count()) > 0 && (await german.getByText(name, { exact: true }).count()) === 0);
  expect(await german.getByText('Former colleague').count()).toBe(0);
  expect([...page.faults, ...german.faults]).toEqual([]);
});
