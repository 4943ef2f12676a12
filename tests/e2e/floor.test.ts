import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cardId } from '../../shared/kernel/ids.ts';
import { loadOf } from '../../shared/limits/admission.ts';
import { limitId } from '../../shared/kernel/ids.ts';
import { DESK, PHONE, ShopFloor, cardOn, columnOf, drag, drawn, finish, hold, isIn, pull, smallShop } from '../support/browser/floor-page.ts';
import { PEOPLE } from '../support/shop/shop.ts';
import { until } from '../support/until.ts';

let shop: ShopFloor;
beforeAll(async () => { shop = await ShopFloor.open(); });
afterEach(async () => {
  shop.proxy.open = true;
  shop.proxy.weather.deaf = false;
  await shop.closeScreens();
});
afterAll(() => shop.close());

test('a move by mouse is on the other screen within a moment, and nobody reloads', async () => {
  const board = await shop.board('seen', smallShop(4));
  const [mine, other] = await Promise.all([shop.floor(board), shop.floor(board, { ...DESK, as: PEOPLE.olaf })]);
  await drag(mine, '1041.1', 'cut/doing');
  await isIn(mine, '1041.1', 'cut/doing');
  await isIn(other, '1041.1', 'cut/doing');
  expect((await shop.truth(board)).cards.get('1041.1')?.place).toEqual({ lane: 'cut', sub: 'doing' });
  expect([...mine.faults, ...other.faults]).toEqual([]);
});

test('a move of somebody else glides from where the card stood, to the right as to the left', async () => {
  const board = await shop.board('glides', smallShop(4));
  const page = await shop.floor(board);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.evaluate(`(() => {
    window.flown = [];
    new MutationObserver((records) => {
      for (const { addedNodes } of records) for (const node of addedNodes) if (node.classList?.contains('card-ghost')) window.flown.push(node.innerText);
    }).observe(document.body, { childList: true });
  })()`);
  const flown = (): Promise<number> => page.evaluate<number>(`window.flown.filter((text) => text.includes('1041·1')).length`);
  // What a fresh screen still catches up with does not move, and moves in quick succession are a blur: so it goes to and
  // fro until it has been seen to fly both ways.
  const fliesTo = async (column: string, move: () => Promise<void>): Promise<boolean> => {
    const before = await flown();
    await move();
    await isIn(page, '1041.1', column);
    return until('it has flown', async () => (await flown()) > before, 500).then(() => true, () => false);
  };
  await until('it flew to the right, and back', async () => {
    const there = await fliesTo('cut/doing', () => shop.must(board, pull('1041.1', 'cut')));
    const back = await fliesTo('ready/all', () => shop.must(board, { type: 'UndoMove', card: cardId('1041.1') }));
    return there && back;
  }, 30_000);
});

test('WIP-25: two screens drop on the last free place; one card goes in, the other person is told why', async () => {
  const board = await shop.board('last-place', smallShop(4, { cut: 1 }));
  const [mine, other] = await Promise.all([shop.floor(board), shop.floor(board, { ...DESK, as: PEOPLE.olaf })]);
  await hold(mine, '1041.1', 'cut/doing');
  await hold(other, '1041.2', 'cut/doing');
  await Promise.all([mine.mouse.up(), other.mouse.up()]);
  const refused = await until('one of them is refused', async () => {
    for (const page of [mine, other]) if (await page.getByRole('alertdialog').isVisible()) return page;
    return null;
  });
  await until('the panel says why', async () => (await refused.getByRole('alertdialog').innerText()).includes('Cut is full: 1 of 1'));
  const truth = await shop.truth(board);
  expect(loadOf(truth, limitId('cut'))).toBe(1);
  const winner = truth.places['cut/doing']?.[0] ?? '';
  const loser = winner === '1041.1' ? '1041.2' : '1041.1';
  for (const page of [mine, other]) {
    await isIn(page, winner, 'cut/doing');
    await isIn(page, loser, 'ready/all');
  }
});

