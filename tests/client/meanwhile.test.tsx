import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { LaneForm } from '../../client/admin/lane-form.tsx';
import { LimitForm } from '../../client/admin/limit-form.tsx';
import { PoliciesSection } from '../../client/admin/policies-section.tsx';
import { CardPanel } from '../../client/card/card-panel.tsx';
import { together } from '../../client/order/assign-card.tsx';
import { DialogHost } from '../../client/order/dialog-host.tsx';
import { meanwhile } from '../../client/replica/meanwhile.ts';
import { cardsAt } from '../../shared/board/board.ts';
import type { Command } from '../../shared/verbs.ts';
import { laneId, personId } from '../../shared/kernel/ids.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { Screen, personCalled } from '../support/browser/screen.tsx';
import { restOf } from '../support/browser/rest.ts';

let seat: Screen;
let job: CardId;
beforeEach(async () => {
  seat = new Screen(personCalled('mara'));
  await Promise.resolve();
  job = cardsAt(seat.server.board, laneId('ready'), 'queue')[0] as CardId;
  vi.stubGlobal('fetch', restOf(seat.server));
  return () => vi.unstubAllGlobals();
});

const other = (command: Command, by = 'paul') => act(() => seat.other(command, personCalled(by)));
const type = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const value = (label: string | RegExp) => (screen.getByLabelText(label) as HTMLInputElement).value;
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const told = () => screen.queryAllByText(/If you save, yours takes its place/).map((span) => span.textContent);

describe('two people in the fields of one card', () => {
  const edit = async () => {
    await seat.show(<CardPanel actions={seat.actions} card={job} onClose={() => {}} />);
    fireEvent.click(await screen.findByRole('button', { name: 'Edit' }));
  };

  test('the second is told who changed the same field, and to what', async () => {
    await edit();
    type('Title', 'Oak top');
    expect(told()).toEqual([]);
    other({ type: 'EditCard', card: job, title: 'Ash top' });
    expect(told()).toEqual([`${personCalled('paul').name} changed Title meanwhile, to “Ash top”. If you save, yours takes its place.`]);
    expect(value('Title')).toBe('Oak top');
    press('Take theirs');
    expect(value('Title')).toBe('Ash top');
    expect(told()).toEqual([]);
  });

  test('what one did not touch is not put back to what it was', async () => {
    await edit();
    const lane = seat.server.board.cards.get(job)?.routing[0]?.lane ?? laneId('cut');
    const name = seat.server.board.lanes.find(({ id }) => id === lane)?.name ?? '';
    type('Title', 'Oak top');
    other({ type: 'EditCard', card: job, hours: [{ step: 0, hours: 7 }] });
    expect(value(name)).toBe('7');
    expect(told()).toEqual([]);
    press('Save');
    await waitFor(() => expect(seat.server.board.cards.get(job)).toMatchObject({ title: 'Oak top' }));
    expect(seat.server.board.cards.get(job)?.routing[0]).toMatchObject({ lane, hours: 7 });
  });

  test('what one changes after one saw it is nobody else’s any more', async () => {
    await edit();
    other({ type: 'EditCard', card: job, title: 'Ash top' });
    expect(value('Title')).toBe('Ash top');
    type('Title', 'Ash top, oiled');
    expect(told()).toEqual([]);
  });

  test('hours are told by the lane', () => {
    const base = { hours: { cut: '1', finish: '2' } };
    expect(meanwhile(base, { hours: { cut: '5', finish: '2' } }, { hours: { cut: '1', finish: '9' } })).toEqual({ shown: { hours: { cut: '5', finish: '9' } }, clashes: [] });
    expect(meanwhile(base, { hours: { cut: '5', finish: '2' } }, { hours: { cut: '7', finish: '2' } }).clashes).toEqual([{ field: 'hours', theirs: { cut: '7' } }]);
  });
});

