import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { drawings } from '../../client/floor/card-body.tsx';
import { NO_FILTER, fits } from '../../client/floor/filter.ts';
import { found } from '../../client/floor/use-hits.ts';
import { cardId, laneId, limitId } from '../../shared/kernel/ids.ts';
import { DAY, Shop, eva, ida, showFloor, tom } from './floor-shop.tsx';
import { ENGLISH } from '../support/shop/words.ts';

const CUT = laneId('cut');

function shopAtWork(): Shop {
  const shop = new Shop();
  shop.released('Table', 6);
  for (const n of [1, 2, 3]) shop.does(tom, { type: 'PullCard', card: cardId(`1031.${n}`), lane: CUT });
  return shop;
}

describe('the floor', () => {
  test('a lane says its load, its limit and its state', async () => {
    await showFloor(shopAtWork());
    const cut = screen.getByRole('region', { name: 'Cut' });
    expect(within(cut).getByText('1 free')).toBeTruthy();
    expect(within(cut).getByText('3 in work, 1 free')).toBeTruthy();
    expect(within(cut).getByText('limit 4, with done')).toBeTruthy();
    expect(within(cut).getByRole('list', { name: 'Cut, doing' }).querySelectorAll('[data-card]')).toHaveLength(3);
  });

  test('Pull next pulls the proposed card, says so, and the lane is full', async () => {
    const shop = shopAtWork();
    const shown = await showFloor(shop, tom);
    fireEvent.click(screen.getByRole('button', { name: /^Pull next: 1031·4/ }));
    expect(shown.card('1031.4').closest('[data-lane]')?.getAttribute('data-lane')).toBe('cut');
    expect(shown.said()).toBe('1031·4 moved to Cut.');
    expect(shop.board.cards.get('1031.4')?.place?.lane).toBe('cut');
    expect(within(screen.getByRole('region', { name: 'Cut' })).getByText('Full')).toBeTruthy();
  });

  test('a search folds case and accents, and finds a part that stands nowhere yet', () => {
    const shop = shopAtWork();
    shop.does(eva, { type: 'CreateOrder', title: 'Bücherregal', customer: 'Łucja Øst', quantity: 1, bom: [{ title: 'Größe L', quantity: 1, source: 'make', routing: [{ lane: CUT, hours: 1 }] }] });
    const look = (query: string) => {
      const filter = { ...NO_FILTER, query };
      return found(shop.board, filter, (one) => fits(filter, shop.board, { people: {}, suppliers: {} }, null, shop.now, one));
    };
    expect(look('LUCJA ost')).toEqual(['1032', '1032.1']);
    expect(look('grosse')).toEqual(['1032.1']);
    expect(look('buecherregal')).toEqual(['1032', '1032.1']);
    expect(look('1031·1')).toEqual(['1031.1']);
    expect(ENGLISH.floor.bars.search.hits(2, 1)).toBe('2 hits, 1 in no lane');
  });

  test('what only the server can decide is shown as asked, and moves when it is answered', async () => {
    const shop = shopAtWork();
    const number = shop.order('Stool', 2, DAY);
    const shown = await showFloor(shop);
    shop.hold();
    act(() => void shown.actions.issue({ type: 'ReleaseOrder', order: cardId(number), earlyReason: 'There is room' }));
    expect(shown.card(number).textContent).toContain('Asking…');
    expect(shown.store.getState().board.cards.get(cardId(number))).toMatchObject({ phase: 'confirmed' });
    // A step that the floor can decide is shown at once, and is not called asked.
    act(() => void shown.actions.issue({ type: 'FinishWork', card: cardId('1031.2') }));
    expect(shown.card('1031.2').textContent).not.toContain('Asking…');
    act(() => shop.letGo());
    expect(shown.card(number).textContent).not.toContain('Asking…');
    expect(shown.store.getState().board.cards.get(cardId(number))).toMatchObject({ phase: 'procurement' });
    expect(shown.store.getState().board.cards.get(cardId(`${number}.1`))).toMatchObject({ title: 'Part 1', state: 'ready' });
  });

  test('what the floor has against it is said at once, without asking', async () => {
    const shop = shopAtWork();
    const number = shop.order('Stool', 2, 90 * DAY);
    const shown = await showFloor(shop);
    shop.hold();
    expect(shown.store.issue({ type: 'ReleaseOrder', order: cardId(number) })).toMatchObject({ ok: false, refusal: { violations: [{ code: 'too_early' }] } });
  });

  test('a move of one card draws that card again and no other', async () => {
    const shop = shopAtWork();
    await showFloor(shop);
    const before = drawings.cards;
    act(() => shop.does(tom, { type: 'FinishWork', card: cardId('1031.2') }));
    expect(drawings.cards - before).toBe(1);
  });

  test('an order entered elsewhere draws no card again', async () => {
    const shop = shopAtWork();
    const shown = await showFloor(shop);
    const cut = shown.card('1031.1');
    const before = drawings.cards;
    act(() => shop.does(eva, { type: 'CreateOrder', title: 'Desk', customer: 'Berg', quantity: 1, bom: [{ title: 'Top', quantity: 1, source: 'make', routing: [{ lane: CUT, hours: 1 }] }] }));
    // The new order's lane lies folded: nothing is drawn at all.
    expect(drawings.cards - before).toBe(0);
    expect(shown.card('1031.1')).toBe(cut);
  });

  test('a refused pull opens the panel: numbers, occupants, what makes room, the way out by queueing', async () => {
    const shop = shopAtWork();
    shop.does(tom, { type: 'PullCard', card: cardId('1031.4'), lane: CUT });
    const shown = await showFloor(shop, tom);
    act(() => { shown.actions.issue({ type: 'PullCard', card: cardId('1031.5'), lane: CUT }); });
    const panel = screen.getByRole('alertdialog', { name: 'Cut is full: 4 of 4' });
    expect(within(panel).getAllByRole('listitem').map((line) => line.textContent)).toEqual(['1031·1in work, came just now, Tom', '1031·2in work, came just now, Tom', '1031·3in work, came just now, Tom', '1031·4in work, came just now, Tom']);
    expect(within(panel).queryByRole('button', { name: 'Override…' })).toBeNull();
    const queue = within(panel).getByRole('button', { name: 'Queue here, 1st in line' });
    expect(document.activeElement).toBe(queue);
    fireEvent.click(queue);
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(within(shown.card('1031.5')).getByText('1st in line at Cut')).toBeTruthy();
    expect(shown.said()).toBe('1031·5 waits in line at Cut, number 1.');
  });

  test('a manager is offered the override, with the command that it lifts', async () => {
    const shop = shopAtWork();
    shop.does(tom, { type: 'PullCard', card: cardId('1031.4'), lane: CUT });
    const shown = await showFloor(shop, eva);
    act(() => { shown.actions.issue({ type: 'PullCard', card: cardId('1031.5'), lane: CUT }); });
    fireEvent.click(screen.getByRole('button', { name: 'Override…' }));
    expect(shown.asked).toMatchObject([{ kind: 'override', command: { type: 'PullCard', card: '1031.5' } }]);
  });

  test('what only the card itself can clear is refused with the way to it', async () => {
    const shop = shopAtWork();
    shop.does(tom, { type: 'BlockCard', card: cardId('1031.1'), category: 'material', external: false, text: 'no stain' });
    const shown = await showFloor(shop, tom);
    act(() => { shown.actions.issue({ type: 'FinishWork', card: cardId('1031.1') }); });
    const open = within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Open 1031·1' });
    expect(document.activeElement).toBe(open);
    fireEvent.click(open);
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(shown.opened).toEqual(['1031.1']);
  });

  test('Esc closes the panel', async () => {
    const shop = shopAtWork();
    const shown = await showFloor(shop, ida);
    act(() => { shown.actions.issue({ type: 'FinishWork', card: cardId('1031.1') }); });
    expect(screen.getByRole('alertdialog')).toBeTruthy();
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  test("the menu lists every move, and a refused one with the board's sentence", async () => {
    const shop = shopAtWork();
    shop.does(tom, { type: 'PullCard', card: cardId('1031.4'), lane: CUT });
    const shown = await showFloor(shop, tom);
    fireEvent.contextMenu(shown.card('1031.5'));
    const menu = screen.getByRole('menu', { name: 'Moves of 1031·5 Part 5' });
    const pull = within(menu).getByRole('menuitem', { name: /Pull into Cut/ });
    expect(pull.getAttribute('aria-disabled')).toBe('true');
    expect(pull.textContent).toContain('Cut is 4/4');
    fireEvent.click(pull);
    expect(shop.board.cards.get('1031.5')?.place?.lane).toBe('ready');
    fireEvent.click(within(menu).getByRole('menuitem', { name: 'Block…' }));
    expect(shown.asked).toEqual([{ kind: 'block', card: '1031.5' }]);
  });

  test('an open menu and an open refusal follow the board', async () => {
    const shop = shopAtWork();
    const shown = await showFloor(shop, tom);
    fireEvent.contextMenu(shown.card('1031.5'));
    const pull = () => screen.getByRole('menuitem', { name: /Pull into Cut/ });
    expect(pull().getAttribute('aria-disabled')).not.toBe('true');
    act(() => shop.does(eva, { type: 'PullCard', card: cardId('1031.4'), lane: CUT }));
    expect(pull().getAttribute('aria-disabled')).toBe('true');
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    act(() => { shown.actions.issue({ type: 'PullCard', card: cardId('1031.5'), lane: CUT }); });
    expect(screen.getByRole('button', { name: 'Queue here, 1st in line' })).toBeTruthy();
    act(() => shop.does(eva, { type: 'QueueCard', card: cardId('1031.6'), lane: CUT }));
    expect(screen.getByRole('button', { name: 'Queue here, 2nd in line' })).toBeTruthy();
  });

  test('the pool stays open when its last authorised order is released, and lies folded when it is opened like that', async () => {
    const shop = new Shop();
    shop.order('Table', 1, 9 * DAY);
    shop.order('Desk', 1, 60 * DAY);
    const pool = () => screen.getByRole('region', { name: 'Pool' }).className;
    await showFloor(shop);
    expect(pool()).not.toContain('folded');
    fireEvent.click(screen.getByRole('button', { name: /^Release 1031/ }));
    expect(shop.board.cards.get('1031')?.place?.lane).toBe('kits');
    expect(pool()).not.toContain('folded');
    cleanup();
    await showFloor(shop);
    expect(pool()).toContain('folded');
  });

  test('what another limit closes says so in its lane and on the map, and the bar says how many lanes have room', async () => {
    const shop = new Shop();
    shop.released('Table', 3);
    const { container } = await showFloor(shop, tom);
    await waitFor(() => expect(container.querySelector('.pill.signal')?.textContent).toBe('Room in 1 lane: Cut'));
    act(() => shop.does(eva, { type: 'SetLimit', limit: { id: limitId('hall'), name: 'Hall', kind: 'job', scope: { lanes: [laneId('cut'), laneId('finish')] }, unit: 'count', capacity: 1 } }));
    act(() => shop.does(tom, { type: 'PullCard', card: cardId('1031.1'), lane: laneId('cut') }));
    const lane = () => container.querySelector('[data-lane="cut"]')?.textContent ?? '';
    await waitFor(() => expect(lane()).toContain('Full: Hall 1/1'));
    expect(lane()).toContain('Room comes when 1031·1 has left Hall');
    expect(container.querySelector('.lane-map')?.textContent).toContain('Full: Hall 1/1');
    expect(container.querySelector('.pill.signal')).toBeNull();
  });

  test('an order of many parts shows them as stretches of a bar, one of few each by itself', async () => {
    const shop = new Shop();
    shop.released('Stool', 5);
    shop.released('Kitchen', 20);
    const shown = await showFloor(shop);
    await waitFor(() => shown.card('1031'));
    const bar = (id: string) => [...shown.card(id).querySelectorAll<HTMLElement>('.kit-bar i')].map((part) => `${part.className} ${part.style.flexGrow}`.trim());
    expect(bar('1031')).toEqual(['open', 'open', 'open', 'open', 'open']);
    expect(bar('1032')).toEqual(['open 20']);
    act(() => shop.does(eva, { type: 'BlockCard', card: cardId('1032.1'), category: 'material', external: false, text: 'no oak' }));
    expect(bar('1032')).toEqual(['blocked', 'open 19']);
  });

  test('the whole day by keys: finish, menu, pull next, undo, find', async () => {
    const shop = shopAtWork();
    const shown = await showFloor(shop, tom);
    const button = () => within(shown.card('1031.1')).getByRole('button', { name: /^Job 1031·1/ });
    button().focus();
    fireEvent.keyDown(button(), { key: 'f' });
    expect(shop.board.cards.get('1031.1')?.place?.sub).toBe('done');
    fireEvent.keyDown(document.body, { key: 'u' });
    expect(shop.board.cards.get('1031.1')?.place?.sub).toBe('doing');
    button().focus();
    fireEvent.keyDown(button(), { key: 'p' });
    expect(shop.board.cards.get('1031.4')?.place?.lane).toBe('cut');
    button().focus();
    fireEvent.keyDown(button(), { key: 'm' });
    expect(screen.getByRole('menu')).toBeTruthy();
    fireEvent.keyDown(document.activeElement ?? document.body, { key: 'Escape' });
    fireEvent.keyDown(document.body, { key: '?' });
    fireEvent.keyDown(document.body, { key: 'n' });
    expect(shown.asked.map(({ kind }) => kind)).toEqual(['shortcuts', 'new-order']);
    fireEvent.click(shown.card('1031.1'));
    expect(shown.opened).toEqual(['1031.1']);
  });

  test('the blocked pill dims everything else', async () => {
    const shop = shopAtWork();
    shop.does(tom, { type: 'BlockCard', card: cardId('1031.1'), category: 'machine', external: false, text: 'Saw is down' });
    const shown = await showFloor(shop);
    fireEvent.click(screen.getByRole('button', { name: /^Blocked 1/ }));
    expect(shown.card('1031.1').classList.contains('dim')).toBe(false);
    expect(shown.card('1031.2').classList.contains('dim')).toBe(true);
  });

  test('a lane folds to its count and unfolds again', async () => {
    const shown = await showFloor(shopAtWork());
    fireEvent.click(screen.getByRole('button', { name: 'Fold Cut' }));
    expect(shown.container.querySelector('[data-card="1031.1"]')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: /^Unfold Cut, 3\/4/ }));
    expect(shown.card('1031.1')).toBeTruthy();
  });
});
