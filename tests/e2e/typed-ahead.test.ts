import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { BoardId } from '../../shared/kernel/ids.ts';
import { DESK, PHONE, type Screen, ShopFloor, isIn, pull, smallShop } from '../support/browser/floor-page.ts';
import { PEOPLE } from '../support/shop/shop.ts';
import { until } from '../support/until.ts';

/** Whatever opens has the keys from the turn in which it was asked for, also while its code is still on the way. */

let shop: ShopFloor;
let board: BoardId;
beforeAll(async () => {
  shop = await ShopFloor.open();
  board = await shop.board('typed-ahead', [...smallShop(4, { cut: 3 }), pull('1041.1', 'cut'), pull('1041.2', 'cut')]);
});
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

/** A floor with the focus on a card that F would finish. What the page loads from now on waits for `arrive`. */
async function held(screen: Screen = DESK) {
  const page = await shop.floor(board, { ...screen, as: PEOPLE.olaf });
  const waiting: (() => void)[] = [];
  let open = false;
  await page.route('**/assets/**', async (route) => {
    if (!open) await new Promise<void>((go) => waiting.push(go));
    await route.continue();
  });
  await page.locator('[data-card="1041.1"] .card-open').focus();
  const arrive = () => {
    open = true;
    for (const go of waiting.splice(0)) go();
  };
  return { page, arrive, asked: () => until('its code is asked for', async () => waiting.length > 0) };
}
const nothingMoved = async () => {
  expect((await shop.truth(board)).seq).toBe(before);
};
let before = 0;
const remember = async () => { before = (await shop.truth(board)).seq; };
const valueOf = (page: Page): Promise<string> => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.value ?? '');

test('what is typed while the palette loads stands in its field, and no card is finished', async () => {
  await remember();
  const { page, arrive, asked } = await held();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('finix');
  await page.keyboard.press('Backspace');
  await asked();
  await nothingMoved();
  arrive();
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('s');
  await until('it stands in the field', async () => (await valueOf(page)) === 'finis');
  // The palette knows the card that had the focus, and gives it back.
  await page.getByRole('option', { name: 'Finish', exact: false }).first().waitFor();
  await page.keyboard.press('Escape');
  await until('the focus is on the card', () => page.evaluate(() => document.activeElement?.closest('[data-card]')?.getAttribute('data-card') === '1041.1'));
  await nothingMoved();
  expect(page.faults).toEqual([]);
});

test('a whole order typed while its form loads lies in its fields', async () => {
  await remember();
  const { page, arrive, asked } = await held();
  await page.keyboard.press('n');
  await page.keyboard.type('Nunu & Puff');
  await page.keyboard.press('Tab');
  await page.keyboard.type('fun fur');
  await asked();
  arrive();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await until('the customer is there', async () => (await dialog.getByLabel('Customer').inputValue()) === 'Nunu & Puff');
  await until('what follows a Tab lies in the next field', async () => (await dialog.getByLabel('What is ordered').inputValue()) === 'fun fur');
  await nothingMoved();
});

test.each([['a click', true], ['a key', false]])('a card opened by %s takes the keys while its panel loads, and Esc calls it off', async (_how, click) => {
  await remember();
  const { page, arrive, asked } = await held();
  if (click) await page.locator('[data-card="1041.1"] .card-open').click();
  else await page.keyboard.press('Enter');
  await page.keyboard.type('fpu');
  await asked();
  await nothingMoved();
  await page.keyboard.press('Escape');
  await until('the focus is on the card', () => page.evaluate(() => document.activeElement?.closest('[data-card]')?.getAttribute('data-card') === '1041.1'));
  arrive();
  await page.keyboard.press('Enter');
  await until('the panel has the focus', () => page.evaluate(() => document.activeElement?.matches('.card-panel') === true));
  await page.keyboard.type('fpu');
  await nothingMoved();
});

test('a form asked for by mouse, and the focus taken elsewhere while it loads: the keys are still its own', async () => {
  await remember();
  const { page, arrive } = await held();
  await page.getByRole('button', { name: 'New order' }).click();
  await page.locator('[data-card="1041.2"] .card-open').focus();
  await page.keyboard.type('fup');
  arrive();
  await until('it stands in the form', async () => (await valueOf(page)) === 'fup');
  await nothingMoved();
});

test('going to a card by the palette: a key pressed on the way is not for the card before', async () => {
  await remember();
  const { page, arrive } = await held();
  arrive();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await page.keyboard.type('1041.2');
  // In one turn of the page: no hand is as fast, a slow machine is.
  await page.evaluate(() => {
    const press = (key: string) => document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    press('Enter');
    queueMicrotask(() => queueMicrotask(() => press('f')));
  });
  await until('the focus is on the card', () => page.evaluate(() => document.activeElement?.closest('[data-card]')?.getAttribute('data-card') === '1041.2'));
  await isIn(page, '1041.1', 'cut/doing');
  await nothingMoved();
});

test('Ctrl+K over a form leaves the form alone', async () => {
  const { page, arrive } = await held();
  arrive();
  await page.keyboard.press('n');
  await page.keyboard.type('Larsen');
  await until('it stands in the form', async () => (await valueOf(page)) === 'Larsen');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('!');
  await until('it stands in the form', async () => (await valueOf(page)) === 'Larsen!');
});

test('a key that is held down acts once', async () => {
  const { page } = await held();
  await remember();
  await page.keyboard.down('f');
  for (let again = 0; again < 4; again += 1) await page.keyboard.down('u');
  await page.keyboard.up('u');
  await page.keyboard.up('f');
  // Finished, and taken back once: the repeats of U are not moves of their own.
  await until('it is back in work', async () => (await shop.truth(board)).seq === before + 2);
  await isIn(page, '1041.1', 'cut/doing');
});

test.each([['a desk', DESK], ['a phone with a keyboard', PHONE]] satisfies [string, Screen][])('on %s / takes the letters, and Enter goes from hit to hit without giving the keys away', async (_name, screen) => {
  await remember();
  const { page } = await held({ ...screen });
  await page.keyboard.press('/');
  await page.keyboard.type('1041');
  await until('it stands in the field', async () => (await valueOf(page)) === '1041');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('fup');
  await until('it stands in the field', async () => (await valueOf(page)) === '1041fup');
  await nothingMoved();
});
