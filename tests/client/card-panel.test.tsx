import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CardPanel } from '../../client/card/card-panel.tsx';
import { editOf, typedOf } from '../../client/card/edit-fields.tsx';
import { stagesOf } from '../../client/card/stages-bar.tsx';
import { faceOf } from '../../client/floor/card-face.ts';
import { withNewer } from '../../client/card/use-story.ts';
import { whyItIsThere, worstPart } from '../../client/card/why.ts';
import { cardsAt, laneOf } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Limit } from '../../shared/limits/limit.ts';
import type { Order } from '../../shared/orders/order.ts';
import { limitsView } from '../../shared/limits/admission.ts';
import type { LimitView } from '../../shared/limits/admission.ts';
import { laneId } from '../../shared/kernel/ids.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { NOW, Screen, personCalled } from '../support/browser/screen.tsx';
import { ENGLISH } from '../support/shop/words.ts';
import { restOf } from '../support/browser/rest.ts';

const DAY = 86_400_000;
let seat: Screen;
let job: CardId;
let order: Order;

beforeEach(async () => {
  seat = new Screen(personCalled('mara'));
  await Promise.resolve();
  job = cardsAt(seat.server.board, laneId('ready'), 'queue')[0] as CardId;
  order = seat.server.board.cards.get(job.split('.')[0] as string) as Order;
  // The story's door, answered from the very log of the server in this process.
  vi.stubGlobal('fetch', restOf(seat.server));
});
afterEach(() => vi.unstubAllGlobals());

const show = (card: CardId, onClose = () => {}) => seat.show(<CardPanel actions={seat.actions} card={card} onClose={onClose} />);
const context = () => ({ at: NOW, actor: asPerson(personCalled('mara')), directory: seat.store.getState().directory });

describe("a card's panel", () => {
  test('tells its story, and what others do as they do it', async () => {
    await show(job);
    const story = within(await screen.findByRole('region', { name: 'Story' }));
    await waitFor(() => expect(story.getByText(/released the order/)).toBeDefined());
    seat.other({ type: 'CommentOnCard', card: job, text: 'Drawing 4 is the right one' }, personCalled('otto'));
    await waitFor(() => expect(story.getByText(/said: Drawing 4 is the right one/)).toBeDefined());
    expect(story.getAllByText(/said: Drawing 4/)).toHaveLength(1);
  });

  test('a comment stays in its box until it is in the log', async () => {
    await show(job);
    const box = (await screen.findByLabelText('Comment')) as HTMLTextAreaElement;
    fireEvent.change(box, { target: { value: 'Grain runs along' } });
    seat.hold();
    fireEvent.click(screen.getByRole('button', { name: 'Comment' }));
    expect(box.value).toBe('Grain runs along');
    seat.letGo();
    await waitFor(() => expect(box.value).toBe(''));
    expect(seat.server.log.at(-1)?.kind).toBe('CommentOnCard');
  });

  test('a blocked card says so first, and each hindrance has its way out', async () => {
    seat.other({ type: 'BlockCard', card: job, category: 'material', external: true, text: 'No stain' }, personCalled('otto'));
    await show(job);
    expect(await screen.findByText(/Blocked just now: No stain\./)).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Unblock: No stain' }));
    expect(seat.asked.at(-1)).toEqual({ kind: 'unblock', card: job, blocker: 1 });
  });

  test('a card sent back for rework says from where, by whom and why', async () => {
    const otto = personCalled('otto');
    const mara = personCalled('mara');
    const [first, second] = (seat.server.board.cards.get(job) as Card).routing.map(({ lane }) => lane);
    seat.other({ type: 'PullCard', card: job, lane: first as LaneId }, mara);
    seat.other({ type: 'FinishWork', card: job }, mara);
    seat.other({ type: 'PullCard', card: job, lane: second as LaneId }, mara);
    seat.other({ type: 'ReturnCard', card: job, lane: first as LaneId, category: 'quality', reason: 'Edge chipped' }, mara);
    const back = seat.server.board.cards.get(job) as Card;
    const from = laneOf(seat.server.board, second as LaneId)?.name ?? '';
    expect(faceOf(seat.server.board, { people: { [otto.id]: otto }, suppliers: {} }, back, NOW, ENGLISH).returned).toBe(`Back from ${from}: Edge chipped`);
    await show(job);
    expect((await screen.findByRole('region', { name: 'Back for rework' })).textContent).toContain(`From ${from} Quality, ${mara.name}, just now: Edge chipped`);
  });

  test('Esc closes it', async () => {
    let closed = 0;
    await show(job, () => { closed += 1; });
    await screen.findByRole('region', { name: 'Story' });
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(closed).toBe(1);
  });

  test('a card that is gone says so', async () => {
    await show('9999' as CardId);
    expect(await screen.findByText('9999 is not on this board')).toBeDefined();
  });
});

