import { MantineProvider } from '@mantine/core';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DialogRequest } from '../../client/app/contracts.ts';
import { CardPanel } from '../../client/card/card-panel.tsx';
import { DialogHost } from '../../client/order/dialog-host.tsx';
import { DRAFTS_AT_MOST, Draft, draftKey, writeDrafts } from '../../client/replica/drafts.ts';
import { BoardProvider } from '../../client/replica/use-board.ts';
import { cardsAt } from '../../shared/board/board.ts';
import { laneId, personId } from '../../shared/kernel/ids.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { Screen, personCalled } from '../support/browser/screen.tsx';
import { restOf } from '../support/browser/rest.ts';

let seat: Screen;
let one: CardId;
let two: CardId;

beforeEach(async () => {
  seat = new Screen(personCalled('mara'));
  await Promise.resolve();
  [one, two] = cardsAt(seat.server.board, laneId('ready'), 'queue') as [CardId, CardId];
  vi.stubGlobal('fetch', restOf(seat.server));
});
afterEach(() => vi.unstubAllGlobals());

const panelOf = (card: CardId) => <MantineProvider env="test"><BoardProvider store={seat.store}><CardPanel actions={seat.actions} card={card} onClose={() => {}} /></BoardProvider></MantineProvider>;
const box = () => screen.getByLabelText('Comment') as HTMLTextAreaElement;
const write = (text: string) => fireEvent.change(box(), { target: { value: text } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

async function panel(card: CardId) {
  const shown = await seat.show(<CardPanel actions={seat.actions} card={card} onClose={() => {}} />);
  await screen.findByLabelText('Comment');
  return (next: CardId) => shown.rerender(panelOf(next));
}

describe('a comment belongs to the card it is written for', () => {
  test('it is not shown on another card, not sent to one, and there again on its own', async () => {
    const go = await panel(one);
    write('The grain runs along');
    go(two);
    expect(box().value).toBe('');
    write('For the second');
    press('Comment');
    await waitFor(() => expect(seat.server.log.at(-1)).toMatchObject({ kind: 'CommentOnCard' }));
    expect(seat.server.log.at(-1)?.events).toMatchObject([{ card: two }]);
    go(one);
    expect(box().value).toBe('The grain runs along');
    press('Comment');
    await waitFor(() => expect(seat.server.log.at(-1)?.events).toMatchObject([{ card: one }]));
    await waitFor(() => expect(box().value).toBe(''));
  });

  test('sent, and looked away before the answer: it is gone from its box when the log has it', async () => {
    const go = await panel(one);
    write('The grain runs along');
    seat.hold();
    press('Comment');
    go(two);
    go(one);
    expect(box().value).toBe('The grain runs along');
    seat.letGo();
    await waitFor(() => expect(box().value).toBe(''));
  });

  test('what is written on while it is saved stays', async () => {
    await panel(one);
    write('First');
    seat.hold();
    press('Comment');
    write('First and more');
    seat.letGo();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Comment' })).toBeDefined());
    expect(box().value).toBe('First and more');
  });

  test('nobody else who acts in this browser finds it', async () => {
    await panel(one);
    write('Between us');
    act(() => seat.store.switchPerson(personId('olga')));
    expect(box().value).toBe('');
    act(() => seat.store.switchPerson(personId('mara')));
    expect(box().value).toBe('Between us');
  });
});

describe('the fields of a card', () => {
  test('are changed on the card in the heading, and what was begun waits there', async () => {
    const go = await panel(one);
    press('Edit');
    fireEvent.change(screen.getByLabelText('Title'), { target: { value: 'Oak top' } });
    go(two);
    expect(screen.queryByLabelText('Title')).toBeNull();
    press('Edit');
    fireEvent.change(screen.getByLabelText('Title'), { target: { value: 'Ash legs' } });
    press('Save');
    await waitFor(() => expect(seat.server.board.cards.get(two)?.title).toBe('Ash legs'));
    expect(seat.server.board.cards.get(one)?.title).not.toBe('Ash legs');
    go(one);
    expect((screen.getByLabelText('Title') as HTMLInputElement).value).toBe('Oak top');
  });
});

const WORDS = 'What somebody took ten minutes to write';

describe('a dialog that is closed with something in it', () => {
  const order = () => one.split('.')[0] as CardId;
  const FORMS: readonly (readonly [string, () => DialogRequest, string | RegExp])[] = [
    ['new order', () => ({ kind: 'new-order' }), 'Customer'],
    ['parts', () => ({ kind: 'parts', card: order() }), /^Part$/],
    ['block', () => ({ kind: 'block', card: one }), 'What it waits for'],
    ['unblock', () => ({ kind: 'unblock', card: one }), 'How it was solved'],
    ['comment', () => ({ kind: 'comment', card: one }), 'Comment'],
    ['class', () => ({ kind: 'class', card: one }), /^Why/],
    ['return', () => ({ kind: 'return', card: one }), 'What is wrong'],
    ['concession', () => ({ kind: 'concession', card: one }), 'Why it may pass'],
    ['ship', () => ({ kind: 'ship', card: order() }), 'Carrier'],
    ['release early', () => ({ kind: 'release-early', card: order() }), 'Why now'],
    ['override', () => ({ kind: 'override', command: { type: 'PullCard', card: one, lane: laneId('cut') }, refusal: { card: one, violations: [] } as never }), 'Why'],
  ];
  const open = async (request: DialogRequest) => {
    const closed = vi.fn();
    const shown = await seat.show(<DialogHost actions={seat.actions} request={request} onClose={closed} />);
    await screen.findByRole('dialog');
    return { closed, close: () => { fireEvent.keyDown(document.body, { key: 'Escape' }); expect(closed).toHaveBeenCalledTimes(1); shown.unmount(); }, leave: () => shown.unmount() };
  };
  const field = (label: string | RegExp) => screen.getAllByLabelText(label)[0] as HTMLInputElement;

  test.each(FORMS)('%s: is a draft until it is sent or thrown away', async (_name, request, label) => {
    const first = await open(request());
    fireEvent.change(field(label), { target: { value: WORDS } });
    first.close();
    expect(seat.said.at(-1)).toContain('kept as a draft');
    writeDrafts();
    const second = await open(request());
    expect(field(label).value).toBe(WORDS);
    expect(screen.getByText(/Your draft of .* is here again/)).toBeDefined();
    press('Start afresh');
    expect(field(label).value).not.toBe(WORDS);
    second.leave();
    writeDrafts();
    await open(request());
    expect(field(label).value).not.toBe(WORDS);
  });

  test('is not shown for another card', async () => {
    const first = await open({ kind: 'block', card: one });
    fireEvent.change(field('What it waits for'), { target: { value: WORDS } });
    first.close();
    await open({ kind: 'block', card: two });
    expect(field('What it waits for').value).toBe('');
  });

  test('Cancel asks, when there is something to lose', async () => {
    const { closed } = await open({ kind: 'block', card: one });
    fireEvent.change(field('What it waits for'), { target: { value: WORDS } });
    press('Cancel');
    expect(closed).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(closed).not.toHaveBeenCalled();
    press('Cancel');
    press('Throw it away');
    expect(closed).toHaveBeenCalledTimes(1);
    writeDrafts();
    expect(Object.keys(localStorage).filter((key) => key.includes('draft'))).toEqual([]);
  });

  test('sent and closed before the answer: the draft goes when the log has it', async () => {
    const first = await open({ kind: 'comment', card: one });
    fireEvent.change(field('Comment'), { target: { value: WORDS } });
    seat.hold();
    press('Add the comment');
    first.close();
    seat.letGo();
    await open({ kind: 'comment', card: one });
    expect(field('Comment').value).toBe('');
  });
});

describe('Start from another parts list', () => {
  const parts = () => (screen.getAllByLabelText(/^Part$/) as HTMLInputElement[]).map(({ value }) => value);
  const start = async () => {
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'new-order' }} onClose={() => {}} />);
    await screen.findByRole('dialog');
    fireEvent.change(screen.getAllByLabelText(/^Part$/)[0] as HTMLElement, { target: { value: 'My own top' } });
    fireEvent.change(screen.getByLabelText('Start from'), { target: { value: 't:shelf' } });
  };

  test('does not replace what was written before it has asked', async () => {
    await start();
    expect(parts()).toEqual(['My own top']);
    press('Add below mine');
    expect(parts()).toEqual(['My own top', 'Uprights', 'Shelves', 'Glass doors', 'Wall brackets']);
  });

  test('replaces it when told to', async () => {
    await start();
    press('Replace mine');
    expect(parts()).toEqual(['Uprights', 'Shelves', 'Glass doors', 'Wall brackets']);
  });

  test('a part that is taken out can be put back', async () => {
    await start();
    press('Add below mine');
    press('Remove part 1, My own top');
    expect(parts()[0]).toBe('Uprights');
    press('Put it back');
    expect(parts()[0]).toBe('My own top');
  });

  test('hours survive a look at another source, and a lane that is left out for a moment', async () => {
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'new-order' }} onClose={() => {}} />);
    await screen.findByRole('dialog');
    const hours = () => screen.getAllByLabelText(/^Hours in /)[0] as HTMLInputElement;
    fireEvent.change(hours(), { target: { value: '7.5' } });
    for (const source of ['stock', 'make']) fireEvent.change(screen.getAllByLabelText('From')[0] as HTMLElement, { target: { value: source } });
    expect(hours().value).toBe('7.5');
    const lane = screen.getAllByRole('checkbox').find((box) => (box as HTMLInputElement).checked) as HTMLElement;
    fireEvent.click(lane);
    fireEvent.click(lane);
    expect(hours().value).toBe('7.5');
  });

  test('pasted lines that are not read yet are part of the draft', async () => {
    const shown = await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'new-order' }} onClose={() => {}} />);
    await screen.findByRole('dialog');
    press('Paste lines');
    fireEvent.change(screen.getByLabelText('Lines from a spreadsheet'), { target: { value: 'Table top; 1' } });
    press('Paste lines');
    shown.unmount();
    writeDrafts();
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'new-order' }} onClose={() => {}} />);
    expect(((await screen.findByLabelText('Lines from a spreadsheet')) as HTMLTextAreaElement).value).toBe('Table top; 1');
  });
});

