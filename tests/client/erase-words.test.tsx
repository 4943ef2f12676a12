import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CardPanel } from '../../client/card/card-panel.tsx';
import { DialogHost } from '../../client/order/dialog-host.tsx';
import type { Order } from '../../shared/orders/order.ts';
import { Screen, personCalled } from '../support/browser/screen.tsx';
import { restOf } from '../support/browser/rest.ts';

afterEach(() => vi.unstubAllGlobals());

const anOrder = (seat: Screen): Order => [...seat.server.board.cards.values()].find((card): card is Order => card.kind === 'order' && card.customer !== '')!;

describe('erasing the words of an order', () => {
  test('names what goes, asks the server for it, and stays with its reason when that says no', async () => {
    const asked: [string, unknown][] = [];
    const spoken: (string | null)[] = [];
    let answer: object = { ok: false, why: 'refused', sentence: 'Only a manager may do this.' };
    vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
      asked.push([url, JSON.parse(init?.body as string)]);
      spoken.push(new Headers(init?.headers).get('accept-language'));
      return new Response(JSON.stringify(answer));
    });
    const seat = new Screen(personCalled('mara'));
    const order = anOrder(seat);
    let closed = 0;
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'erase', card: order.id }} onClose={() => { closed += 1; }} />);
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain(order.customer);
    expect(dialog.textContent).toContain('cannot be undone');
    expect(asked).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: 'Erase for ever' }));
    await screen.findByText('Only a manager may do this.');
    expect(closed).toBe(0);
    answer = { ok: true, texts: 3 };
    fireEvent.click(screen.getByRole('button', { name: 'Erase for ever' }));
    await waitFor(() => expect(closed).toBe(1));
    expect(spoken).toEqual(['en', 'en']);
    expect(asked).toEqual([1, 2].map(() => [`/api/boards/${seat.actions.board}/erasures`, { order: order.id }]));
  });

  test.each([['mara', true], ['otto', false]])('is offered to a manager in the panel of the order: %s %s', async (who, offered) => {
    const seat = new Screen(personCalled(who));
    vi.stubGlobal('fetch', restOf(seat.server));
    await seat.show(<CardPanel actions={seat.actions} card={anOrder(seat).id} onClose={() => {}} />);
    await screen.findByRole('heading', { level: 2 });
    expect(screen.queryAllByRole('button', { name: 'Erase the customer and all words…' }).length).toBe(offered ? 1 : 0);
  });
});
