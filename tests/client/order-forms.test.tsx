import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import type { DialogRequest } from '../../client/app/contracts.ts';
import { peopleFor } from '../../client/order/assign-card.tsx';
import { promiseFault } from '../../client/order/confirm-order.tsx';
import { DialogHost } from '../../client/order/dialog-host.tsx';
import { orderFaults } from '../../client/order/new-order.tsx';
import { overridden } from '../../client/order/override-limit.tsx';
import { cardsAt } from '../../shared/board/board.ts';
import { cardId, laneId, limitId, personId } from '../../shared/kernel/ids.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { blankShop } from '../../shared/templates/blank.ts';
import type { CommandOf } from '../../shared/verbs.ts';
import { PEOPLE } from '../simulation/shop-people.ts';
import { NOW, Screen, personCalled } from '../support/browser/screen.tsx';
import { restOf } from '../support/browser/rest.ts';

const type = (label: string | RegExp, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

async function open(request: (job: CardId) => DialogRequest, who = 'mara') {
  const seat = new Screen(personCalled(who));
  await Promise.resolve();
  const job = cardsAt(seat.server.board, laneId('ready'), 'queue')[0] as CardId;
  let closed = 0;
  await seat.show(<DialogHost actions={seat.actions} request={request(job)} onClose={() => { closed += 1; }} />);
  await screen.findByRole('dialog');
  return { seat, job, closed: () => closed };
}

describe('blocking a card (BL-1)', () => {
  test('asks for a category and for words before anything is sent', async () => {
    const { seat, job } = await open((card) => ({ kind: 'block', card }));
    const before = seat.server.head.seq;
    press('Block');
    expect(screen.getByText('Choose what is missing or in the way.')).toBeDefined();
    expect(screen.getByText('Say what it waits for.')).toBeDefined();
    expect(seat.server.head.seq).toBe(before);
    expect(seat.server.board.cards.get(job)?.blockers).toEqual([]);
  });

  test('is in the log with what was written, and closes only then', async () => {
    const { seat, job, closed } = await open((card) => ({ kind: 'block', card }));
    fireEvent.click(screen.getByRole('radio', { name: 'Material' }));
    type(/What it waits for/, 'No stain until Friday');
    seat.hold();
    press('Block');
    expect(screen.getByRole('button', { name: 'Saving…' })).toBeDefined();
    expect(closed()).toBe(0);
    seat.letGo();
    await waitFor(() => expect(closed()).toBe(1));
    expect(seat.server.board.cards.get(job)?.blockers).toMatchObject([{ category: 'material', external: true, text: 'No stain until Friday' }]);
    expect(seat.said.at(-1)).toContain('is blocked');
  });
});

describe('an order to start from', () => {
  const groups = async (board?: CommandOf<'CreateBoard'>): Promise<string[]> => {
    const seat = new Screen(personCalled('mara'), 0, board);
    await Promise.resolve();
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'new-order' }} onClose={() => {}} />);
    const list = await screen.findByLabelText('Start from');
    return [...list.querySelectorAll('optgroup')].map(({ label }) => label);
  };

  test.each([['a furniture shop has its families', undefined, ['Templates', 'Orders']], ['another shop has none of them', blankShop('Small'), ['Orders']]] as const)('%s', async (_, board, offered) => {
    expect(await groups(board)).toEqual(offered);
  });
});

describe('a lane that a way passes more than once', () => {
  const order = cardId('7001');
  const part = cardId('7001.1');
  const way = ['cut', 'finish', 'cut', 'finish'].map((lane, step) => ({ lane: laneId(lane), hours: step + 1 }));
  const entered = (seat: Screen) => {
    const mara = personCalled('mara');
    seat.other({ type: 'CreateOrder', number: '7001', title: 'Table', customer: 'A', quantity: 1, bom: [{ title: 'Leg', quantity: 4, source: 'make', routing: way }] }, mara);
    return mara;
  };

  test('“Once more…” adds a visit at the end, with hours of its own', async () => {
    const seat = new Screen(personCalled('mara'));
    await Promise.resolve();
    entered(seat);
    vi.stubGlobal('fetch', restOf(seat.server));
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'parts', card: order }} onClose={() => {}} />);
    await screen.findByRole('dialog');
    expect((screen.getByLabelText(/Hours in .?Cut.?, step 3/) as HTMLInputElement).value).toBe('3');
    press('Part 1 passes a lane once more');
    type('Lane that part 1 passes once more', 'cut');
    type(/Hours in .?Cut.?, step 5/, '0,5');
    press('Change the parts');
    await waitFor(() => expect(seat.server.files.planned(part)?.routing).toEqual([...way, { lane: 'cut', hours: 0.5 }]));
  });

  test('a return names the visit it goes back to', async () => {
    const seat = new Screen(personCalled('mara'));
    await Promise.resolve();
    const mara = entered(seat);
    seat.other({ type: 'ConfirmOrder', order, promisedAt: NOW + 30 * 86_400_000 }, mara);
    seat.other({ type: 'ReleaseOrder', order, earlyReason: 'to have work' }, mara);
    for (const { lane } of way) {
      seat.other({ type: 'PullCard', card: part, lane, override: { reason: 'for the test of a way' } }, mara);
      if (seat.server.board.cards.get(part)?.step !== 3) seat.other({ type: 'FinishWork', card: part }, mara);
    }
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'return', card: part }} onClose={() => {}} />);
    await screen.findByRole('dialog');
    const choices = screen.getAllByRole('radio').map((radio) => radio.parentElement?.textContent?.replaceAll(/[\u2068\u2069]/g, '')).filter((text) => text?.includes('step'));
    expect(choices).toEqual(['Cut, step 3', 'Finish, step 2', 'Cut, step 1']);
    fireEvent.click(screen.getByRole('radio', { name: /Cut.?, step 1/ }));
    type(/What is wrong/, 'Too short');
    press('Return');
    await waitFor(() => expect(seat.server.board.cards.get(part)).toMatchObject({ step: 0, place: { lane: 'cut' } }));
  });
});

