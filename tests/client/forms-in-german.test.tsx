import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { DialogRequest } from '../../client/app/contracts.ts';
import { DialogHost } from '../../client/order/dialog-host.tsx';
import { jobStages, lineFaults, newLine } from '../../client/order/bom-draft.ts';
import { peopleFor } from '../../client/order/assign-card.tsx';
import { parsePaste } from '../../client/order/pasted-lines.ts';
import { speak } from '../../client/words/words-now.ts';
import { cardsAt } from '../../shared/board/board.ts';
import { laneId, limitId } from '../../shared/kernel/ids.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import type { Order } from '../../shared/orders/order.ts';
import { FURNITURE_FAMILIES } from '../../shared/templates/furniture-families.ts';
import { PEOPLE } from '../simulation/shop-people.ts';
import { saidInBoth, saidOnScreen } from '../support/browser/said-on-screen.ts';
import { NOW, Screen, personCalled } from '../support/browser/screen.tsx';
import { restOf } from '../support/browser/rest.ts';

const mara = personCalled('mara');
afterEach(() => act(() => speak('en')));

async function sit() {
  const seat = new Screen(mara);
  await Promise.resolve();
  const job = cardsAt(seat.server.board, laneId('ready'), 'queue')[0] as CardId;
  const order = seat.server.board.cards.get(job.split('.')[0] as string) as Order;
  const enquiry = String(seat.server.board.nextNumber) as CardId;
  seat.other({ type: 'CreateOrder', title: 'Later', customer: 'Larsen', quantity: 1.5, requestedAt: NOW + 86_400_000, bom: [{ title: 'Top', quantity: 1, source: 'make', routing: [{ lane: laneId('cut'), hours: 1 }] }] }, mara);
  seat.other({ type: 'BlockCard', card: job, category: 'machine', external: true, text: '' }, mara);
  seat.other({ type: 'BlockCard', card: job, category: 'material', external: false, text: 'Edge chipped' }, mara);
  vi.stubGlobal('fetch', restOf(seat.server));
  return { seat, job, order, enquiry };
}

/** What the shop itself calls things. */
function names(seat: Screen): string[] {
  const { board } = seat.server;
  const { people, suppliers } = seat.store.getState().directory;
  return [
    ...[...board.cards.values()].flatMap((card) => [card.title, card.unit, ...(card.kind === 'order' ? [card.customer, ...(card.plan?.titles ?? [])] : []), ...card.blockers.map(({ text }) => text)]),
    ...board.lanes.map(({ name }) => name), ...board.limits.map(({ name }) => name),
    ...Object.values(people).flatMap(({ name, initials }) => [name, initials]), ...Object.values(suppliers).map(({ name }) => name),
    // The same word in both languages.
    'Limit',
  ];
}

