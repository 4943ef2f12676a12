import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CardPanel } from '../../client/card/card-panel.tsx';
import { speak } from '../../client/words/words-now.ts';
import { cardsAt } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import { laneId } from '../../shared/kernel/ids.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import type { Order } from '../../shared/orders/order.ts';
import { saidInBoth, saidOnScreen } from '../support/browser/said-on-screen.ts';
import { NOW, Screen, personCalled } from '../support/browser/screen.tsx';
import { restOf } from '../support/browser/rest.ts';

const mara = personCalled('mara');
let seat: Screen;
let job: CardId;
let order: Order;

beforeEach(async () => {
  seat = new Screen(mara);
  await Promise.resolve();
  job = cardsAt(seat.server.board, laneId('ready'), 'queue')[0] as CardId;
  order = seat.server.board.cards.get(job.split('.')[0] as string) as Order;
  vi.stubGlobal('fetch', restOf(seat.server));
});
afterEach(() => {
  act(() => speak('en'));
  vi.unstubAllGlobals();
});

/** What the shop itself calls things. */
function names(): string[] {
  const { board } = seat.server;
  const { people, suppliers } = seat.store.getState().directory;
  return [
    ...[...board.cards.values()].flatMap((card) => [card.title, card.unit, ...(card.kind === 'order' ? [card.customer, ...(card.plan?.titles ?? [])] : []), ...card.blockers.map(({ text }) => text)]),
    ...board.lanes.flatMap(({ name, checklist }) => [name, ...checklist.map(({ text }) => text)]), ...board.limits.map(({ name }) => name),
    ...Object.values(people).flatMap(({ name, initials }) => [name, ...name.split(' '), initials]), ...Object.values(suppliers).map(({ name }) => name),
    'Edge chipped', 'Grain runs along',
  ];
}

/** Drawn in English and, as it stands, again in German: nothing is said in both. */
async function inBoth(card: CardId): Promise<void> {
  const { unmount } = await seat.show(<CardPanel actions={seat.actions} card={card} onClose={() => {}} />);
  await waitFor(() => expect(document.querySelectorAll('.cp-story li').length).toBeGreaterThan(0));
  const english = saidOnScreen();
  act(() => speak('de'));
  const german = saidOnScreen();
  expect(german.size).toBeGreaterThan(20);
  expect(saidInBoth(english, german, names())).toEqual([]);
  act(() => speak('en'));
  expect([...saidOnScreen()]).toEqual([...english]);
  unmount();
}

test('the panel of an order, with its parts, its story and where its time went', () => inBoth(order.id));

test('the panel of a part that is blocked, came back, is above a limit, and has a checklist', async () => {
  const [first, second] = (seat.server.board.cards.get(job) as Card).routing.map(({ lane }) => lane) as [LaneId, LaneId];
  seat.other({ type: 'PullCard', card: job, lane: first }, mara);
  seat.other({ type: 'FinishWork', card: job }, mara);
  seat.other({ type: 'PullCard', card: job, lane: second }, mara);
  seat.other({ type: 'ReturnCard', card: job, lane: first, category: 'quality', reason: 'Edge chipped' }, mara);
  seat.other({ type: 'EditLane', lane: first, checklist: [{ id: 'grain', text: 'Grain runs along', mandatory: false }] }, mara);
  seat.other({ type: 'BlockCard', card: job, category: 'machine', external: true, text: '' }, mara);
  await inBoth(job);
  await inBoth(order.id);
});

test('an order at each stage until it is shipped says why it is there', async () => {
  const number = String(seat.server.board.nextNumber) as CardId;
  seat.other({ type: 'CreateOrder', title: 'Later', customer: 'Larsen', quantity: 1, bom: [{ title: 'Top', quantity: 1, source: 'make', routing: [{ lane: laneId('cut'), hours: 1 }] }] }, mara);
  vi.stubGlobal('fetch', restOf(seat.server));
  await inBoth(number);
  seat.other({ type: 'ConfirmOrder', order: number, promisedAt: NOW + 30 * 86_400_000 }, mara);
  await inBoth(number);
  seat.other({ type: 'ReleaseOrder', order: number, before: null, earlyReason: 'Grain runs along' }, mara);
  await inBoth(number);
});

test('a card that is gone', async () => {
  await seat.show(<CardPanel actions={seat.actions} card={'9999' as CardId} onClose={() => {}} />);
  act(() => speak('de'));
  expect(screen.getByText('9999 ist nicht auf diesem Board')).toBeDefined();
});

test('the form that changes a card says in German what is wrong', async () => {
  await seat.show(<CardPanel actions={seat.actions} card={job} onClose={() => {}} />);
  act(() => speak('de'));
  fireEvent.click(screen.getByRole('button', { name: 'Bearbeiten' }));
  fireEvent.change(screen.getByLabelText('Titel'), { target: { value: '' } });
  fireEvent.change(screen.getByLabelText('Einheit'), { target: { value: '' } });
  fireEvent.click(screen.getByRole('button', { name: 'Speichern' }));
  expect(screen.getByText('Eine Karte braucht einen Titel.')).toBeDefined();
  expect(screen.getByText('Fehlt.')).toBeDefined();
});
