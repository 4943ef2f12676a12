import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CardPanel } from '../../client/card/card-panel.tsx';
import { closedBoard } from '../../client/replica/closed-order.ts';
import { reads } from '../../client/replica/order-file.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import type { CommandOf } from '../../shared/verbs.ts';
import { Screen, personCalled } from '../support/browser/screen.tsx';
import { restOf } from '../support/browser/rest.ts';
import { shippedOrder, soloShop } from '../support/shop/shipped.ts';
import { PEOPLE } from '../support/shop/shop.ts';

/** Order 7 is shipped, and its events say that it left the floor; 8 stays. */
let seat: Screen;
const ORDER = '7' as CardId;

beforeEach(async () => {
  reads.clear();
  seat = new Screen(personCalled('mara'), 0, soloShop() as CommandOf<'CreateBoard'>);
  await Promise.resolve();
  for (const command of [...shippedOrder('7', 2), ...shippedOrder('8').slice(0, -1)]) seat.other(command, PEOPLE.ada);
  vi.stubGlobal('fetch', restOf(seat.server));
});
afterEach(() => vi.unstubAllGlobals());

const show = (card: CardId) => seat.show(<CardPanel actions={seat.actions} card={card} onClose={() => {}} />);

describe('an order that has left the floor', () => {
  test('is shown as it was, with its parts and its story, and nothing can be done to it', async () => {
    seat.closes(ORDER);
    expect(seat.server.board.cards.has(ORDER)).toBe(false);
    await show(ORDER);
    expect(await screen.findByText(/This order is closed/)).toBeDefined();
    const panel = within(screen.getByRole('complementary', { name: /7/ }));
    expect(panel.getByText(/Leg 2/)).toBeDefined();
    const story = within(panel.getByRole('region', { name: 'Story' }));
    await waitFor(() => expect(story.getByText(/put the order into the archive/)).toBeDefined());
    expect(story.getByText(/shipped the order/)).toBeDefined();
    expect(panel.queryByLabelText('Comment')).toBeNull();
    expect(panel.queryByRole('button', { name: /Edit|Ship|Pull/ })).toBeNull();
    expect(panel.queryByRole('button', { name: 'Show it on the floor' })).toBeNull();
  });

  test('so is a part of it', async () => {
    seat.closes(ORDER);
    await show('7.2' as CardId);
    expect(await screen.findByText(/This order is closed/)).toBeDefined();
    expect(screen.getByRole('complementary', { name: /Leg 2/ })).toBeDefined();
  });

  test('a number that no order had says so, and is not asked for ever', async () => {
    await show('3' as CardId);
    expect(await screen.findByText('3 is not on this board')).toBeDefined();
  });

  test('its story makes the floor it was on, whatever has become of the lanes', () => {
    seat.closes(ORDER);
    const { board, log } = seat.server;
    const about = log.filter(({ events }) => JSON.stringify(events).includes('"7"'));
    const then = closedBoard({ ...board, lanes: board.lanes.slice(0, 2) }, about);
    expect(then.cards.get(ORDER)).toMatchObject({ phase: 'shipped', customer: 'Larsen', kitDone: 2 });
    expect([...then.cards.values()].map(({ id }) => id).sort()).toEqual(['7', '7.1', '7.2']);
  });
});
