import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Command } from '../../shared/verbs.ts';
import { laneId } from '../../shared/kernel/ids.ts';
import { DESK, PHONE, ShopFloor, cardOn, drag, finish, isIn, pull, smallShop, take } from '../support/browser/floor-page.ts';
import { PEOPLE } from '../support/shop/shop.ts';
import { misfits } from '../support/browser/fits.ts';
import { until } from '../support/until.ts';

/** Lanes narrow and fold by themselves until the bottleneck and everything after it is on screen (look). */

let shop: ShopFloor;
beforeAll(async () => { shop = await ShopFloor.open(); });
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

/** Finish is full, Cut has one done and one in work. */
const stuck = (): Command[] => [
  ...smallShop(6, { cut: 4, finish: 1 }),
  pull('1041.1', 'cut'), finish('1041.1'), pull('1041.1', 'finish'), pull('1041.2', 'cut'), finish('1041.2'), pull('1041.3', 'cut'),
];
const FITS = { ...DESK, fits: true };

const away = (page: Page): Promise<string[]> => page.evaluate<string[]>(`[...document.querySelectorAll('section[data-lane]')].flatMap((lane) => {
  const { left, right } = lane.getBoundingClientRect();
  return left >= 0 && right <= innerWidth ? [] : [lane.dataset.lane];
})`);
const folded = (page: Page): Promise<string[]> => page.evaluate<string[]>(`[...document.querySelectorAll('.lane.folded')].map((lane) => lane.dataset.lane)`);
const BEFORE = ['enquiries', 'pool', 'ready', 'at-suppliers', 'incoming', 'cut', 'shipped'];

test('at 1440 all lanes are on screen, those before the bottleneck as strips with name, count, places and signals', async () => {
  const board = await shop.board('fits', stuck());
  const page = await shop.floor(board, FITS);
  expect(await away(page)).toEqual([]);
  expect(await folded(page)).toEqual(BEFORE);
  const cut = page.locator('[data-lane="cut"]');
  expect(await cut.innerText()).toContain('2/4');
  expect(await cut.locator('.meter i').count()).toBe(4);
  expect(await cut.locator('.signal svg').count()).toBe(1);
  expect(await misfits(page)).toEqual([]);
});

test('a strip takes a card from the mouse and from the keyboard', async () => {
  const board = await shop.board('strip-drop', stuck());
  const page = await shop.floor(board, FITS);
  await page.getByRole('button', { name: /^Unfold Ready,/ }).click();
  const [card, strip] = [await cardOn(page, '1041.4').boundingBox(), await page.locator('[data-lane="cut"]').boundingBox()];
  if (!card || !strip) throw new Error('The card or the strip is not on the screen.');
  await page.mouse.move(card.x + 30, card.y + 14);
  await page.mouse.down();
  await page.mouse.move(strip.x + 20, strip.y + 200, { steps: 8 });
  await page.locator('[data-lane="cut"].over.drop-yes').waitFor();
  await page.mouse.up();
  await until('it was pulled', async () => (await shop.truth(board)).cards.get('1041.4')?.place?.lane === 'cut');
  await take(page, '1041.5');
  // From Ready over At suppliers and Incoming, all of them strips but the first.
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowRight');
  await page.locator('[data-lane="cut"].over').waitFor();
  await page.keyboard.press('Space');
  await until('it was pulled, too', async () => (await shop.truth(board)).cards.get('1041.5')?.place?.lane === 'cut');
});

test('a click, Enter or a tap unfolds, and it stays so for this person on this device', async () => {
  const board = await shop.board('unfolds', stuck());
  const page = await shop.floor(board, FITS);
  await page.getByRole('button', { name: /^Unfold Cut,/ }).click();
  await page.getByRole('button', { name: /^Unfold Pool,/ }).focus();
  await page.keyboard.press('Enter');
  // By hand it lies as wide as it can: doing and done side by side.
  await isIn(page, '1041.2', 'cut/done');
  const open = BEFORE.filter((lane) => lane !== 'cut' && lane !== 'pool');
  await until('both are open', async () => (await folded(page)).join() === open.join());
  await page.reload();
  await isIn(page, '1041.2', 'cut/done');
  expect(await folded(page)).toEqual(open);
  await page.locator('.acting').click();
  await page.getByRole('menuitemradio', { name: new RegExp(PEOPLE.ben.name) }).click();
  await until('for somebody else they fold', async () => (await folded(page)).join() === BEFORE.join());
  const tablet = await shop.floor(board, { width: 1024, height: 768, touch: true, fits: true });
  await tablet.getByRole('button', { name: /^Unfold Cut,/ }).tap();
  await isIn(tablet, '1041.2', 'cut/done');
});

test('a slim lane shows done below doing, a card is finished by carrying it there, and the lane can be widened', async () => {
  const board = await shop.board('slim', stuck());
  const page = await shop.floor(board, { width: 2100, height: 1000, fits: true });
  await isIn(page, '1041.3', 'cut/all');
  const [card, heading] = [await cardOn(page, '1041.3').boundingBox(), await page.locator('[data-lane="cut"] [data-heading]').boundingBox()];
  if (!card || !heading) throw new Error('The card or the heading is not on the screen.');
  await page.mouse.move(card.x + 30, card.y + 14);
  await page.mouse.down();
  await page.mouse.move(card.x + 40, card.y + 24, { steps: 3 });
  await page.mouse.move(heading.x + 40, heading.y + heading.height + 140, { steps: 8 });
  await page.mouse.up();
  await until('it is done', async () => (await shop.truth(board)).cards.get('1041.3')?.place?.sub === 'done');
  await drag(page, '1041.4', 'cut/all');
  await until('another is in work', async () => (await shop.truth(board)).cards.get('1041.4')?.place?.sub === 'doing');
  await page.getByRole('button', { name: 'Widen Cut' }).click();
  await isIn(page, '1041.3', 'cut/done');
});

test('a phone has one lane a page, as before', async () => {
  const board = await shop.board('fits-phone', stuck());
  const page = await shop.floor(board, { ...PHONE, fits: true });
  expect(await page.locator('.phone-chips .chip').count()).toBe((await shop.truth(board)).lanes.length);
  expect(await page.locator('.lane').count()).toBe(0);
});

test('fourteen lanes, long German names: nothing overlaps, strips say the whole name', async () => {
  const [made, ...rest] = stuck();
  if (made?.type !== 'CreateBoard') throw new Error('The shop begins with its board.');
  const lanes = made.lanes.map((lane) => (lane.id === 'finish' ? { ...lane, name: 'Oberflächenbehandlung und Trocknung' } : lane));
  const board = await shop.board('fourteen', [{ ...made, lanes: [...lanes.slice(0, 3), { id: laneId('glue'), name: 'Verleimung der Korpusteile', kind: 'work', holds: 'job' }, ...lanes.slice(3)] }, ...rest]);
  const page = await shop.floor(board, { ...FITS, language: 'de-DE' });
  await page.locator('[data-lane="glue"].folded').waitFor();
  expect(await misfits(page)).toEqual([]);
  expect(await page.locator('[data-lane="glue"]').innerText()).toContain('Verleimung der Korpusteile');
});
