import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Command } from '../../shared/verbs.ts';
import type { Person } from '../../shared/people/directory.ts';
import { cardId } from '../../shared/kernel/ids.ts';
import { ShopFloor, DESK, cardOn, drag, isIn, pull, smallShop } from '../support/browser/floor-page.ts';
import { PEOPLE } from '../support/shop/shop.ts';
import { until } from '../support/until.ts';

/** A day's work by the people whose work it is, through the screens they have. */

let shop: ShopFloor;
beforeAll(async () => { shop = await ShopFloor.open(); });
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

const { ben, ines, lea, mona, olaf, pia, sam, shay } = PEOPLE;
const ORDER = cardId('1041');
const DAY = 86_400_000;

async function at(board: string, person: Person, query = '') {
  const page = await shop.page(`/b/${board}${query}`, { ...DESK, as: person });
  // What does not come is named by its own step, not by the test's deadline.
  page.setDefaultTimeout(15_000);
  return page;
}
const empty = (): Command[] => smallShop(0).slice(0, 1);
/** An order whose one part lies in stock: released, its kit is full. */
const kitted = (): Command[] => [
  ...empty(),
  { type: 'CreateOrder', title: 'Oak table', customer: 'Larsen', quantity: 1, bom: [{ title: 'Fittings', quantity: 4, source: 'stock', routing: [] }] },
  { type: 'ConfirmOrder', order: ORDER, promisedAt: Date.now() + 5 * DAY },
  { type: 'ReleaseOrder', order: ORDER },
];

const dialog = (page: Page): Locator => page.getByRole('dialog');
/** Presses the main button of the open form, and waits until it is done. */
async function send(page: Page, action: string): Promise<void> {
  await dialog(page).getByRole('button', { name: action, exact: true }).click();
  await dialog(page).waitFor({ state: 'detached' });
}
const panelOf = (page: Page): Locator => page.locator('.card-panel');
async function openCard(page: Page, id: string): Promise<Locator> {
  await cardOn(page, id).locator('.card-open').click();
  await panelOf(page).getByRole('heading', { name: id.replace('.', '·') }).waitFor();
  return panelOf(page);
}
const press = (panel: Locator, move: string | RegExp) => panel.getByRole('region', { name: 'Moves' }).getByRole('button', { name: move }).click();
async function menu(page: Page, id: string, row: string | RegExp): Promise<void> {
  await cardOn(page, id).locator('.card-open').focus();
  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: row }).click();
}
const pullInto = (page: Page, lane: string) => page.locator(`[data-pull="${lane}"]`).click();
async function finish(page: Page, id: string): Promise<void> {
  await cardOn(page, id).locator('.card-open').focus();
  await page.keyboard.press('f');
}
const unfold = (page: Page, lane: string) => page.getByRole('button', { name: new RegExp(`^Unfold ${lane},`) }).click();
/** By the button that shows who one is: no page is loaded again. */
async function becomes(page: Page, person: Person): Promise<void> {
  await page.getByRole('button', { name: /^You act as/ }).click();
  await page.getByRole('menuitemradio', { name: person.name }).click();
  await page.getByRole('button', { name: `You act as ${person.name}. Choose somebody else` }).waitFor();
  await page.locator('[data-live="live"]').first().waitFor();
}
const says = (where: Locator, text: string | RegExp) => where.getByText(text).first().waitFor();
const card = async (board: Parameters<ShopFloor['truth']>[0], id: string) => (await shop.truth(board)).cards.get(cardId(id));
const planned = async (board: string, order: string): Promise<unknown> => ((await (await fetch(`http://127.0.0.1:${shop.port}/api/boards/${board}/orders/${order}`)).json()) as { planned: unknown }).planned;
const dayFrom = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

