import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { BoardSettings } from '../../client/admin/board-settings.tsx';
import { createFloorStore, FloorStateProvider } from '../../client/floor/floor-state.ts';
import { TopBar } from '../../client/floor/top-bar.tsx';
import { DialogHost } from '../../client/order/dialog-host.tsx';
import { PaletteHost } from '../../client/palette/palette-host.tsx';
import { laneWithRole } from '../../shared/board/board.ts';
import { laneId } from '../../shared/kernel/ids.ts';
import type { Person } from '../../shared/people/directory.ts';
import { PEOPLE } from '../simulation/shop-people.ts';
import { Screen, personCalled } from '../support/browser/screen.tsx';
import { Shop, eva, showFloor } from './floor-shop.tsx';

afterEach(cleanup);

const ORDER_LANES = ['enquiries', 'pool', 'kits', 'assemble', 'qc', 'ship', 'shipped'].map(laneId);

/** A seat at a board that has lanes for jobs and no other. */
async function jobsOnly(): Promise<Screen> {
  const seat = new Screen(personCalled('mara'), 0);
  await Promise.resolve();
  for (const lane of ORDER_LANES) seat.other({ type: 'RemoveLane', lane }, PEOPLE[2] as Person);
  return seat;
}

describe('a board without the lanes of an order', () => {
  test('a lane for enquiries is added by hand, as a waiting line for orders', async () => {
    const seat = await jobsOnly();
    await seat.show(<BoardSettings actions={seat.actions} />);
    fireEvent.click(await screen.findByRole('button', { name: 'Add a lane' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: 'Asked for' } });
    fireEvent.change(within(dialog).getByLabelText('What it is'), { target: { value: 'enquiry' } });
    expect(within(dialog).queryByText('Kind')).toBeNull();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Add the lane' }));
    await waitFor(() => expect(laneWithRole(seat.server.board, 'enquiry')).toMatchObject({ name: 'Asked for', kind: 'queue', holds: 'order' }));
  });

  test('a board with all of them is asked nothing about it', async () => {
    const seat = new Screen(personCalled('mara'), 0);
    await seat.show(<BoardSettings actions={seat.actions} />);
    fireEvent.click(await screen.findByRole('button', { name: 'Add a lane' }));
    expect(within(await screen.findByRole('dialog')).queryByLabelText('What it is')).toBeNull();
  });

  test('while no order is open such a lane can go, and with one it says why not', async () => {
    const seat = new Screen(personCalled('mara'), 1);
    await seat.show(<BoardSettings actions={seat.actions} />);
    const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Remove Pool' });
    expect([button.disabled, button.title]).toEqual([true, 'Open orders pass this lane']);
    cleanup();
    const empty = new Screen(personCalled('mara'), 0);
    await empty.show(<BoardSettings actions={empty.actions} />);
    fireEvent.click(await screen.findByRole('button', { name: 'Remove Pool' }));
    fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove the lane' }));
    await waitFor(() => expect(laneWithRole(empty.server.board, 'pool')).toBe(undefined));
  });

  test('a new order says which lane is missing and who adds it', async () => {
    const seat = await jobsOnly();
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'new-order' }} onClose={() => {}} />);
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByLabelText('Customer'), { target: { value: 'Holm' } });
    fireEvent.change(within(dialog).getByLabelText('What is ordered'), { target: { value: 'Stool' } });
    fireEvent.change(within(dialog).getByLabelText('Part'), { target: { value: 'Leg' } });
    fireEvent.click(within(dialog).getByRole('button', { name: /Enter the order/ }));
    expect((await within(dialog).findByRole('alert')).textContent).toMatch(/needs a lane for enquiries or a pool.*A manager adds one in the board settings/);
  });

  test('the palette opens on it', async () => {
    const seat = await jobsOnly();
    await Promise.resolve();
    await seat.show(<PaletteHost actions={seat.actions} request={{ kind: 'palette' }} onClose={() => {}} />);
    expect(await screen.findByRole('combobox')).toBeDefined();
  });

  test('neither the floor nor the palette offers a new order', async () => {
    const seat = await jobsOnly();
    await seat.show(<PaletteHost actions={seat.actions} request={{ kind: 'palette' }} onClose={() => {}} />);
    fireEvent.change(await screen.findByRole('combobox'), { target: { value: 'new order' } });
    expect(screen.queryByRole('option', { name: /New order/ })).toBeNull();
    cleanup();
    await seat.show(<FloorStateProvider value={createFloorStore('shop')}><TopBar actions={seat.actions} onLook={() => {}} pages={[]} /></FloorStateProvider>);
    expect(screen.queryByRole('button', { name: 'New order' })).toBeNull();
  });

  test('both do on a board that takes orders', async () => {
    const seat = new Screen(personCalled('mara'), 0);
    await Promise.resolve();
    await seat.show(<PaletteHost actions={seat.actions} request={{ kind: 'palette' }} onClose={() => {}} />);
    fireEvent.change(await screen.findByRole('combobox'), { target: { value: 'new order' } });
    expect(screen.queryByRole('option', { name: /New order/ })).not.toBeNull();
    cleanup();
    await seat.show(<FloorStateProvider value={createFloorStore('shop')}><TopBar actions={seat.actions} onLook={() => {}} pages={[]} /></FloorStateProvider>);
    expect(screen.queryByRole('button', { name: 'New order' })).not.toBeNull();
  });

  test('an empty floor says which lane is missing, and leads to where it is added', async () => {
    const shop = new Shop();
    for (const lane of ORDER_LANES) shop.does(eva, { type: 'RemoveLane', lane });
    const { gone } = await showFloor(shop);
    const said = screen.getByRole('region', { name: 'No order yet' });
    expect(said.textContent).toContain('Entering an order needs a lane for enquiries or a pool for confirmed orders, and this board has none.');
    expect(within(said).queryByRole('button', { name: 'Enter the first order' })).toBeNull();
    fireEvent.click(within(said).getByRole('button', { name: 'Open the board settings' }));
    expect(gone).toEqual(['settings']);
  });

  test('the key for a new order says why it opens nothing', async () => {
    const shop = new Shop();
    for (const lane of ORDER_LANES) shop.does(eva, { type: 'RemoveLane', lane });
    const { asked, said } = await showFloor(shop);
    fireEvent.keyDown(window, { key: 'n' });
    expect(said()).toContain('Entering an order needs a lane for enquiries or a pool for confirmed orders, and this board has none.');
    expect(asked).toEqual([]);
  });

  test('the floor shows its lanes and none besides', async () => {
    const shop = new Shop();
    for (const lane of ORDER_LANES) shop.does(eva, { type: 'RemoveLane', lane });
    const { container } = await showFloor(shop);
    const shown = [...container.querySelectorAll('section[data-lane]')].map((section) => section.getAttribute('data-lane'));
    expect(shown).toEqual(shop.board.lanes.map(({ id }) => id));
  });
});