test('a refused drop goes back to its place, names the occupants, and offers to queue', async () => {
  const board = await shop.board('refused', [...smallShop(4, { cut: 1 }), pull('1041.1', 'cut')]);
  const page = await shop.floor(board);
  await hold(page, '1041.2', 'cut/doing');
  expect(await page.locator('[data-lane="cut"]').first().innerText()).toContain('Cut is full');
  await page.mouse.up();
  const panel = page.getByRole('alertdialog');
  await until('the occupants are named', async () => /1041·1[\s\S]*in work/.test(await panel.innerText()));
  await isIn(page, '1041.2', 'ready/all');
  await panel.getByRole('button', { name: /Queue here, 1st in line/ }).click();
  await until('the server has it in line', async () => (await shop.truth(board)).queues['cut' as never]?.[0] === '1041.2');
  await until('its card says so', async () => (await cardOn(page, '1041.2').innerText()).includes('1st in line'));
  await page.keyboard.press('Escape');
  expect(await panel.isVisible()).toBe(false);
});

test('the keyboard picks up, chooses a lane, drops, and every step is announced', async () => {
  const board = await shop.board('keyboard', smallShop(3));
  const page = await shop.floor(board);
  const said = page.locator('[aria-live]');
  await page.locator('[data-card="1041.1"] .card-open').focus();
  await page.keyboard.press('Space');
  await until('the hand is said', async () => (await said.allTextContents()).some((text) => /Picked up 1041·1|It stands here/.test(text)));
  for (let step = 0; step < 12; step += 1) {
    const texts = await said.allTextContents();
    if (texts.some((text) => text.startsWith('Cut.'))) break;
    await page.keyboard.press('ArrowRight');
    // A key that comes before the card is quite in the hand is not heard: a person presses again.
    await until('the next lane is said', async () => (await said.allTextContents()).join() !== texts.join(), 800).catch(() => undefined);
  }
  expect((await said.allTextContents()).join()).toContain('Cut. Pull here');
  await page.keyboard.press('Space');
  await isIn(page, '1041.1', 'cut/doing');
  await until('the server has it', async () => (await shop.truth(board)).cards.get('1041.1')?.place?.lane === 'cut');
});

test('Pull next takes the proposed card, F finishes it, U undoes, all without a drag', async () => {
  const board = await shop.board('pull-next', smallShop(3));
  const page = await shop.floor(board);
  await page.locator('[data-lane="cut"] [data-pull="cut"]').click();
  const pulled = await until('a card stands in Cut', async () => (await shop.truth(board)).places['cut/doing']?.[0]);
  await isIn(page, pulled, 'cut/doing');
  await page.locator(`[data-card="${pulled}"] .card-open`).focus();
  await page.keyboard.press('f');
  await isIn(page, pulled, 'cut/done');
  await page.keyboard.press('u');
  await isIn(page, pulled, 'cut/doing');
});

test('touch: a swipe over a card scrolls and moves nothing; a held card comes along', async () => {
  const board = await shop.board('touch', smallShop(12, { ready: null }));
  const page = await shop.floor(board, { width: 1366, height: 600, touch: true });
  const wire = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number) =>
    wire.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  const box = await cardOn(page, '1041.3').boundingBox();
  if (!box) throw new Error('the card is not on the screen');
  const [x, y] = [box.x + 60, box.y + 30];
  const before = (await shop.truth(board)).seq;

  await touch('touchStart', x, y);
  for (let step = 1; step <= 10; step += 1) await touch('touchMove', x, y - step * 20);
  await touch('touchEnd', x, y - 200);
  const scrolled = await until('the lane has scrolled', async () => page.evaluate(() => {
    const card = document.querySelector('[data-card="1041.3"]');
    for (let at = card?.parentElement; at; at = at.parentElement) if (at.scrollTop > 0) return at.scrollTop;
    return document.scrollingElement?.scrollTop || null;
  }));
  expect(scrolled).toBeGreaterThan(0);
  expect((await shop.truth(board)).seq).toBe(before);

  const held = await until('a card in sight', async () => {
    const all = page.locator('[data-column="ready/all"] [data-card]');
    for (const one of await all.all()) {
      const at = await one.boundingBox();
      const id = await one.getAttribute('data-card');
      // Wholly below the lane's header, so that the finger lands on the card.
      if (at && id && at.y > 210 && at.y + at.height < 560) return { id, at };
    }
    return null;
  });
  await touch('touchStart', held.at.x + 50, held.at.y + 30);
  await until('the card is in the hand', async () => {
    await touch('touchMove', held.at.x + 51, held.at.y + 30);
    return (await page.locator('.in-hand').count()) > 0;
  });
  const over = await until('it hangs over Cut', async () => {
    const cut = await page.locator('[data-column="cut/doing"]').first().boundingBox();
    if (!cut) return null;
    await touch('touchMove', cut.x + 60, cut.y + 40);
    return (await page.locator('[data-lane="cut"].over').count()) > 0 ? cut : null;
  });
  await touch('touchEnd', over.x + 60, over.y + 40);
  await isIn(page, held.id, 'cut/doing');
});