test('an order is entered, confirmed, released, made and bought, until its kit is full', async () => {
  const board = await shop.board('day-parts', empty());
  const sales = await at(board, sam);
  await sales.getByRole('button', { name: 'New order' }).click();
  await dialog(sales).getByLabel('Customer').fill('Larsen');
  await dialog(sales).getByLabel('What is ordered').fill('Oak table');
  await dialog(sales).getByLabel('Part', { exact: true }).fill('Table top');
  await dialog(sales).getByRole('button', { name: 'Paste lines' }).click();
  await dialog(sales).getByLabel('Lines from a spreadsheet').fill('Steel legs; 4; ×; buy; Hansen Metal');
  await dialog(sales).getByRole('button', { name: 'Add these lines' }).click();
  await send(sales, 'Enter the order');
  // It stands in a folded lane: the note says so, and leads there.
  await says(sales.locator('.toast'), 'Order 1041 is entered.');
  await sales.getByRole('button', { name: 'Show: Order 1041 is entered.' }).click();
  await isIn(sales, '1041', 'enquiries/all');
  const panel = await openCard(sales, '1041');
  await press(panel, 'Confirm…');
  await dialog(sales).getByLabel('Promised date').fill(dayFrom(5));
  await says(dialog(sales), 'It may be released at once.');
  await send(sales, 'Confirm');
  await says(panel, 'Revision 1, frozen');

  const planner = await at(board, pia);
  await pullInto(planner, 'pool');
  await isIn(planner, '1041', 'kits/all');
  await isIn(planner, '1041.1', 'ready/all');

  const buyer = await at(board, ben);
  await pullInto(buyer, 'at-suppliers');
  await isIn(buyer, '1041.2', 'at-suppliers/all');
  await finish(buyer, '1041.2');

  const bench = await at(board, olaf);
  await pullInto(bench, 'cut');
  await isIn(bench, '1041.1', 'cut/doing');
  await finish(bench, '1041.1');
  await pullInto(bench, 'finish');
  await isIn(bench, '1041.1', 'finish/doing');
  await finish(bench, '1041.1');
  await isIn(bench, '1041.1', 'finish/done');

  await becomes(bench, ines);
  for (const [lane, name, id, item] of [['incoming', 'Incoming', '1041.2', 'Quantity counted'], ['check', 'Check', '1041.1', 'Measured against the drawing']] as const) {
    await pullInto(bench, lane);
    await isIn(bench, id, `${lane}/all`);
    const inspected = await openCard(bench, id);
    // QC-1: until it is ticked, passing is among what is not possible now.
    await says(inspected.getByRole('list', { name: 'Not now' }), `Pass ${name}`);
    await inspected.getByLabel(item).check();
    await press(inspected, `Pass ${name}`);
    await until(`${id} is in its kit`, async () => (await card(board, id))?.finishedAt !== null);
  }
  for (const page of [sales, planner, bench]) await says(cardOn(page, '1041'), 'Full kit, ready to pull');
  expect([sales, planner, buyer, bench].flatMap((page) => page.faults)).toEqual([]);
});

test('a full kit is assembled, returned once by QC, passed and shipped, and its story says by whom', async () => {
  const board = await shop.board('day-order', kitted());
  const [bench, quality] = await Promise.all([at(board, olaf), at(board, ines)]);
  await pullInto(bench, 'assemble');
  await isIn(bench, '1041', 'assemble/doing');
  await finish(bench, '1041');

  await pullInto(quality, 'qc');
  await isIn(quality, '1041', 'qc/all');
  const panel = await openCard(quality, '1041');
  await press(panel, 'Return to Assemble…');
  await dialog(quality).getByRole('button', { name: 'Return', exact: true }).click();
  await says(dialog(quality), 'Say what is wrong with it.');
  await dialog(quality).getByLabel('What is wrong').fill('Drawer scrapes on the left');
  await send(quality, 'Return');

  await isIn(bench, '1041', 'assemble/doing');
  await says(cardOn(bench, '1041'), 'Back from QC: Drawer scrapes on the left');
  await finish(bench, '1041');
  await isIn(bench, '1041', 'assemble/done');
  await pullInto(quality, 'qc');
  await isIn(quality, '1041', 'qc/all');
  for (const item of ['Surfaces without a flaw', 'Doors and drawers run', 'Papers and fittings packed']) await panel.getByLabel(item).check();
  await press(panel, 'Pass QC');
  await until('it is passed', async () => (await card(board, '1041'))?.place?.sub === 'done');

  const dispatch = await at(board, shay);
  await pullInto(dispatch, 'ship');
  await isIn(dispatch, '1041', 'ship/all');
  await finish(dispatch, '1041');
  await dialog(dispatch).getByRole('button', { name: 'Ship', exact: true }).click();
  await says(dialog(dispatch), 'Say who takes it: a carrier, or “collected”.');
  await dialog(dispatch).getByLabel('Carrier').fill('Nordfrakt');
  await dialog(dispatch).getByLabel('Reference').fill('NF-2201');
  await send(dispatch, 'Ship');
  await says(dispatch.locator('.toast'), 'Order 1041 is shipped with Nordfrakt.');
  await unfold(dispatch, 'Shipped');
  await isIn(dispatch, '1041', 'shipped/all');
  const story = panel.locator('.cp-story');
  for (const line of [/^Shay .*Nordfrakt.*NF-2201/, /^Ines .*Drawer scrapes on the left/, /^Olaf .*Assemble/]) await says(story.locator('li > span'), line);
  expect([bench, quality, dispatch].flatMap((page) => page.faults)).toEqual([]);
});

