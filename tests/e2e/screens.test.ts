import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { seedDemo } from '../../server/demo/seed.ts';
import { DEMO_BOARD } from '../support/shop/demo-shop.ts';
import { DESK, PHONE, type Screen, ShopFloor, WALL } from '../support/browser/floor-page.ts';
import { screensAreSound } from '../support/browser/sound-screens.ts';

// In the dark they are looked at in tests/long.
describe('by day', () => screensAreSound(false));

describe('of any size', () => {
  let shop: ShopFloor;
  beforeAll(async () => { shop = await ShopFloor.open((log, directory) => seedDemo(log, directory, Date.now())); });
  afterEach(() => shop.closeScreens());
  afterAll(() => shop.close());

  test('the page itself never scrolls sideways, at any of the three sizes', async () => {
    for (const screen of [DESK, WALL, PHONE, { width: 320, height: 640, touch: true }] satisfies Screen[]) {
      const page = await shop.floor(DEMO_BOARD, screen);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), `${screen.width}`).toBeLessThanOrEqual(0);
      await shop.closeScreens();
    }
  });
});