test('twelve places stay inside their lane, open or folded', async () => {
  const board = await shop.board('meters', smallShop(3, { incoming: 12, check: 12, 'at-suppliers': 12 }));
  const page = await shop.floor(board);
  const outside = () => page.evaluate<string[]>(`[...document.querySelectorAll('.lane')].flatMap((lane) => {
    const { right, bottom } = lane.getBoundingClientRect();
    return [...lane.querySelectorAll('.meter i')].some((place) => place.getBoundingClientRect().right > right - 4 || place.getBoundingClientRect().bottom > bottom) ? [lane.dataset.lane] : [];
  })`);
  expect(await page.locator('[data-lane="incoming"] .meter i').count()).toBe(12);
  expect(await outside()).toEqual([]);
  await page.getByRole('button', { name: 'Fold Incoming' }).click();
  expect(await page.locator('[data-lane="incoming"].folded .meter i').count()).toBe(12);
  expect(await outside()).toEqual([]);
});

/** A finger that rests on a card and then slides down, by the page's own clock: a busy machine makes no hold of it. */
const restAndSlide = (card: string, rest: number, way: number): string => `new Promise((done) => {
  const card = document.querySelector('[data-card="${card}"]');
  const { left, top } = card.getBoundingClientRect();
  const finger = (type, y) => {
    const touch = new Touch({ identifier: 1, target: card, clientX: left + 50, clientY: top + 20 + y });
    const touches = type === 'touchend' ? [] : [touch];
    card.dispatchEvent(new TouchEvent(type, { touches, targetTouches: touches, changedTouches: [touch], bubbles: true, cancelable: true }));
  };
  finger('touchstart', 0);
  setTimeout(() => {
    for (let y = 20; y <= ${way}; y += 20) finger('touchmove', y);
    const taken = document.querySelectorAll('.in-hand').length;
    finger('touchend', ${way});
    done(taken);
  }, ${rest});
})`;

test('touch: a rest of 0.3 s before a slide of 320 px is no hold, on a tablet or a phone', async () => {
  const board = await shop.board('rest', [...smallShop(4, { ready: null }), pull('1041.1', 'cut'), pull('1041.2', 'cut'), finish('1041.2')]);
  for (const screen of [{ width: 1366, height: 600, touch: true }, PHONE]) {
    const page = await shop.floor(board, screen);
    if (screen === PHONE) await page.getByRole('navigation', { name: 'Lanes' }).getByRole('button', { name: /^Cut/ }).tap();
    await cardOn(page, '1041.1').waitFor();
    const before = (await shop.truth(board)).seq;
    expect(await page.evaluate(restAndSlide('1041.1', 300, 320))).toBe(0);
    expect(await cardOn(page, '1041.1').getAttribute('data-held')).toBeNull();
    await drawn(page);
    expect((await shop.truth(board)).seq).toBe(before);
  }
});

