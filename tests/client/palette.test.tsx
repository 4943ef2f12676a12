import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { PaletteHost } from '../../client/palette/palette-host.tsx';
import { pagesFor, pathOf, screenOf } from '../../client/app/pages.ts';
import { cardsFor } from '../../client/palette/entries.ts';
import { DIRECTORY } from '../support/shop/shop.ts';
import { Screen } from '../support/browser/screen.tsx';
import { ENGLISH } from '../support/shop/words.ts';

async function palette() {
  const seat = new Screen();
  let closed = 0;
  await Promise.resolve();
  await seat.show(<PaletteHost actions={seat.actions} request={{ kind: 'palette' }} onClose={() => { closed += 1; }} />);
  return { seat, box: await screen.findByRole('combobox'), closed: () => closed };
}

describe('the palette', () => {
  test('goes to each page that the rail has, and to no other', async () => {
    const { box } = await palette();
    for (const { screen: page } of pagesFor(null)) {
      fireEvent.change(box, { target: { value: page === 'floor' ? 'go to the floor' : ENGLISH.app.screens[page] } });
      expect(screen.getAllByRole('option')[0]?.id).toContain(page);
      expect(screenOf(pathOf(page).replace('$board', 'any'))).toBe(page);
    }
  });

  test('goes to a card by its number, from the keyboard alone', async () => {
    const { seat, box, closed } = await palette();
    const order = [...seat.server.board.cards.values()].find((card) => card.kind === 'order');
    fireEvent.change(box, { target: { value: order?.id ?? '' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    expect(seat.opened).toEqual([order?.id]);
    expect(closed()).toBe(1);
  });

  test('offers Pull next for each lane that has room and a card, and pulls it', async () => {
    const { seat, box } = await palette();
    fireEvent.change(box, { target: { value: 'pull next' } });
    const offers = screen.getAllByRole('option');
    expect(offers.length).toBeGreaterThan(0);
    const before = seat.server.head.seq;
    fireEvent.keyDown(box, { key: 'Enter' });
    expect(seat.server.log[before]?.kind).toBe('PullCard');
  });

  test('the arrows walk, and what is active is told to a screen reader', async () => {
    const { box } = await palette();
    const first = box.getAttribute('aria-activedescendant');
    fireEvent.keyDown(box, { key: 'ArrowDown' });
    expect(box.getAttribute('aria-activedescendant')).not.toBe(first);
    fireEvent.keyDown(box, { key: 'ArrowUp' });
    expect(box.getAttribute('aria-activedescendant')).toBe(first);
  });

  test('finds by number before words, with the dot as it is printed', async () => {
    const { seat } = await palette();
    const order = [...seat.server.board.cards.values()].find((card) => card.kind === 'order');
    const found = cardsFor(seat.server.board, DIRECTORY, `${order?.id}·1`);
    expect(found.map(({ id }) => id)).toContain(`${order?.id}.1`);
    expect(cardsFor(seat.server.board, DIRECTORY, order?.id ?? '')[0]?.id).toBe(order?.id);
    expect(cardsFor(seat.server.board, DIRECTORY, 'no such thing')).toEqual([]);
  });
});