describe('what the server refuses late', () => {
  test('is read inside the form, and nothing typed is lost', async () => {
    const { seat, job, closed } = await open((card) => ({ kind: 'class', card }));
    fireEvent.click(screen.getByRole('radio', { name: 'Expedite' }));
    type(/Why it goes first/, 'The hotel opens on Monday');
    seat.hold();
    press('Set the class');
    // Meanwhile the only place for expedite cards is closed, and the part is started by somebody.
    seat.server.must({ type: 'SetLimit', limit: { id: limitId('expedite-jobs'), name: 'Expedite jobs', kind: 'job', scope: { classes: ['expedite'] }, unit: 'count', capacity: 0 } }, personCalled('mara'));
    seat.server.must({ type: 'PullCard', card: job, lane: seat.server.board.cards.get(job)?.routing[0]?.lane ?? laneId('cut') }, personCalled('mara'));
    seat.letGo();
    await waitFor(() => expect(screen.getByText(/Expedite jobs is closed \(limit 0\)/)).toBeDefined());
    expect(closed()).toBe(0);
    expect((screen.getByLabelText(/Why it goes first/) as HTMLTextAreaElement).value).toBe('The hotel opens on Monday');
    expect(seat.store.getState().notices).toEqual([]);
    press('Override…');
    expect(seat.asked.at(-1)).toMatchObject({ kind: 'override', command: { type: 'SetClass' } });
  });
});

describe('an override (WIP-31)', () => {
  test('wants at least 10 characters, and goes with the very command that was refused', async () => {
    const seat = new Screen(personCalled('mara'));
    await Promise.resolve();
    const job = cardsAt(seat.server.board, laneId('ready'), 'queue')[0] as CardId;
    const lane = seat.server.board.cards.get(job)?.routing[0]?.lane ?? laneId('cut');
    seat.other({ type: 'SetLimit', limit: { id: limitId(lane), name: 'First lane', kind: 'job', scope: { lanes: [lane] }, unit: 'count', capacity: 0 } }, personCalled('mara'));
    const command = { type: 'PullCard', card: job, lane } as const;
    const refused = seat.store.issue(command);
    if (refused.ok || !refused.refusal) throw new Error('expected a refusal');
    let closed = 0;
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'override', command, refusal: refused.refusal }} onClose={() => { closed += 1; }} />);
    expect(screen.getByRole('row', { name: /First lane 0\/0 1\/0/ })).toBeDefined();
    type(/Why/, 'too short');
    press('Override');
    expect(screen.getByText(/at least 10 characters: 1 more/)).toBeDefined();
    type(/Why/, 'The customer waits in the yard');
    press('Override');
    await waitFor(() => expect(closed).toBe(1));
    expect(seat.server.board.cards.get(job)?.exceptions).toMatchObject([{ kind: 'override', reason: 'The customer waits in the yard' }]);
  });

  test('is for moves that limits refuse, and for no other command', () => {
    expect(overridden({ type: 'FinishWork', card: cardId('1') }, 'because it is needed')).toBeNull();
  });
});

