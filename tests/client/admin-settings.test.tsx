import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { BoardSettings } from '../../client/admin/board-settings.tsx';
import { checklistOf } from '../../client/admin/checklist-editor.tsx';
import { fieldsOf, laneCommand, laneFaults } from '../../client/admin/lane-form.tsx';
import { beforeAfterStep } from '../../client/admin/lanes-section.tsx';
import { limitCommand, limitFaults, limitFields } from '../../client/admin/limit-form.tsx';
import { changedPolicies } from '../../client/admin/policies-section.tsx';
import { createFloorStore, FloorStateProvider } from '../../client/floor/floor-state.ts';
import { TopBar } from '../../client/floor/top-bar.tsx';
import { wordsIn } from '../../shared/words/words.ts';
import { DEFAULT_POLICIES } from '../../shared/board/policies.ts';
import { laneOf } from '../../shared/board/board.ts';
import { laneId, limitId } from '../../shared/kernel/ids.ts';
import { limitOf } from '../../shared/limits/admission.ts';
import { Screen, personCalled } from '../support/browser/screen.tsx';

async function settings(who = 'mara') {
  const seat = new Screen(personCalled(who));
  await seat.show(<BoardSettings actions={seat.actions} />);
  await screen.findByRole('heading', { name: /limits/ });
  return seat;
}

