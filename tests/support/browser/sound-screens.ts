import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { personId } from '../../../shared/kernel/ids.ts';
import { seedDemo } from '../../../server/demo/seed.ts';
import { DEMO_BOARD } from '../shop/demo-shop.ts';
import { DESK, PHONE, ShopFloor, drag } from './floor-page.ts';
import { until } from '../until.ts';

const EVA = { id: personId('eva-holm'), name: 'Eva Holm', initials: 'EH', colour: 4, roles: ['manager'] } as const;

/** Judges what lies within `part`: a panel over the floor alone, because the floor is a view of its own. */
async function serious(page: Page, part: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page: page as never }).include(part).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} (${node.any[0]?.message ?? node.all[0]?.message ?? ''})`).slice(0, 3).join(' | ')}`);
}

const settled = async (page: Page): Promise<void> => {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
};

/** What a person opens on the floor, by name. */
const VIEWS: readonly (readonly [name: string, part: string, open: (page: Page) => Promise<unknown>])[] = [
  ['the floor', 'body', async () => undefined],
  ['a job\'s panel', '.card-panel', async (page) => { await page.locator('[data-card="1041.1"] .card-open').first().click(); await page.locator('.card-panel').waitFor(); }],
  ['an order\'s panel', '.card-panel', async (page) => { await page.goto(`${page.url().split('?')[0]}?card=1041`); await page.locator('.card-panel').waitFor(); }],
  ['the card menu', '[role="menu"]', async (page) => { await page.locator('[data-card="1041.1"] [data-menu]').first().click({ force: true }); await page.getByRole('menu').waitFor(); }],
  ['a refused drop', '[role="alertdialog"]', async (page) => { await drag(page, '1050.1', 'finish/doing'); await page.getByRole('alertdialog').waitFor(); }],
  ['the new order dialog', '[role="dialog"]', async (page) => { await page.getByRole('button', { name: 'New order' }).click(); await page.getByRole('dialog').waitFor(); }],
  ['the sheet of keys', '[role="dialog"]', async (page) => { await page.keyboard.press('?'); await page.getByRole('dialog').waitFor(); }],
  ['the palette', '[role="dialog"]', async (page) => { await page.keyboard.press('Control+k'); await page.getByRole('dialog').waitFor(); }],
];

/** Every screen of the demo shop in one of its two colours: axe finds nothing serious, and nothing overflows. */
export function screensAreSound(dark: boolean): void {
  let shop: ShopFloor;
  beforeAll(async () => { shop = await ShopFloor.open((log, directory) => seedDemo(log, directory, Date.now())); });
  afterEach(() => shop.closeScreens());
  afterAll(() => shop.close());

  const colours = dark ? 'dark' : 'light';
  for (const [name, part, open] of VIEWS)
    test(`${name}, ${colours}: axe finds nothing serious`, async () => {
      const page = await shop.floor(DEMO_BOARD, { ...DESK, dark, as: EVA });
      await open(page);
      await settled(page);
      expect(await serious(page, part)).toEqual([]);
      expect(page.faults).toEqual([]);
    });

  test(`board settings and the list of boards, ${colours}: axe finds nothing serious`, async () => {
    for (const path of [`/b/${DEMO_BOARD}/settings`, '/boards']) {
      const page = await shop.page(path, { ...DESK, dark, as: EVA });
      await until('the page has its heading', () => page.getByRole('heading').first().isVisible());
      await settled(page);
      expect(await serious(page, 'body'), path).toEqual([]);
      expect(page.faults).toEqual([]);
    }
  });

  test(`a phone, ${colours}: axe finds nothing serious, nothing scrolls sideways`, async () => {
    const page = await shop.floor(DEMO_BOARD, { ...PHONE, dark, as: EVA });
    await settled(page);
    expect(await serious(page, 'body')).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });
}