describe('Esc', () => {
  test('closes the calendar, and the form only when nothing is open in it', async () => {
    const closed = vi.fn();
    await seat.show(<DialogHost actions={seat.actions} request={{ kind: 'new-order' }} onClose={closed} />);
    const wanted = await screen.findByLabelText('Wanted by');
    fireEvent.click(wanted);
    await waitFor(() => expect(document.querySelector('[data-dates-dropdown]')).not.toBeNull());
    fireEvent.keyDown(wanted, { key: 'Escape' });
    expect(closed).not.toHaveBeenCalled();
    await waitFor(() => expect(document.querySelector('[data-dates-dropdown]')).toBeNull());
    fireEvent.keyDown(wanted, { key: 'Escape' });
    expect(closed).toHaveBeenCalledTimes(1);
  });

  test('closes what is written into before the card around it', async () => {
    const closed = vi.fn();
    await seat.show(<CardPanel actions={seat.actions} card={one} onClose={closed} />);
    await screen.findByLabelText('Comment');
    press('Edit');
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(closed).not.toHaveBeenCalled();
    expect(screen.queryByLabelText('Title')).toBeNull();
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(closed).toHaveBeenCalledTimes(1);
  });
});

describe('the store of drafts', () => {
  const keep = (subject: string, text: string) => {
    const draft = new Draft(draftKey('board', 'mara', 'comment', subject));
    draft.begin('text', '');
    draft.note('text', text);
    writeDrafts();
  };
  const kept = (subject: string): string => new Draft(draftKey('board', 'mara', 'comment', subject)).begin('text', '');

  test('keeps the newest, and no more than so many', () => {
    for (let index = 0; index < DRAFTS_AT_MOST + 5; index += 1) keep(`card-${index}`, `text ${index}`);
    expect(Object.keys(localStorage).filter((key) => key.startsWith('pullcord.draft.'))).toHaveLength(DRAFTS_AT_MOST);
    expect(kept(`card-${DRAFTS_AT_MOST + 4}`)).toBe(`text ${DRAFTS_AT_MOST + 4}`);
  });

  test('a browser that keeps nothing keeps it as long as the page is open', () => {
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => { throw new DOMException('full', 'QuotaExceededError'); });
    keep('unkept', 'a long letter');
    expect(kept('unkept')).toBe('a long letter');
    vi.restoreAllMocks();
  });

  test.each(['nonsense', '{"at":1}', '{"at":9e15,"fields":{"text":{"of":"another kind"}}}'])('what an earlier page left there, %s, breaks nothing', (text) => {
    localStorage.setItem(draftKey('board', 'mara', 'comment', 'card'), text);
    expect(kept('card')).toBe('');
  });

  test('what was typed and taken back is no draft', () => {
    keep('card', 'something');
    keep('card', '');
    expect(localStorage.length).toBe(0);
  });
});