describe('a form is said in German', () => {
  test.each<[string, (cards: { readonly job: CardId; readonly order: Order; readonly enquiry: CardId }) => DialogRequest]>([
    ['a new order', () => ({ kind: 'new-order' })],
    ['the parts of an order', ({ enquiry }) => ({ kind: 'parts', card: enquiry })],
    ['confirming', ({ enquiry }) => ({ kind: 'confirm', card: enquiry })],
    ['releasing early', ({ enquiry }) => ({ kind: 'release-early', card: enquiry })],
    ['shipping', ({ order }) => ({ kind: 'ship', card: order.id })],
    ['erasing', ({ order }) => ({ kind: 'erase', card: order.id })],
    ['returning', ({ job }) => ({ kind: 'return', card: job })],
    ['a concession', ({ job }) => ({ kind: 'concession', card: job })],
    ['blocking', ({ job }) => ({ kind: 'block', card: job })],
    ['unblocking', ({ job }) => ({ kind: 'unblock', card: job })],
    ['assigning', ({ job }) => ({ kind: 'assign', card: job })],
    ['the class of service', ({ job }) => ({ kind: 'class', card: job })],
    ['a comment', ({ job }) => ({ kind: 'comment', card: job })],
  ])('%s', async (_, request) => {
    const { seat, ...cards } = await sit();
    await seat.show(<DialogHost actions={seat.actions} request={request(cards)} onClose={() => {}} />);
    await screen.findByRole('dialog');
    // What is missing is told, too.
    const send = () => fireEvent.click(document.querySelector('.dialog .main') as HTMLElement);
    if (request(cards).kind !== 'erase') send();
    const english = saidOnScreen();
    act(() => speak('de'));
    await screen.findByRole('dialog');
    if (request(cards).kind !== 'erase') send();
    const german = saidOnScreen();
    expect(german.size).toBeGreaterThan(5);
    expect(saidInBoth(english, german, names(seat))).toEqual([]);
  });

  test('lines of a spreadsheet, and a template beside what was written', async () => {
    const { seat } = await sit();
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'new-order' }} onClose={() => {}} />);
    await screen.findByRole('dialog');
    const fill = (): ReadonlySet<string> => {
      fireEvent.change(document.querySelector('.bom-fields input') as HTMLElement, { target: { value: 'Edge chipped' } });
      fireEvent.change(document.querySelector('.bom-head select') as HTMLElement, { target: { value: `t:${FURNITURE_FAMILIES[0]?.id}` } });
      fireEvent.click(document.querySelector('.bom-head button') as HTMLElement);
      expect(document.querySelector('.bom-offer')).not.toBeNull();
      expect(document.querySelector('.bom textarea')).not.toBeNull();
      return saidOnScreen();
    };
    const english = fill();
    act(() => speak('de'));
    await screen.findByRole('dialog');
    expect(saidInBoth(english, fill(), names(seat))).toEqual([]);
  });

  test('a move above a limit', async () => {
    const { seat, job } = await sit();
    const lane = seat.server.board.cards.get(job)?.routing[0]?.lane ?? laneId('cut');
    const violation = { code: 'wip_limit' as const, limit: limitId('cut'), lane: null, kind: 'job' as const, usually: null, name: 'Cut', load: 4, weight: 1.5, capacity: 4, unit: 'hours' as const, needs: 1.5, occupants: [], more: 0, room: [] };
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'override', command: { type: 'PullCard', card: job, lane }, refusal: { command: 'PullCard', card: job, violations: [violation], more: 0 } }} onClose={() => {}} />);
    const english = saidOnScreen();
    act(() => speak('de'));
    await screen.findByRole('dialog');
    expect(saidInBoth(english, saidOnScreen(), names(seat))).toEqual([]);
    expect(screen.getByText('5,5/4 h')).toBeDefined();
  });
});

describe('what is typed in German is read', () => {
  test('days with their German names, numbers with a comma', async () => {
    const { seat } = await sit();
    act(() => speak('de'));
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'new-order' }} onClose={() => {}} />);
    const type = (label: string, value: string) => fireEvent.change(screen.getAllByLabelText(label)[0] as HTMLElement, { target: { value } });
    type('Kunde', 'Larsen');
    type('Was bestellt ist', 'Tisch');
    type('Menge', '1,5');
    type('Gewünscht bis', '27. März');
    type('Teil', 'Platte');
    fireEvent.click(screen.getByRole('button', { name: 'Auftrag anlegen' }));
    const order = [...seat.server.board.cards.values()].find((card): card is Order => card.kind === 'order' && card.title === 'Tisch');
    expect(order?.quantity).toBe(1.5);
    expect(new Date(order?.due ?? 0).toISOString().slice(0, 10)).toBe('2026-03-27');
    expect(seat.said.at(-1)).toMatch(/^Auftrag \d+ ist angelegt\.$/);
  });

  test('a list from a German spreadsheet, and what is not taken of it', async () => {
    const { seat } = await sit();
    act(() => speak('de'));
    const { directory } = seat.store.getState();
    const { lines, problems } = parsePaste('Bezeichnung;Menge\nPlatte;1,5;m;fertigen\nBeschlag;2;×;Lager\nRahmen;x;×;leihen', seat.server.board, directory);
    expect(lines.map(({ title, quantity, source }) => [title, quantity, source])).toEqual([['Platte', '1,5', 'make'], ['Beschlag', '2', 'stock'], ['Rahmen', 'x', 'make']]);
    expect(problems[0]).toBe('Zeile 4: „leihen“ ist nicht fertigen, kaufen oder Lager. Genommen wird fertigen.');
    expect(problems[1]).toMatch(/^Zeile 4: die Menge „x“ ist nicht zu lesen\. /);
  });

  test('a person is found by the German name of a role', () => {
    act(() => speak('de'));
    expect(peopleFor(PEOPLE, new Set(), null, 'versand').map(({ id }) => id)).toEqual(['olga']);
  });

  test('a line is judged again in another language', async () => {
    const { seat } = await sit();
    const line = newLine(jobStages(seat.server.board));
    expect(lineFaults(line).title).toBe('Name the part.');
    act(() => speak('de'));
    expect(lineFaults(line).title).toBe('Das Teil benennen.');
  });
});
