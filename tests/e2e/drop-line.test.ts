import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { DESK, PHONE, ShopFloor, cardOn, drawn, hold, isIn, pull, saidOn, smallShop, take } from '../support/browser/floor-page.ts';
import { until } from '../support/until.ts';

/** While a card hangs in the hand, a line says between which two it would stand. */

let shop: ShopFloor;
beforeAll(async () => { shop = await ShopFloor.open(); });
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

const boxOf = async (page: Page, id: string) => {
  const box = await cardOn(page, id).boundingBox();
  if (!box) throw new Error(`${id} is not on the screen`);
  return box;
};

const lineOn = (page: Page) => page.locator('.drop-line').boundingBox();

/** The line is as wide as the cards, below the one and above the other. */
async function lineBetween(page: Page, above: string | null, below: string): Promise<void> {
  await until(`a line between ${above} and ${below}`, async () => {
    const line = await lineOn(page);
    const to = await boxOf(page, below);
    const from = above === null ? null : await boxOf(page, above);
    if (!line) return false;
    const middle = line.y + line.height / 2;
    return middle <= to.y && middle >= (from ? from.y + from.height : to.y - 12) && Math.abs(line.x - to.x) < 1 && Math.abs(line.width - to.width) < 1;
  });
}

const queue = async (board: Awaited<ReturnType<ShopFloor['board']>>): Promise<readonly string[]> => (await shop.truth(board)).places['ready/queue'] ?? [];

test('by mouse: the card lands at the line, and no other card moves before it is let go', async () => {
  const board = await shop.board('line-mouse', smallShop(5, { ready: null }));
  const page = await shop.floor(board);
  await hold(page, '1041.1', 'cut/doing');
  const before = await Promise.all(['1041.2', '1041.3', '1041.4', '1041.5'].map((id) => boxOf(page, id)));
  const third = await boxOf(page, '1041.4');
  await page.mouse.move(third.x + 60, third.y + 12, { steps: 3 });
  await lineBetween(page, '1041.3', '1041.4');
  expect(await Promise.all(['1041.2', '1041.3', '1041.4', '1041.5'].map((id) => boxOf(page, id)))).toEqual(before);
  await page.mouse.up();
  await until('the server has the order', async () => (await queue(board)).join() === '1041.2,1041.3,1041.1,1041.4,1041.5');
  await until('so has the screen', async () => (await boxOf(page, '1041.3')).y < (await boxOf(page, '1041.1')).y && (await boxOf(page, '1041.1')).y < (await boxOf(page, '1041.4')).y);
  // The card is drawn in one frame after the drop, and the sheet goes in another.
  await drawn(page);
  expect(await page.locator('.hand-sheet').count()).toBe(0);
});

test('a pull goes above the card below the line, and into an empty lane where the line is', async () => {
  const board = await shop.board('line-pull', smallShop(5, { cut: 4 }));
  const page = await shop.floor(board);
  await hold(page, '1041.1', 'cut/doing');
  await until('a line in the empty lane', async () => (await lineOn(page)) !== null);
  const empty = (await lineOn(page))?.y ?? 0;
  await page.mouse.up();
  await isIn(page, '1041.1', 'cut/doing');
  expect(Math.abs((await boxOf(page, '1041.1')).y - empty)).toBeLessThan(12);
  await hold(page, '1041.2', 'cut/doing');
  const first = await boxOf(page, '1041.1');
  await page.mouse.move(first.x + 60, first.y + 6, { steps: 3 });
  await lineBetween(page, null, '1041.1');
  await page.mouse.up();
  await until('it stands above', async () => (await shop.truth(board)).places['cut/doing']?.join() === '1041.2,1041.1');
});

test('a lane that refuses, and the place where the card stands already, show no line', async () => {
  const board = await shop.board('line-refused', [...smallShop(4, { cut: 1, ready: null }), pull('1041.1', 'cut')]);
  const page = await shop.floor(board);
  await hold(page, '1041.2', 'cut/doing');
  expect(await page.locator('[data-lane="cut"]').first().innerText()).toContain('Cut is full');
  expect(await lineOn(page)).toBeNull();
  const below = await boxOf(page, '1041.4');
  await page.mouse.move(below.x + 60, below.y + 12, { steps: 3 });
  await lineBetween(page, '1041.3', '1041.4');
  const own = await boxOf(page, '1041.3');
  await page.mouse.move(own.x + 60, own.y + 6, { steps: 3 });
  await until('no line where it stands', async () => (await lineOn(page)) === null);
  await page.keyboard.press('Escape');
  await until('the hand is empty', async () => (await page.locator('.hand-sheet').count()) === 0);
  expect((await queue(board)).join()).toBe('1041.2,1041.3,1041.4');
});

test('by keyboard: the arrows move the line, its place is said, and Space lets go there', async () => {
  const board = await shop.board('line-keys', smallShop(4, { ready: null }));
  const page = await shop.floor(board);
  await take(page, '1041.1');
  await until('the line is two cards lower', async () => {
    await page.keyboard.press('ArrowDown');
    // The line follows within a frame or two: a key pressed before that would go beyond.
    await drawn(page);
    const line = await lineOn(page);
    return line !== null && line.y > (await boxOf(page, '1041.3')).y;
  });
  await lineBetween(page, '1041.3', '1041.4');
  expect(await saidOn(page)).toContain('Above 1041·4.');
  await page.keyboard.press('Space');
  await until('the server has the order', async () => (await queue(board)).join() === '1041.2,1041.3,1041.1,1041.4');
  await until('the focus is still on the card', async () => (await page.evaluate<string | null>('document.activeElement.closest("[data-card]")?.dataset.card')) === '1041.1');
});

test.each([['a tablet', { ...DESK, touch: true }], ['a phone', PHONE]])('by touch on %s: a held card shows where it would stand', async (name, screen) => {
  const board = await shop.board(`line-${name.replaceAll(' ', '-')}`, smallShop(4, { ready: null }));
  const page = await shop.floor(board, screen);
  if (screen === PHONE) await page.getByRole('navigation', { name: 'Lanes' }).getByRole('button', { name: /^Ready/ }).tap();
  const wire = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) => wire.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  const [from, to] = [await boxOf(page, '1041.1'), await boxOf(page, '1041.3')];
  await touch('touchStart', from.x + 50, from.y + 20);
  await until('it is in the hand', async () => (await page.locator('.in-hand').count()) > 0);
  for (let step = 1; step <= 6; step += 1) await touch('touchMove', from.x + 50, from.y + 20 + (step / 6) * (to.y - from.y));
  await lineBetween(page, '1041.2', '1041.3');
  await touch('touchEnd');
  await until('the server has the order', async () => (await queue(board)).join() === '1041.2,1041.1,1041.3,1041.4');
});