test('MTO-4: the parts of an order may be changed until it is confirmed, and others see it', async () => {
  const board = await shop.board('day-revise', smallShop(2).slice(0, 2));
  const [sales, planner] = await Promise.all([at(board, sam, '?card=1041'), at(board, pia, '?card=1041')]);
  await says(panelOf(planner), 'Legs 2');
  await press(panelOf(sales), 'Parts…');
  const form = dialog(sales);
  const parts = form.getByLabel('Part', { exact: true });
  await parts.nth(1).waitFor();
  expect(await parts.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))).toEqual(['Table top 1', 'Legs 2']);
  expect(await form.getByLabel('Hours in Cut').first().inputValue()).toBe('2');
  await parts.first().fill('');
  await form.getByRole('button', { name: 'Change the parts' }).click();
  await says(form, '1 of 2 parts lacks something: its fields say what.');
  await parts.first().fill('Table top, ash');
  await form.getByRole('button', { name: 'Remove part 2, Legs 2' }).click();
  await form.getByRole('button', { name: 'Add a part' }).click();
  await parts.nth(1).fill('Trestle');
  await form.getByLabel('Quantity').nth(1).fill('2');
  await send(sales, 'Change the parts');
  for (const page of [sales, planner]) {
    await says(panelOf(page).getByRole('table'), 'Table top, ash');
    await says(panelOf(page).getByRole('table'), 'Trestle');
    expect(await panelOf(page).getByText('Legs 2').count()).toBe(0);
  }
  expect(await planned(board, '1041')).toMatchObject([{ title: 'Table top, ash' }, { title: 'Trestle', quantity: 2, state: 'planned' }]);

  await unfold(planner, 'Enquiries');
  await menu(planner, '1041', 'Parts…');
  await dialog(planner).getByRole('button', { name: 'Remove part 2, Trestle' }).waitFor();
  await dialog(planner).getByRole('button', { name: 'Cancel' }).click();
  // Open in one place and confirmed in another: what was typed stays, and the form says why it is not taken.
  await sales.keyboard.press('Control+k');
  await sales.getByRole('combobox').fill('parts…');
  await sales.keyboard.press('Enter');
  await parts.nth(1).fill('Bench');
  await shop.must(board, { type: 'ConfirmOrder', order: ORDER, promisedAt: Date.now() + 40 * DAY }, undefined, sam);
  await form.getByRole('button', { name: 'Change the parts' }).click();
  await says(form.locator('.form-fault'), /frozen/);
  expect(await parts.nth(1).inputValue()).toBe('Bench');
  await form.getByRole('button', { name: 'Cancel' }).click();
  await says(panelOf(sales), /frozen/);
  expect(await panelOf(sales).getByRole('button', { name: 'Parts…' }).count()).toBe(0);

  // 3.7: before its date an order is released for a reason.
  await press(panelOf(planner), 'Release to the floor…');
  await dialog(planner).getByRole('button', { name: 'Release', exact: true }).click();
  await says(dialog(planner), 'Say why it may start before its date.');
  await dialog(planner).getByLabel('Why now').fill('The customer takes it a month earlier');
  await send(planner, 'Release');
  await isIn(planner, '1041', 'kits/all');
});