describe('board settings', () => {
  test('who may not change them reads them, and why', async () => {
    await settings('otto');
    expect(screen.getByRole('note').textContent).toBe('You see how the board is set up. Only a manager or an administrator may change it.');
    expect(screen.queryByRole('button', { name: /Change the limit|Edit |Add a/ })).toBeNull();
  });

  test('a limit is lowered only with a reason, and the log keeps it (WIP-19)', async () => {
    const seat = await settings();
    fireEvent.click(screen.getByRole('button', { name: 'Change the limit Cut' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByLabelText('Limit'), { target: { value: '2' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Set the limit' }));
    expect(within(dialog).getByText('Say why it is lowered.')).toBeDefined();
    fireEvent.change(within(dialog).getByLabelText('Why it is lowered'), { target: { value: 'One saw is away' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Set the limit' }));
    await waitFor(() => expect(limitOf(seat.server.board, limitId('cut'))?.capacity).toBe(2));
    expect(Object.values(seat.server.log.at(-1)?.texts ?? {})).toEqual(['One saw is away']);
  });

  test('a lane that is on the way of a card says so before it is tried', async () => {
    const seat = await settings();
    fireEvent.click(screen.getByRole('button', { name: 'Remove Assemble' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('alert').textContent).toMatch(/Assemble/);
    fireEvent.click(within(dialog).getByRole('button', { name: 'Remove the lane' }));
    expect(laneOf(seat.server.board, laneId('assemble'))).toBeDefined();
  });

  test('a lane goes one place to the left and back', async () => {
    const seat = await settings();
    const names = () => seat.server.board.lanes.map(({ name }) => name);
    const before = names();
    fireEvent.click(screen.getByRole('button', { name: 'Move Finish one to the left' }));
    await waitFor(() => expect(names().indexOf('Finish')).toBe(before.indexOf('Finish') - 1));
    fireEvent.click(screen.getByRole('button', { name: 'Move Finish one to the right' }));
    await waitFor(() => expect(names()).toEqual(before));
  });

  test('a name that is taken is refused at its field', async () => {
    await settings();
    fireEvent.click(screen.getByRole('button', { name: 'Add a lane' }));
    const dialog = await screen.findByRole('dialog');
    fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: 'cut' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Add the lane' }));
    expect(within(dialog).getByText('There is a lane called cut already. Choose another name.')).toBeDefined();
  });
});

describe('a setting that is a number', () => {
  const limitDialog = async () => {
    const seat = await settings();
    fireEvent.click(screen.getByRole('button', { name: 'Change the limit Cut' }));
    const dialog = await screen.findByRole('dialog');
    const set = (label: string, value: string) => fireEvent.change(within(dialog).getByLabelText(label), { target: { value } });
    const send = () => fireEvent.click(within(dialog).getByRole('button', { name: 'Set the limit' }));
    return { seat, dialog, set, send };
  };

  test.each(['2.5', '', '999,999,999', '1e9', '-1', 'four'])('the limit %j in cards is refused where it stands, and nothing is sent', async (text) => {
    const { seat, dialog, set, send } = await limitDialog();
    const before = seat.server.head.seq;
    set('Limit', text);
    send();
    const field = within(dialog).getByLabelText<HTMLInputElement>('Limit');
    expect([field.value, field.getAttribute('aria-invalid')]).toEqual([text, 'true']);
    expect(within(dialog).getAllByText(/A whole number from 0 to 1,000,000\./).length).toBe(2);
    expect(seat.server.head.seq).toBe(before);
  });

  test('says what it takes, which is another thing in hours', async () => {
    const { seat, dialog, set, send } = await limitDialog();
    expect(within(dialog).getByText('0: closed. A whole number from 0 to 1,000,000.')).toBeDefined();
    fireEvent.change(within(dialog).getByLabelText('Counted in'), { target: { value: 'hours' } });
    expect(within(dialog).getByText('0: closed. A number from 0 to 1,000,000.')).toBeDefined();
    set('Limit', '7.5');
    send();
    await waitFor(() => expect(limitOf(seat.server.board, limitId('cut'))).toMatchObject({ unit: 'hours', capacity: 7.5 }));
  });

  test('what may exceed a limit is not 0 because it was emptied', async () => {
    const { seat, dialog, set, send } = await limitDialog();
    const before = seat.server.head.seq;
    set('Expedite cards above it', '');
    send();
    expect(within(dialog).getByText('A whole number from 0 to 1,000.', { selector: '.mantine-InputWrapper-error' })).toBeDefined();
    expect(seat.server.head.seq).toBe(before);
  });

  test('an emptied policy says so and is not saved as it was', async () => {
    const seat = await settings();
    const before = seat.server.head.seq;
    const buffer = screen.getByLabelText<HTMLInputElement>('Production buffer');
    fireEvent.change(buffer, { target: { value: '' } });
    expect(screen.getByText('A number from 0 to 3,650.', { selector: '.mantine-InputWrapper-error' })).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Save the policies' }));
    expect([buffer.value, seat.server.head.seq]).toEqual(['', before]);
    fireEvent.change(buffer, { target: { value: '12,5' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save the policies' }));
    await waitFor(() => expect(seat.server.board.policies.productionBufferDays).toBe(12.5));
  });

  test.each(['', '-1', '366', '1.5', 'never'])('CL-1: shipped orders do not stay on the floor for %j days', async (text) => {
    const seat = await settings();
    const before = seat.server.head.seq;
    const days = screen.getByLabelText<HTMLInputElement>('Shipped orders stay on the floor for');
    expect(days.value).toBe('14');
    fireEvent.change(days, { target: { value: text } });
    fireEvent.click(screen.getByRole('button', { name: 'Save the policies' }));
    expect(screen.getByText('A whole number from 0 to 365.', { selector: '.mantine-InputWrapper-error' })).toBeDefined();
    expect(seat.server.head.seq).toBe(before);
    fireEvent.change(days, { target: { value: '0' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save the policies' }));
    await waitFor(() => expect(seat.server.board.policies.closeAfterDays).toBe(0));
  });

  test('a new lane with half a card of room, or endless hours, is refused at the field', () => {
    const fields = { ...fieldsOf(null), name: 'Oil', capacity: '2.5', hours: '10001' };
    expect(laneFaults(null, fields, [])).toEqual({ capacity: 'A whole number from 0 to 1,000,000.', hours: 'A number from 0 to 10,000.' });
    expect(laneCommand(null, { ...fields, capacity: ' ', hours: '1,5' })).toMatchObject({ type: 'AddLane', capacity: null, lane: { defaultHours: 1.5 } });
  });
});

describe('what a form makes of its fields', () => {
  const { board } = new Screen().server;
  const cut = laneOf(board, laneId('cut'));
  const limit = limitOf(board, limitId('production'));
  if (!cut || !limit) throw new Error('the shop lacks a lane');

  test('only what changed of a lane, and nothing when nothing did', () => {
    expect(laneCommand(cut, fieldsOf(cut))).toBe('nothing');
    expect(laneCommand(cut, { ...fieldsOf(cut), name: 'Saw', group: ' ' })).toEqual({ type: 'EditLane', lane: 'cut', name: 'Saw', group: null });
  });

  test('a limit unchanged is the same limit', () => {
    const { id, name, kind, scope, unit, capacity, policy } = limit;
    expect(limitCommand(limit, limitFields(limit))).toEqual({ type: 'SetLimit', limit: { id, name, kind, scope, unit, capacity, policy } });
    expect(limitFaults(limit, limitFields(limit))).toEqual({});
    expect(limitFaults(null, { ...limitFields(null), where: 'group' })).toEqual({ name: 'A limit needs a name.', group: 'Choose the group.' });
  });

  test('a checklist keeps its ids, names new items, and drops empty ones', () => {
    expect(checklistOf([{ id: 'edges', text: 'Edges broken', mandatory: true }, { id: '', text: 'Edges', mandatory: false }, { id: '', text: ' ', mandatory: true }]))
      .toEqual([{ id: 'edges', text: 'Edges broken', mandatory: true }, { id: 'edges-2', text: 'Edges', mandatory: false }]);
  });

  test('policies: what differs, or nothing', () => {
    expect(changedPolicies(DEFAULT_POLICIES, { ...DEFAULT_POLICIES })).toBeNull();
    expect(changedPolicies(DEFAULT_POLICIES, { ...DEFAULT_POLICIES, undoSeconds: 5 })).toEqual({ undoSeconds: 5 });
  });

  test('at the edge a lane has nowhere to go', () => {
    const lanes = [{ id: laneId('a') }, { id: laneId('b') }, { id: laneId('c') }];
    expect(beforeAfterStep(lanes, laneId('a'), -1)).toBeUndefined();
    expect(beforeAfterStep(lanes, laneId('c'), 1)).toBeUndefined();
    expect(beforeAfterStep(lanes, laneId('b'), 1)).toBeNull();
    expect(beforeAfterStep(lanes, laneId('a'), 1)).toBe('c');
  });

  test('another time zone: days and hours on the floor are those of a clock there', async () => {
    const seat = new Screen(personCalled('mara'));
    await seat.show(<><FloorStateProvider value={createFloorStore('shop')}><TopBar actions={seat.actions} onLook={() => {}} pages={[]} /></FloorStateProvider><BoardSettings actions={seat.actions} /></>);
    const time = () => screen.getByRole('banner').querySelector('time');
    const now = Date.parse(time()?.dateTime ?? '');
    const clockIn = (zone: string) => wordsIn('en', zone).f.clock(now);
    expect(time()?.textContent).toContain(clockIn('UTC'));
    fireEvent.change(screen.getByLabelText('Time zone'), { target: { value: 'Asia/Tokyo' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save the policies' }));
    await waitFor(() => expect(seat.server.board.policies.timeZone).toBe('Asia/Tokyo'));
    await waitFor(() => expect(time()?.textContent).toContain(clockIn('Asia/Tokyo')));
    expect(clockIn('Asia/Tokyo')).not.toBe(clockIn('UTC'));
  });
});
