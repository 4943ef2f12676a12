import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../../server/demo/seed.ts';
import { wordsIn } from '../../../shared/words/words.ts';
import { DEMO_BOARD, personWith } from '../../support/shop/demo-shop.ts';
import { lengthen, misfits } from '../../support/browser/fits.ts';
import { DESK, PHONE, type Screen, ShopFloor } from '../../support/browser/floor-page.ts';

/** The main screens in German, and with words that are 40 % longer: nothing is cut off, nothing lies over another. */

let shop: ShopFloor;
beforeAll(async () => { shop = await ShopFloor.open((log, directory) => seedDemo(log, directory, Date.now())); });
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

const SHOTS = process.env['SHOTS'];

const VIEWS: readonly (readonly [name: string, path: string, open: (page: Page) => Promise<unknown>])[] = [
  ['floor', `/b/${DEMO_BOARD}`, (page) => page.locator('[data-live="live"]').first().waitFor()],
  ['job', `/b/${DEMO_BOARD}?card=1041.1`, (page) => page.locator('.card-panel .cp-story li').first().waitFor()],
  ['order', `/b/${DEMO_BOARD}?card=1041`, (page) => page.locator('.card-panel .cp-story li').first().waitFor()],
  ['menu', `/b/${DEMO_BOARD}`, async (page) => { await page.locator('[data-live="live"]').first().waitFor(); await page.locator('.board-name').click(); await page.getByRole('menu').waitFor(); }],
  ['new order', `/b/${DEMO_BOARD}`, async (page) => { await page.locator('[data-live="live"]').first().waitFor(); await page.keyboard.press('n'); await page.getByRole('dialog').locator('form').waitFor(); }],
  ['palette', `/b/${DEMO_BOARD}`, async (page) => { await page.locator('[data-live="live"]').first().waitFor(); await page.keyboard.press('Control+k'); await page.getByRole('option').first().waitFor(); }],
  ['keys', `/b/${DEMO_BOARD}`, async (page) => { await page.locator('[data-live="live"]').first().waitFor(); await page.keyboard.press('?'); await page.locator('.key-sheet').waitFor(); }],
  ['settings', `/b/${DEMO_BOARD}/settings`, (page) => page.locator('.ad-policies').waitFor()],
  ['a lane', `/b/${DEMO_BOARD}/settings`, async (page) => { await page.locator('.ad-lanes .button').first().click(); await page.getByRole('dialog').locator('form').waitFor(); }],
  ['boards', '/boards', (page) => page.locator('.board-link').waitFor()],
];

describe.each([['desk', DESK], ['phone', PHONE]] satisfies [string, Screen][])('on a %s', (size, screen) => {
  test.each(VIEWS)('%s fits in German, and with longer words', async (name, path, open) => {
    for (const language of ['de-DE', 'en-GB']) {
      const page = await shop.page(path, { ...screen, language, as: personWith('manager') });
      await open(page);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      if (language === 'en-GB') await lengthen(page);
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/${size}-${name.replace(' ', '-')}-${language}.png` });
      expect(await misfits(page), language).toEqual([]);
      expect(page.faults).toEqual([]);
    }
  });
});

test('the checker sees what is cut off, and what lies over another', async () => {
  const page = await shop.page('/boards', DESK);
  await page.locator('.board-link').waitFor();
  expect(await misfits(page)).toEqual([]);
  await page.addStyleTag({ content: '.boards h1 { width: 20px; overflow: hidden; white-space: nowrap } .new-board .button.main { position: absolute; top: 0; left: 0 } .new-board select { position: absolute; top: 0; left: 0; width: 60px }' });
  expect((await misfits(page)).map((fault) => fault.split(' ')[0])).toEqual(['wide', 'cut', 'field', 'over']);
});

test('the language is changed in the rail, at once and for good', async () => {
  const page = await shop.floor(DEMO_BOARD, { ...DESK, as: personWith('manager') });
  const [english, german] = [wordsIn('en', 'UTC'), wordsIn('de', 'UTC')];
  await page.getByRole('button', { name: english.app.languageIs('English') }).click();
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
  await page.getByRole('button', { name: german.app.languageIs('Deutsch') }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  await page.locator('[data-live="live"]').first().waitFor();
  await page.reload();
  await page.getByRole('button', { name: german.app.languageIs('Deutsch') }).waitFor();
  expect(page.faults).toEqual([]);
});
