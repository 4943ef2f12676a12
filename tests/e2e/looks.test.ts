import AxeBuilder from '@axe-core/playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { seedDemo } from '../../server/demo/seed.ts';
import { recordsOf } from '../../server/people/directory-records.ts';
import { shopDirectory } from '../../shared/templates/furniture-people.ts';
import { DESK, PHONE, type Screen, ShopFloor, cardOn, columnOf } from '../support/browser/floor-page.ts';
import { DEMO_BOARD } from '../support/shop/demo-shop.ts';
import { person } from '../support/shop/shop.ts';
import { until } from '../support/until.ts';

/** The floor of somebody who may only look, of a whole demo shop: everything moves, nothing can be done, nobody is named. */

let shop: ShopFloor;
const board = DEMO_BOARD;
const looker = person('vera', 'viewer');
const directory = shopDirectory();
beforeAll(async () => {
  shop = await ShopFloor.open(async (log, records) => {
    await seedDemo(log, records, Date.now());
    await records.replaceRecords(recordsOf({ ...directory, people: { ...directory.people, [looker.id]: looker } }));
  });
});
afterEach(() => shop.closeScreens());
afterAll(() => shop.close());

const PICTURES = process.env['PICTURES'];

test.each([
  ['a desk', DESK], ['a desk in the dark, in German', { ...DESK, dark: true, language: 'de-DE' }], ['a phone', PHONE],
] satisfies [string, Screen][])('on %s', async (how, screen) => {
  const page = await shop.floor(board, { ...screen, as: looker });
  const truth = await shop.truth(board);
  await page.locator('[data-card]').first().waitFor();
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${how.replaceAll(' ', '-').replaceAll(',', '')}.png` });
  const text = await page.evaluate(() => document.body.innerText);
  const customers = [...truth.cards.values()].flatMap((card) => (card.kind === 'order' ? [card.customer] : []));
  const names = [...Object.values(directory.people), ...Object.values(directory.suppliers)].map(({ name }) => name);
  // An order may be called by a customer's name, and its title is told.
  const titles = [...truth.cards.values()].map(({ title }) => title).join();
  expect([...names, ...customers].filter((name) => text.includes(name) && !titles.includes(name))).toEqual([]);
  expect(await page.locator('[data-pull], .new-order, .thumb-row, .card .avatar').count()).toBe(0);
  expect(await page.getByRole('button', { name: /settings|einstellungen/i }).count()).toBe(0);
  const open = page.locator('.card-open').first();
  await open.click();
  await open.click({ button: 'right' });
  expect(await page.locator('.card-panel, [role="menu"], [role="dialog"]').count()).toBe(0);
  const { violations } = await new AxeBuilder({ page: page as never }).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map((violation) => violation.id)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  expect(page.faults).toEqual([]);
});

test('what moves is seen at once, and a change of role turns the open screen into the floor', async () => {
  const page = await shop.floor(board, { ...DESK, as: looker });
  const truth = await shop.truth(board);
  const job = [...truth.cards.values()].find((card) => card.kind === 'job' && card.place?.sub === 'doing' && card.place.lane === 'cut')!;
  await cardOn(page, job.id).waitFor({ state: 'attached' });
  const manager = Object.values(directory.people).find(({ roles }) => roles.includes('manager'))!;
  await shop.must(board, { type: 'FinishWork', card: job.id }, undefined, manager);
  await until('the finished card is elsewhere', async () => (await columnOf(page, job.id)) !== `${job.place?.lane}/doing`);
  const { people } = shop.app.people;
  const kept = people.get(looker.id)!;
  expect(await people.save({ ...kept.record, roles: ['manager'] }, kept.version, `person:${manager.id}`)).toMatchObject({ ok: true });
  await page.locator('.new-order').waitFor();
  await cardOn(page, job.id).locator('.card-open').click();
  await page.locator('.card-panel').waitFor();
  const now = people.get(looker.id)!;
  expect(await people.save({ ...now.record, roles: ['viewer'] }, now.version, `person:${manager.id}`)).toMatchObject({ ok: true });
  await page.locator('.new-order').waitFor({ state: 'detached' });
  await page.locator('.card-panel').waitFor({ state: 'detached' });
  await page.locator('[data-card]').first().waitFor();
  expect(page.faults).toEqual([]);
});