test('what is in the way, who does it, how urgent it is and what is said of it are on the other screen at once', async () => {
  const board = await shop.board('day-block', smallShop(2));
  await shop.must(board, pull('1041.1', 'cut'), undefined, olaf);
  const [bench, lead] = await Promise.all([at(board, olaf), at(board, lea, '?card=1041.1')]);
  const panel = panelOf(lead);
  await menu(bench, '1041.1', 'Block…');
  await dialog(bench).getByRole('radio', { name: 'Material' }).check();
  await dialog(bench).getByLabel('What it waits for').fill('No oak until Friday');
  await send(bench, 'Block');
  await says(cardOn(lead, '1041.1'), 'No oak until Friday');
  await panel.getByRole('button', { name: 'Unblock: No oak until Friday' }).click();
  await dialog(lead).getByRole('button', { name: 'Unblock', exact: true }).click();
  await says(dialog(lead), 'Say how it was solved.');
  await dialog(lead).getByLabel('How it was solved').fill('Oak lent by the neighbour');
  await send(lead, 'Unblock');
  await says(panel, 'Not blocked');
  await until('nobody reads it as blocked', async () => !(await cardOn(bench, '1041.1').innerText()).includes('No oak'));

  await menu(bench, '1041.1', 'Comment…');
  await dialog(bench).getByLabel('Comment', { exact: true }).fill('The neighbour wants two boards back');
  await send(bench, 'Add the comment');
  await says(panel.locator('.cp-story'), /The neighbour wants two boards back/);
  await panel.getByLabel('Comment', { exact: true }).fill('He gets three');
  await lead.keyboard.press('Control+Enter');
  await says(panel, '2 comments');

  await menu(bench, '1041.1', 'Assign…');
  await dialog(bench).getByLabel('Find a person or a role').fill('lea');
  await dialog(bench).getByRole('checkbox', { name: /^Lea/ }).check();
  await send(bench, 'Assign 2');
  await says(panel.locator('.cp-people'), 'Lea');

  await becomes(bench, mona);
  await menu(bench, '1041.1', 'Class of service…');
  await dialog(bench).getByRole('radio', { name: 'Expedite' }).check();
  await dialog(bench).getByRole('button', { name: 'Set the class' }).click();
  await says(dialog(bench), 'Say why it goes before all others.');
  await dialog(bench).getByLabel('Why it goes first').fill('The hotel opens on Monday');
  await send(bench, 'Set the class');
  await says(cardOn(lead, '1041.1'), 'Expedite');
  expect([...bench.faults, ...lead.faults]).toEqual([]);
});

test('WIP-31: a manager puts a card above a limit for a reason, and lane and card say so; others wait in line', async () => {
  const board = await shop.board('day-over', [...smallShop(3, { cut: 1 }), pull('1041.1', 'cut')]);
  const [manager, bench] = await Promise.all([at(board, mona), at(board, olaf)]);
  await menu(bench, '1041.3', 'Queue for Cut');
  await says(cardOn(manager, '1041.3'), '1st in line at Cut');
  await menu(bench, '1041.3', 'Leave the line at Cut');
  await until('it left the line', async () => !(await cardOn(manager, '1041.3').innerText()).includes('in line'));

  await drag(manager, '1041.2', 'cut/doing');
  await manager.getByRole('alertdialog').getByRole('button', { name: 'Override…' }).click();
  await dialog(manager).getByLabel('Why').fill('because');
  await dialog(manager).getByRole('button', { name: 'Override', exact: true }).click();
  await says(dialog(manager), 'Say why it may stand above the limit in at least 10 characters: 3 more.');
  expect((await card(board, '1041.2'))?.place?.lane).toBe('ready');
  await dialog(manager).getByLabel('Why').fill('The customer waits in the yard');
  await send(manager, 'Override');
  for (const page of [manager, bench]) {
    await isIn(page, '1041.2', 'cut/doing');
    await says(page.locator('[data-lane="cut"] .lane-head'), '1 over: override');
    await says(cardOn(page, '1041.2'), 'Above a limit, by override');
  }
  const panel = await openCard(bench, '1041.2');
  await says(panel.getByRole('region', { name: 'Above the limit' }), /Override, Mona, .*The customer waits in the yard/);
});

