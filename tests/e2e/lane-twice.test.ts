import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cardId, laneId } from '../../shared/kernel/ids.ts';
import { DESK, ShopFloor, drag, isIn, smallShop } from '../support/browser/floor-page.ts';
import { PEOPLE } from '../support/shop/shop.ts';

let shop: ShopFloor;
beforeAll(async () => { shop = await ShopFloor.open(); });
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

test('a part goes by mouse from Cut to Finish, to Cut again, and back to the first of both', async () => {
  const order = cardId('1042');
  const step = (lane: string) => ({ lane: laneId(lane), hours: 1 });
  const board = await shop.board('lane-twice', [
    ...smallShop(1),
    { type: 'CreateOrder', number: '1042', title: 'Stool', customer: 'Larsen', quantity: 1, bom: [{ title: 'Leg', quantity: 3, source: 'make', routing: [step('cut'), step('finish'), step('cut')] }] },
    { type: 'ConfirmOrder', order, promisedAt: Date.UTC(2099, 0, 1) },
    { type: 'ReleaseOrder', order, earlyReason: 'for the test' },
  ]);
  // Both columns of both lanes are in sight.
  const page = await shop.floor(board, { ...DESK, width: 1920, as: PEOPLE.ada });
  const part = async () => (await shop.truth(board)).cards.get('1042.1');
  for (const [to, at] of [['cut/doing', 0], ['finish/doing', 1], ['cut/doing', 2]] as const) {
    await drag(page, '1042.1', to);
    await isIn(page, '1042.1', to);
    await expect.poll(async () => (await part())?.step).toBe(at);
    if (at === 2) break;
    await page.locator('[data-card="1042.1"] .card-open').focus();
    await page.keyboard.press('f');
    await isIn(page, '1042.1', to.replace('doing', 'done'));
  }
  // Its way names the visits apart, and so does a return.
  await page.locator('[data-card="1042.1"] .card-open').first().focus();
  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: 'Return to Cut, step 1…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').last().fill('the saw wandered');
  await dialog.getByRole('button', { name: /^Return/ }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await part()).toMatchObject({ step: 0, place: { lane: 'cut' }, reworks: 1 });
});
