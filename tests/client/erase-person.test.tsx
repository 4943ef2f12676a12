import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { BoardSettings } from '../../client/admin/board-settings.tsx';
import { createFloorStore, FloorStateProvider } from '../../client/floor/floor-state.ts';
import { ActingPerson } from '../../client/floor/people.tsx';
import { PaletteHost } from '../../client/palette/palette-host.tsx';
import { DialogHost } from '../../client/order/dialog-host.tsx';
import { whyItIsThere } from '../../client/card/why.ts';
import { cardsFor } from '../../client/palette/entries.ts';
import { speak } from '../../client/words/words-now.ts';
import type { Card } from '../../shared/cards/card.ts';
import { former } from '../../shared/people/former.ts';
import { Screen, personCalled } from '../support/browser/screen.tsx';
import { DIRECTORY } from '../simulation/shop-people.ts';

afterEach(() => {
  speak('en');
  vi.unstubAllGlobals();
});

const mara = personCalled('mara');
const otto = personCalled('otto');
const WITHOUT_OTTO = { ...DIRECTORY, people: { ...DIRECTORY.people, [otto.id]: former(otto) } };

async function settings(who = mara) {
  const seat = new Screen(who);
  await seat.show(<BoardSettings actions={seat.actions} />);
  const people = within(await screen.findByRole('region', { name: '6 people' }));
  return { seat, people };
}

describe('erasing a person', () => {
  test('nobody acts as whoever was erased: neither by the menu nor by the palette', async () => {
    const seat = new Screen(mara);
    await seat.show(<FloorStateProvider value={createFloorStore('shop')}><ActingPerson onActAs={seat.actions.actAs} /><PaletteHost actions={seat.actions} request={{ kind: 'palette' }} onClose={() => {}} /></FloorStateProvider>);
    act(() => seat.learn(WITHOUT_OTTO));
    fireEvent.change(await screen.findByRole('combobox'), { target: { value: former(otto).name } });
    expect(screen.queryAllByRole('option').map(({ id }) => id).filter((id) => id.includes(otto.id))).toEqual([]);
    fireEvent.click(screen.getByRole('button', { name: /^You act as/ }));
    expect(screen.getAllByRole('menuitemradio').map((row) => row.querySelector('.menu-words')?.firstChild?.textContent)).toEqual(['ina', 'mara', 'paul', 'olga', 'lars']);
  });

  test('a manager sees everybody with their roles, and may erase everybody else', async () => {
    const { people } = await settings();
    expect(people.getAllByRole('listitem').map((row) => row.querySelector('small')?.textContent)).toEqual(
      ['operator, lead', 'inspector, operator', 'manager, admin', 'planner, buyer, sales', 'operator, shipping, inspector', 'lead, operator, buyer, planner']);
    expect(people.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual(['otto', 'ina', 'paul', 'olga', 'lars'].map((name) => `Erase ${name}…`));
  });

  test('who may not sees no way to', async () => {
    const { people } = await settings(otto);
    expect(people.queryAllByRole('button')).toEqual([]);
  });

  test('names what goes and what stays, stays open with the reason of a no, and says when it is done', async () => {
    const asked: [string, unknown][] = [];
    let answer: object = { ok: false, why: 'refused', sentence: 'Only a manager may do this.' };
    vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
      asked.push([url, JSON.parse(init?.body as string)]);
      return new Response(JSON.stringify(answer));
    });
    const { seat, people } = await settings();
    fireEvent.click(people.getByRole('button', { name: /Erase .*otto/ }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('The name of otto goes on all boards');
    expect(dialog.textContent).toContain('cannot be undone, and no backup brings it back');
    expect(asked).toEqual([]);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Erase for ever' }));
    await within(dialog).findByText('Only a manager may do this.');
    answer = { ok: true, texts: 3 };
    fireEvent.click(within(dialog).getByRole('button', { name: 'Erase for ever' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked).toEqual([1, 2].map(() => [`/api/boards/${seat.actions.board}/erasures`, { person: otto.id }]));
    expect(seat.said).toEqual(['otto is erased.']);
  });
});

describe('whoever was erased', () => {
  test('is called by the reader’s language in the list, also when that changes, and cannot be erased again', async () => {
    const { seat, people } = await settings();
    act(() => seat.learn(WITHOUT_OTTO));
    expect(people.queryByText('otto')).toBeNull();
    expect(people.getAllByText('Former colleague').length).toBeGreaterThan(0);
    expect(people.queryByRole('button', { name: /Former/ })).toBeNull();
    act(() => speak('de'));
    expect(people.queryByText('Former colleague')).toBeNull();
    expect(people.getAllByText('Jemand von früher').length).toBeGreaterThan(0);
  });

  test('is called so wherever the board is read: at a card, in its reasons, by the search', async () => {
    const seat = new Screen(mara);
    await Promise.resolve();
    const card = [...seat.server.board.cards.values()].find((one): one is Card => one.kind === 'job' && one.state === 'ready' && one.routing.length > 1)!;
    seat.other({ type: 'PullCard', card: card.id, lane: card.routing[0]!.lane, override: { reason: 'so that he has one' } }, mara);
    seat.other({ type: 'AssignCard', card: card.id, assignees: [otto.id], override: { reason: 'so that he has one' } }, mara);
    seat.learn(WITHOUT_OTTO);
    speak('de');
    const { board, directory } = seat.store.getState();
    expect(directory.people[otto.id]?.name).toBe('Jemand von früher');
    expect(whyItIsThere(board, board.cards.get(card.id)!, seat.store.context()!).lead).toContain('Jemand von früher');
    expect(cardsFor(board, directory, 'jemand von').map(({ id }) => id)).toEqual([card.id]);
    expect(cardsFor(board, directory, 'former')).toEqual([]);
  });

  test('is given no work any more', async () => {
    const seat = new Screen(mara);
    await Promise.resolve();
    seat.learn(WITHOUT_OTTO);
    const [card] = [...seat.server.board.cards.values()].filter(({ kind, place }) => kind === 'job' && place);
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'assign', card: card!.id }} onClose={() => {}} />);
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getAllByRole('checkbox')).toHaveLength(5);
    expect(dialog.textContent).not.toContain('Former colleague');
  });
});