describe('a new order', () => {
  test('says everything that is missing at once, beside its field', async () => {
    await open(() => ({ kind: 'new-order' }));
    press('Enter the order');
    for (const text of ['Say who orders it.', 'Say what is to be made.', 'Name the part.', '1 of 1 part lacks something: its fields say what.']) expect(screen.getByText(text)).toBeDefined();
  });

  test('stands in the log with the parts of its template', async () => {
    const { seat, closed } = await open(() => ({ kind: 'new-order' }));
    const number = String(seat.server.board.nextNumber);
    fireEvent.change(screen.getByLabelText('Start from'), { target: { value: 't:shelf' } });
    type('Customer', 'Hotel Nord');
    expect((screen.getByLabelText('What is ordered') as HTMLInputElement).value).toBe('Shelf wall, birch, 4 bays');
    fireEvent.change(screen.getAllByLabelText('Supplier')[2] as HTMLElement, { target: { value: 'north-glass' } });
    press('Enter the order');
    await waitFor(() => expect(closed()).toBe(1));
    const order = seat.server.board.cards.get(cardId(number));
    expect(order).toMatchObject({ kind: 'order', customer: 'Hotel Nord', phase: 'enquiry' });
    expect(order?.kind === 'order' ? order.jobs.map((id) => seat.server.files.planned(id)?.title) : []).toEqual(['Uprights', 'Shelves', 'Glass doors', 'Wall brackets']);
  });

  test('a wanted day that has passed is refused where it stands', () => {
    const fields = { customer: 'A', title: 'B', quantity: '1', wanted: '2020-01-01', class: 'standard' } as const;
    expect(orderFaults(fields, [], NOW)).toEqual({ wanted: 'This day has passed. Choose a later one.', parts: 'Add at least one part: nothing can be made without one.' });
  });

  test('a promise is a day to come', () => {
    expect(promiseFault(' ', NOW)).toBe('Choose the day that is promised.');
    expect(promiseFault('2020-01-01', NOW)).toBe('This day has passed. Choose a later one.');
    expect(promiseFault('2099-01-01', NOW)).toBeNull();
    expect(promiseFault('soon', NOW)).toBe('A day like 15 Dec 2026, 12/15/2026, 2026-12-15 or tomorrow.');
  });
});

describe('a day that is typed', () => {
  const order = async () => {
    const seat = new Screen(personCalled('mara'));
    await Promise.resolve();
    const bom = [{ title: 'Top', quantity: 1, source: 'make' as const, routing: [{ lane: laneId('cut'), hours: 1 }] }];
    seat.other({ type: 'CreateOrder', number: '500', title: 'Table', customer: 'A', quantity: 1, bom }, personCalled('mara'));
    let closed = 0;
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'confirm', card: cardId('500') }} onClose={() => { closed += 1; }} />);
    await screen.findByRole('dialog');
    return { seat, closed: () => closed, promised: () => { const card = seat.server.board.cards.get(cardId('500')); return card?.kind === 'order' ? card.due : undefined; } };
  };
  const field = () => screen.getByLabelText<HTMLInputElement>('Promised date');

  test('is the day that is confirmed, with Enter at once', async () => {
    const { closed, promised } = await order();
    type('Promised date', '15.12.2026');
    fireEvent.submit(field().form as HTMLFormElement);
    await waitFor(() => expect(closed()).toBe(1));
    expect(promised()).toBe(new Date(2026, 11, 15, 16).getTime());
  });

  test.each(['15.13.2026', 'soon', '3.4.2027', '', '31/2/2027'])('%j is refused at the field, stays there, and no other day is sent', async (text) => {
    const { seat, closed, promised } = await order();
    const before = seat.server.head.seq;
    type('Promised date', text);
    press('Confirm');
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(field().value).toBe(text);
    expect([seat.server.head.seq, closed(), promised()]).toEqual([before, 0, null]);
  });

  test('is shown as it was understood, and a fault goes when it is mended', async () => {
    await order();
    type('Promised date', 'someday');
    fireEvent.blur(field());
    expect(screen.getByText('A day like 15 Dec 2026, 12/15/2026, 2026-12-15 or tomorrow.')).toBeDefined();
    type('Promised date', '20.12.2026');
    expect(field().getAttribute('aria-invalid')).not.toBe('true');
    expect(screen.getByText(/^Sun 20 Dec 2026\. It may be released/)).toBeDefined();
    fireEvent.blur(field());
    expect(field().value).toBe('Sun 20 Dec 2026');
  });

  test('Esc closes the calendar and not the form', async () => {
    const { closed } = await order();
    fireEvent.click(field());
    expect(document.querySelector('.mantine-DatePicker-day')).not.toBeNull();
    fireEvent.keyDown(field(), { key: 'Escape' });
    await waitFor(() => expect(document.querySelector('.mantine-DatePicker-day')).toBeNull());
    expect(closed()).toBe(0);
  });
});

describe('people to assign', () => {
  test('oneself first, then who has it; found by name or role', () => {
    expect(peopleFor(PEOPLE, new Set([personId('olga')]), personId('paul'), '').map(({ id }) => id).slice(0, 2)).toEqual(['paul', 'olga']);
    expect(peopleFor(PEOPLE, new Set(), null, 'ship').map(({ id }) => id)).toEqual(['olga']);
  });
});
