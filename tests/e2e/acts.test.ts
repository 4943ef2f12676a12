import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DESK, PHONE, type Screen, ShopFloor, isIn, pull, smallShop } from '../support/browser/floor-page.ts';
import { PEOPLE } from '../support/shop/shop.ts';

/** Everything that a hand does by dragging is done without it, with a finger too. */

let shop: ShopFloor;
beforeAll(async () => { shop = await ShopFloor.open(); });
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

test.each([['a desk', DESK], ['a phone', PHONE]] satisfies [string, Screen][])('on %s a manager puts a card above the limit, and one above another, from the menu', async (name, screen) => {
  const board = await shop.board(`acts-${name.replaceAll(' ', '-')}`, [...smallShop(3, { cut: 1 }), pull('1041.1', 'cut')]);
  const page = await shop.floor(board, { ...screen, as: PEOPLE.mona });
  if (screen === PHONE) await page.getByRole('navigation', { name: 'Lanes' }).getByRole('button', { name: /^Ready/ }).tap();
  const moves = async (id: string) => {
    if (screen === PHONE) await page.locator(`[data-card="${id}"]`).getByRole('button', { name: /^Moves of/ }).tap();
    else {
      await page.locator(`[data-card="${id}"] .card-open`).focus();
      await page.keyboard.press('m');
    }
    return page.getByRole('menu');
  };
  await (await moves('1041.3')).getByRole('menuitem', { name: 'Move up one place' }).click();
  await expect.poll(async () => (await shop.truth(board)).places['ready/queue']).toEqual(['1041.3', '1041.2']);
  await (await moves('1041.2')).getByRole('menuitem', { name: 'Pull into Cut above the limit…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('The customer waits at the door');
  await dialog.getByRole('button', { name: 'Override' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect((await shop.truth(board)).cards.get('1041.2')?.place?.lane).toBe('cut');
  if (screen === DESK) await isIn(page, '1041.2', 'cut/doing');
});

test('on a phone the palette is in the menu of the page, and goes to a card', async () => {
  const board = await shop.board('acts-palette', [...smallShop(3, { cut: 1 }), pull('1041.1', 'cut')]);
  const page = await shop.floor(board, { ...PHONE, as: PEOPLE.mona });
  await page.getByRole('button', { name: 'Small shop' }).tap();
  await page.getByRole('menuitem', { name: 'Go to a card, or do anything…' }).tap();
  await page.getByRole('combobox').fill('1041.2');
  await page.getByRole('option', { name: /1041·2/ }).first().tap();
  await page.locator('[data-card="1041.2"]').waitFor();
});