test('QC-5: a concession lets a part pass as it is; a move is taken back by its button', async () => {
  const board = await shop.board('day-concession', smallShop(1));
  for (const lane of ['cut', 'finish'])
    for (const step of [pull('1041.1', lane), { type: 'FinishWork', card: cardId('1041.1') } as const]) await shop.must(board, step);
  await shop.must(board, pull('1041.1', 'check'), undefined, ines);
  const manager = await at(board, mona);
  const panel = await openCard(manager, '1041.1');
  await press(panel, 'Concession…');
  await dialog(manager).getByLabel('Why it may pass').fill('Too light');
  await dialog(manager).getByRole('button', { name: 'Grant the concession' }).click();
  await says(dialog(manager), /in at least 10 characters: 1 more\./);
  await dialog(manager).getByLabel('Why it may pass').fill('Too light, the customer agreed');
  await send(manager, 'Grant the concession');
  await says(panel.locator('.cp-story'), /Too light, the customer agreed/);
  await pullInto(manager, 'assemble');
  await isIn(manager, '1041', 'assemble/doing');
  await manager.getByRole('button', { name: /^Undo: 1041 moved to Assemble/ }).click();
  await isIn(manager, '1041', 'kits/all');
  // The screen shows it before the server has it.
  await until('the server has taken it back', async () => (await card(board, '1041'))?.place?.lane === 'kits');
});

test('a limit set below its load shows as over on the floor, and a removed one is gone', async () => {
  const board = await shop.board('day-limits', [...smallShop(3), pull('1041.1', 'cut'), pull('1041.2', 'cut')]);
  const [office, bench] = await Promise.all([at(`${board}/settings`, mona), at(board, olaf)]);
  const head = bench.locator('[data-lane="cut"] .lane-head');
  await office.getByRole('button', { name: 'Change the limit Cut', exact: true }).click();
  await dialog(office).getByLabel('Limit', { exact: true }).fill('1');
  await says(dialog(office), /2 stand in it now\. Nothing is put out/);
  await dialog(office).getByRole('button', { name: 'Set the limit' }).click();
  await says(dialog(office), 'Say why it is lowered.');
  await dialog(office).getByLabel('Why it is lowered').fill('One saw is away for repair');
  await send(office, 'Set the limit');
  await says(head, '1 over: limit lowered');
  await says(office.getByRole('list', { name: '1 above Cut' }), '1 since the limit was lowered');
  expect(await bench.locator('[data-pull="cut"]').count()).toBe(0);

  await office.getByRole('button', { name: 'Remove the limit Cut', exact: true }).click();
  await dialog(office).getByRole('button', { name: 'Remove the limit' }).click();
  await says(dialog(office), 'Say why the shop can do without it.');
  await dialog(office).getByLabel('Why').fill('The group has a limit of its own');
  await send(office, 'Remove the limit');
  await until('Cut counts without a limit', async () => !(await head.innerText()).includes('over'));
  expect([...office.faults, ...bench.faults]).toEqual([]);
});

test('a lane is added, renamed and removed; one that holds cards says why it stays', async () => {
  const board = await shop.board('day-lanes', [...smallShop(2), pull('1041.1', 'cut')]);
  const [office, bench] = await Promise.all([at(`${board}/settings`, mona), at(board, olaf)]);
  const lane = (name: string) => bench.getByRole('region', { name, exact: true });
  await office.getByRole('button', { name: 'Add a lane' }).click();
  await dialog(office).getByLabel('Name').fill('Cut');
  await dialog(office).getByRole('button', { name: 'Add the lane' }).click();
  await says(dialog(office), 'There is a lane called Cut already. Choose another name.');
  await dialog(office).getByLabel('Name').fill('Upholster');
  await send(office, 'Add the lane');
  await lane('Upholster').waitFor();

  await office.getByRole('button', { name: 'Edit Upholster' }).click();
  await dialog(office).getByLabel('Name').fill('Upholstery');
  await send(office, 'Save');
  await lane('Upholstery').waitFor();
  expect(await lane('Upholster').count()).toBe(0);

  await office.getByRole('button', { name: 'Remove Cut', exact: true }).click();
  await says(dialog(office).getByRole('alert'), /Cut .*1 card/);
  await dialog(office).getByRole('button', { name: 'Cancel' }).click();
  await office.getByRole('button', { name: 'Remove Upholstery', exact: true }).click();
  await send(office, 'Remove the lane');
  await until('it is gone from the floor', async () => (await lane('Upholstery').count()) === 0);
  expect((await shop.truth(board)).lanes.map(({ name }) => name)).toContain('Cut');
  expect([...office.faults, ...bench.faults]).toEqual([]);
});