describe('what an order keeps in its file', () => {
  test('is told once it is read, and nothing wrong before', async () => {
    const mara = personCalled('mara');
    const number = String(seat.server.board.nextNumber) as CardId;
    seat.other({ type: 'CreateOrder', title: 'Later', customer: 'A', quantity: 1, requestedAt: NOW + 20 * DAY, bom: [{ title: 'Top', quantity: 1, source: 'make', routing: [{ lane: laneId('cut'), hours: 1 }] }] }, mara);
    seat.other({ type: 'ConfirmOrder', order: number, promisedAt: NOW + 30 * DAY }, mara);
    seat.other({ type: 'EditCard', card: number, promisedAt: NOW + 40 * DAY }, mara);
    const rest = restOf(seat.server);
    let letGo = () => {};
    const gate = new Promise<void>((resolve) => { letGo = resolve; });
    vi.stubGlobal('fetch', async (url: string) => { await gate; return rest(url); });
    await show(number);
    const { f } = ENGLISH;
    const [wanted, first, then] = [20, 30, 40].map((days) => f.day(NOW + days * DAY, NOW));
    const rows = () => Object.fromEntries([...document.querySelectorAll('.cp-fields > div')].map((row) => [row.querySelector('dt')?.textContent, row.querySelector('dd')?.textContent]));
    const stage = () => document.querySelector('.cp-stages li bdi')?.textContent;
    expect(rows()).toMatchObject({ Promised: then });
    expect(rows()).not.toHaveProperty('Wanted');
    expect(rows()).not.toHaveProperty('Confirmed');
    expect(stage()).toBe('Confirmed');
    expect(screen.queryByText(/frozen/)).toBeNull();
    letGo();
    await waitFor(() => expect(rows()).toMatchObject({ Wanted: wanted, Promised: `${then}, first ${first}`, Confirmed: f.day(NOW, NOW) }));
    expect(stage()).toBe(`Confirmed ${f.dayMonth(NOW, NOW)}`);
    expect(screen.getByText(/^Revision 1, frozen · 1 part, 1 h$/)).toBeDefined();
  });
});

describe('why an order is where it is', () => {
  test('the blocked part holds it up before the one that stands longest', () => {
    const jobs = order.jobs;
    const held = jobs.at(-1) as CardId;
    seat.other({ type: 'BlockCard', card: held, category: 'machine', external: false, text: 'Blade broken' }, personCalled('otto'));
    const { board } = seat.server;
    const now = board.cards.get(order.id) as Order;
    expect(worstPart(board, now)?.id).toBe(held);
    expect(whyItIsThere(board, now, context())).toMatchObject({ tone: 'stop', lead: expect.stringContaining('Blade broken') as string, rest: expect.stringContaining(`0 of ${jobs.length} parts are in the kit`) as string });
  });

  test('in the pool it says from when it may be released', () => {
    const number = String(seat.server.board.nextNumber) as CardId;
    seat.other({ type: 'CreateOrder', title: 'Later', customer: 'A', quantity: 1, bom: [{ title: 'Top', quantity: 1, source: 'make', routing: [{ lane: laneId('cut'), hours: 1 }] }] }, personCalled('mara'));
    expect(whyItIsThere(seat.server.board, seat.server.board.cards.get(number) as Order, context()).lead).toMatch(/not confirmed/);
    seat.other({ type: 'ConfirmOrder', order: number, promisedAt: NOW + 30 * DAY }, personCalled('mara'));
    const confirmed = seat.server.board.cards.get(number) as Order;
    expect(whyItIsThere(seat.server.board, confirmed, context()).lead).toMatch(/^In the pool until/);
    expect(stagesOf(seat.server.board, confirmed, null, NOW).map(({ state }) => state).slice(0, 3)).toEqual(['done', 'now', 'ahead']);
  });
});

