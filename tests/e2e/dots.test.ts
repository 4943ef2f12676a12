import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { NewLimit } from '../../shared/limits/limit-fields.ts';
import type { BoardId } from '../../shared/kernel/ids.ts';
import { PHONE, type Screen, ShopFloor, drawn, isIn, pull, saidOn, smallShop, take } from '../support/browser/floor-page.ts';
import { until } from '../support/until.ts';

/** The smallest cards there are: everything one does with a card can be done with its dot. */

let shop: ShopFloor;
beforeAll(async () => { shop = await ShopFloor.open(); });
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

/** 400 cards wait in one lane. */
const many = () => smallShop(400, { ready: null }).map((command) => (command.type === 'CreateBoard' ? { ...command, limits: command.limits.filter(({ id }: NewLimit) => id !== 'jobs' && id !== 'procurement') } : command));

/** The board as somebody sees it who has chosen dots before. */
async function inDots(board: BoardId, screen?: Screen) {
  const page = await shop.page('/boards', screen);
  await page.evaluate(() => localStorage.setItem('pullcord.density', '"dots"'));
  await page.goto(`${new URL(page.url()).origin}/b/${board}`);
  return page;
}

test('dots: chosen once, walked over by the arrows, opened by Enter, dragged like cards', async () => {
  const board = await shop.board('dots', many());
  const page = await shop.floor(board);
  await page.getByRole('button', { name: 'Size of the cards' }).click();
  await page.getByRole('menuitemradio', { name: /^Dots/ }).click();
  await page.locator('[data-card="1041.1"].dot').waitFor();
  await page.reload();
  await page.locator('[data-card="1041.1"].dot').waitFor();
  // What is far below is not mounted.
  expect(await page.locator('.dot').count()).toBeLessThan(350);

  await page.locator('[data-card="1041.1"] .card-open').focus();
  await page.keyboard.press('ArrowRight');
  await until('the tip is the next card', async () => (await page.locator('.dot-tip').innerText()).startsWith('1041·2'));
  await page.keyboard.press('ArrowDown');
  const below = await page.evaluate(() => {
    const at = document.activeElement?.closest('[data-card]')?.getBoundingClientRect();
    const was = document.querySelector('[data-card="1041.2"]')?.getBoundingClientRect();
    return at && was ? { right: Math.round(at.left - was.left), down: Math.round(at.top - was.top) > 0 } : null;
  });
  expect(below).toEqual({ right: 0, down: true });
  await page.keyboard.press('Enter');
  await page.locator('.card-panel').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.card-panel').waitFor({ state: 'detached' });

  const [dot, cut] = [await page.locator('[data-card="1041.3"]').boundingBox(), await page.locator('[data-column="cut/doing"]').boundingBox()];
  if (!dot || !cut) throw new Error('1041.3 or Cut is not on the screen');
  await page.mouse.move(dot.x + dot.width / 2, dot.y + dot.height / 2);
  await page.mouse.down();
  await page.mouse.move(dot.x + dot.width / 2 + 15, dot.y + dot.height / 2 + 10, { steps: 3 });
  await page.mouse.move(cut.x + cut.width / 2, cut.y + 60, { steps: 8 });
  await page.locator('[data-lane="cut"].over').waitFor();
  await page.mouse.up();
  await isIn(page, '1041.3', 'cut/doing');
  await until('the server has it', async () => (await shop.truth(board)).cards.get('1041.3')?.place?.lane === 'cut');
  expect(page.faults).toEqual([]);
});

test('dots: a drop lands between the two dots where the upright line stands, by mouse and by keyboard', async () => {
  const board = await shop.board('dots-line', smallShop(9, { ready: null }));
  const page = await inDots(board);
  const boxOf = async (id: string) => {
    const box = await page.locator(`[data-card="${id}"].dot`).boundingBox();
    if (!box) throw new Error(`${id} is not on the screen`);
    return box;
  };
  const order = async () => ((await shop.truth(board)).places['ready/queue'] ?? []).map((id) => id.split('.')[1]).join(' ');
  await page.locator('[data-card="1041.9"].dot').waitFor();
  const [own, to] = [await boxOf('1041.1'), await boxOf('1041.4')];
  expect(to.y).toBe(own.y);
  await page.mouse.move(own.x + own.width / 2, own.y + own.height / 2);
  await page.mouse.down();
  await page.mouse.move(own.x + own.width / 2 + 15, own.y + own.height / 2, { steps: 3 });
  await page.mouse.move(to.x + 4, to.y + to.height / 2, { steps: 3 });
  await until('the line stands at the left of the fourth dot', async () => {
    const line = await page.locator('.drop-line').boundingBox();
    return line !== null && line.height === to.height && Math.abs(line.x + line.width / 2 - to.x) < 1 && line.y === to.y;
  });
  await page.mouse.up();
  await until('the server has the order', async () => (await order()) === '2 3 1 4 5 6 7 8 9');
  await until('the hand is empty', async () => (await page.locator('.hand-sheet').count()) === 0);

  // The arrows go from place to place along the line: 1041.9 above 1041.8, in the second line of dots.
  await take(page, '1041.9');
  await until('it would stand above the eighth', async () => {
    await page.keyboard.press('ArrowUp');
    await drawn(page);
    return (await saidOn(page)).includes('Above 1041·8.');
  });
  await page.keyboard.press('Space');
  await until('the server has that order, too', async () => (await order()) === '2 3 1 4 5 6 7 9 8');
  expect(page.faults).toEqual([]);
});

test('dots: a page key goes ten places on, and back', async () => {
  const board = await shop.board('dots-page', smallShop(30, { ready: null }));
  const page = await inDots(board);
  const order = async () => ((await shop.truth(board)).places['ready/queue'] ?? []).map((id) => Number(id.split('.')[1]));
  await take(page, '1041.1');
  await until('it stands far below', async () => {
    await page.keyboard.press('PageDown');
    await drawn(page);
    return (await saidOn(page)).includes('Below all others.');
  });
  await page.keyboard.press('PageUp');
  await until('it would stand ten places further up', async () => /Above 1041·(20|21|22)\./.test(await saidOn(page)));
  await page.keyboard.press('Space');
  await until('the server has the order', async () => [18, 19, 20].includes((await order()).indexOf(1)));
  expect(page.faults).toEqual([]);
});

test('dots under a thumb: 44 px high, a tap opens the card', async () => {
  const board = await shop.board('dots-phone', [...smallShop(20, { ready: null }), pull('1041.1', 'cut')]);
  const page = await inDots(board, PHONE);
  await page.getByRole('navigation', { name: 'Lanes' }).getByRole('button', { name: /^Ready/ }).tap();
  const dot = page.locator('[data-card="1041.5"] .card-open');
  expect((await dot.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await dot.tap();
  await page.locator('.card-panel').waitFor();
  expect(page.url()).toContain('1041.5');
});