test('a phone: a card that was held and slid down among the finished ones is not finished', async () => {
  const board = await shop.board('held', [...smallShop(4, { ready: null }), pull('1041.1', 'cut'), pull('1041.2', 'cut'), finish('1041.2')]);
  const page = await shop.floor(board, PHONE);
  await page.getByRole('navigation', { name: 'Lanes' }).getByRole('button', { name: /^Cut/ }).tap();
  await page.evaluate('window.felt = []; navigator.vibrate = (ms) => window.felt.push(ms);');
  const wire = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) => wire.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  const box = await cardOn(page, '1041.1').boundingBox();
  if (!box) throw new Error('the card is not on the screen');
  const from = { x: box.x + 50, y: box.y + 20 };
  const below = await cardOn(page, '1041.2').boundingBox();
  const before = (await shop.truth(board)).seq;
  await touch('touchStart', from.x, from.y);
  await page.locator('[data-held]').waitFor();
  await page.locator('.in-hand').waitFor();
  expect(await page.evaluate('window.felt.length')).toBe(1);
  for (let step = 1; step <= 16; step += 1) await touch('touchMove', from.x, from.y + (step / 16) * ((below?.y ?? 0) + (below?.height ?? 0) - 6 - from.y));
  await touch('touchEnd');
  await page.locator('.hand-sheet').waitFor({ state: 'detached' });
  await drawn(page);
  expect((await shop.truth(board)).seq).toBe(before);
  expect((await shop.truth(board)).places['cut/doing']).toEqual(['1041.1']);
});

test('a phone shows one lane a page, with the thumb on Finish and Pull next', async () => {
  const board = await shop.board('phone', [...smallShop(3), pull('1041.1', 'cut')]);
  const page = await shop.floor(board, PHONE);
  await page.getByRole('navigation', { name: 'Lanes' }).getByRole('button', { name: /^Cut/ }).tap();
  await page.getByRole('button', { name: 'Finish 1041·1' }).tap();
  await until('it is done', async () => (await shop.truth(board)).places['cut/done']?.includes(cardId('1041.1')));
  const next = page.locator('[data-pull="cut"]');
  expect((await next.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await next.tap();
  await until('the next is in work', async () => (await shop.truth(board)).places['cut/doing']?.length === 1);
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth] as const);
  expect(widths[0]).toBeLessThanOrEqual(widths[1]);
});

test('REL-20: a cut is said in words, writing stops, and the screen catches up by itself', { timeout: 60_000 }, async () => {
  const board = await shop.board('cut-wire', smallShop(4));
  const page = await shop.floor(board, { ...DESK, throughProxy: true });
  shop.proxy.open = false;
  shop.proxy.cut();
  await page.locator('[data-live]:not([data-live="live"])').first().waitFor();
  await shop.must(board, pull('1041.1', 'cut'));
  await shop.must(board, finish('1041.1'));
  expect(await columnOf(page, '1041.1')).toBe('ready/all');
  await page.getByText(/not live since \d/i).first().waitFor({ timeout: 20_000 });
  expect(await page.locator('[data-pull]').count()).toBe(0);
  shop.proxy.open = true;
  await page.locator('[data-live="live"]').first().waitFor({ timeout: 15_000 });
  await isIn(page, '1041.1', 'cut/done');
});

test('a wire that goes deaf without a farewell is noticed within seconds', { timeout: 60_000 }, async () => {
  const board = await shop.board('deaf-wire', smallShop(2));
  const page = await shop.floor(board, { ...DESK, throughProxy: true });
  shop.proxy.weather.deaf = true;
  await page.locator('[data-live]:not([data-live="live"])').first().waitFor({ timeout: 12_000 });
  shop.proxy.weather.deaf = false;
  shop.proxy.cut();
  await page.locator('[data-live="live"]').first().waitFor({ timeout: 15_000 });
});

test('REL-23: two people drag the same card; it ends in one place, and the slower hand is told', async () => {
  const board = await shop.board('same-card', smallShop(3));
  const [mine, other] = await Promise.all([shop.floor(board), shop.floor(board, { ...DESK, as: PEOPLE.olaf })]);
  await hold(mine, '1041.1', 'cut/doing');
  await until('the other sees who holds it', async () => (await cardOn(other, '1041.1').innerText()).includes('Ada'));
  await hold(other, '1041.1', 'cut/doing');
  await mine.mouse.up();
  await isIn(mine, '1041.1', 'cut/doing');
  await until('the server has it', async () => (await shop.truth(board)).cards.get('1041.1')?.place?.lane === 'cut');
  await other.mouse.up();
  for (const page of [mine, other]) {
    await isIn(page, '1041.1', 'cut/doing');
    expect(await page.locator('.floor [data-card="1041.1"]').count()).toBe(1);
  }
  expect((await shop.truth(board)).places['cut/doing']).toEqual(['1041.1']);
});