describe('what a card waits for', () => {
  test('an order in the pool says how many have to leave, a part names the limit that closes its lane', () => {
    const mara = personCalled('mara');
    const { server } = seat;
    const orders = limitsView(server.board).find(({ limit }) => limit.kind === 'order' && !limit.scope.lanes && !limit.scope.group && !limit.scope.classes)?.limit as Limit;
    const number = String(server.board.nextNumber) as CardId;
    seat.other({ type: 'CreateOrder', title: 'Next', customer: 'A', quantity: 1, bom: [{ title: 'Top', quantity: 1, source: 'make', routing: [{ lane: laneId('cut'), hours: 1 }] }] }, mara);
    seat.other({ type: 'ConfirmOrder', order: number, promisedAt: NOW + DAY }, mara);
    const { load } = limitsView(server.board).find(({ limit }) => limit.id === orders.id) as LimitView;
    seat.other({ type: 'SetLimit', limit: { ...orders, capacity: load - 1 } }, mara);
    expect(whyItIsThere(server.board, server.board.cards.get(number) as Order, context())).toMatchObject({ lead: `Waits for room: ${orders.name} is ${load}/${load - 1}.`, rest: 'It may be released when 2 cards have left.' });

    const step = (server.board.cards.get(job) as Card).routing[0]?.lane as LaneId;
    seat.other({ type: 'SetLimit', limit: { name: 'Hall 2', kind: 'job', scope: { lanes: [step, laneId('ready')] }, unit: 'hours', capacity: 0 } }, mara);
    seat.other({ type: 'SetLimit', limit: { name: 'Hall 3', kind: 'job', scope: { lanes: [step], subs: ['doing'] }, unit: 'hours', capacity: 0 } }, mara);
    expect(whyItIsThere(server.board, server.board.cards.get(job) as Card, context()).lead).toMatch(/: Hall 3 is [\d.]+\/0 h\.$/);
  });
});

describe('editing the fields', () => {
  test('sends only what was changed, and nothing when nothing was', () => {
    const card = seat.server.board.cards.get(job);
    if (!card) throw new Error('no job');
    expect(editOf(card, typedOf(card), NOW)).toEqual({ faults: {}, command: null });
    expect(editOf(card, { ...typedOf(card), title: 'New', hours: { ...typedOf(card).hours, 0: '2,5' } }, NOW).command).toEqual({ type: 'EditCard', card: job, title: 'New', hours: [{ step: 0, hours: 2.5 }] });
    expect(editOf(card, { ...typedOf(card), title: '', quantity: 'x', unit: '' }, NOW).faults).toEqual({ title: 'A card needs a title.', quantity: 'A number above 0, at most 1,000,000.', unit: 'Missing.' });
  });
});

describe('a story that is read and heard', () => {
  const commit = (seq: number) => ({ seq }) as WireCommit;
  test('is in order and tells nothing twice', () => {
    const known = [commit(9), commit(4)];
    expect(withNewer(known, [commit(9), commit(11), commit(10)]).map(({ seq }) => seq)).toEqual([11, 10, 9, 4]);
    expect(withNewer(known, [commit(4)])).toBe(known);
  });
});