describe('two people in one setting', () => {
  test('a limit: the same field is told, another stays as the other left it', async () => {
    const limit = seat.server.board.limits[0];
    if (!limit) throw new Error('no limit');
    await seat.show(<LimitForm actions={seat.actions} limit={limit} onClose={() => {}} />);
    await screen.findByRole('dialog');
    type('Limit', '9');
    other({ type: 'SetLimit', limit: { id: limit.id, name: 'Renamed', kind: limit.kind, scope: limit.scope, unit: limit.unit, capacity: 7 } }, 'mara');
    expect(told()).toEqual([expect.stringContaining('changed Limit meanwhile, to “7”')]);
    expect(value('Name')).toBe('Renamed');
  });

  test('a lane', async () => {
    const lane = seat.server.board.lanes.find(({ id }) => id === laneId('cut'));
    if (!lane) throw new Error('no lane');
    await seat.show(<LaneForm actions={seat.actions} lane={lane} onClose={() => {}} />);
    await screen.findByRole('dialog');
    type('Policy', 'Mine');
    other({ type: 'EditLane', lane: lane.id, policy: 'Theirs', name: 'Saw' }, 'mara');
    expect(told()).toEqual([expect.stringContaining('changed Policy meanwhile, to “Theirs”')]);
    expect(value('Name')).toBe('Saw');
    press('Save');
    await waitFor(() => expect(seat.server.board.lanes.find(({ id }) => id === lane.id)).toMatchObject({ name: 'Saw', policy: 'Mine' }));
  });

  test('the policies', async () => {
    await seat.show(<PoliciesSection actions={seat.actions} may />);
    type('Production buffer', '12 days');
    other({ type: 'SetPolicies', policies: { productionBufferDays: 20 } }, 'mara');
    expect(told()).toEqual([expect.stringContaining('changed Production buffer meanwhile, to “20”')]);
  });
});

describe('two people in one dialog', () => {
  test('the parts of an order', async () => {
    const number = String(seat.server.board.nextNumber) as CardId;
    const bom = [{ title: 'Top', quantity: 1, source: 'make' as const, routing: [{ lane: laneId('cut'), hours: 1 }] }];
    seat.other({ type: 'CreateOrder', title: 'Later', customer: 'A', quantity: 1, bom }, personCalled('mara'));
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'parts', card: number }} onClose={() => {}} />);
    await screen.findByRole('dialog');
    type(/^Part$/, 'My top');
    other({ type: 'ReviseBom', order: number, bom: [...bom, { ...bom[0] as (typeof bom)[0], title: 'Legs' }] }, 'mara');
    await waitFor(() => expect(told()).toEqual([expect.stringContaining('changed the parts meanwhile, to “2 parts”')]));
    press('Take theirs');
    expect((screen.getAllByLabelText(/^Part$/) as HTMLInputElement[]).map((field) => field.value)).toEqual(['Top', 'Legs']);
    expect(told()).toEqual([]);
  });

  test('the class of a card', async () => {
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'class', card: job }} onClose={() => {}} />);
    await screen.findByRole('dialog');
    fireEvent.click(screen.getByRole('radio', { name: 'Fixed date' }));
    other({ type: 'SetClass', card: job, class: 'intangible' }, 'mara');
    expect(told()).toEqual([expect.stringContaining('changed the class meanwhile')]);
  });

  test('people put on a card by two at once are both on it', async () => {
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'assign', card: job }} onClose={() => {}} />);
    await screen.findByRole('dialog');
    fireEvent.click(screen.getByRole('checkbox', { name: /olga/i }));
    other({ type: 'AssignCard', card: job, assignees: [personId('paul')] }, 'mara');
    press(/^Assign \d/);
    await waitFor(() => expect(seat.server.board.cards.get(job)?.assignees.toSorted()).toEqual(['olga', 'paul']));
    expect(together([personId('a'), personId('b')], [personId('b')], [personId('a'), personId('b'), personId('c')])).toEqual(['b', 'c']);
  });
});
