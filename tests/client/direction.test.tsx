import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { BoardSettings } from '../../client/admin/board-settings.tsx';
import { CardPanel } from '../../client/card/card-panel.tsx';
import { linesOfFamily } from '../../client/order/family-lines.ts';
import { NewOrder } from '../../client/order/new-order.tsx';
import { jobStages } from '../../client/order/bom-draft.ts';
import { PaletteHost } from '../../client/palette/palette-host.tsx';
import { cardsAt } from '../../shared/board/board.ts';
import { cardId, laneId, limitId, supplierId } from '../../shared/kernel/ids.ts';
import { FURNITURE_FAMILIES } from '../../shared/templates/furniture-families.ts';
import { Screen, personCalled } from '../support/browser/screen.tsx';
import { eva, Shop, showFloor } from './floor-shop.tsx';

const LANE = 'ניסור 3';
const TITLE = 'שולחן 12';
const ARABIC = 'طاولة 7';

/** Elements that set their words apart: by themselves, or by the one rule of form.css. */
const APART = 'bdi, [dir="auto"], input, textarea, span, b, small, strong, em, td, dd, dt';
const bare = (text: string | null): boolean => /[֐-ࣿ]/.test((text ?? '').replace(/\u2068[^\u2069]*\u2069/g, ''));

/** Names that take what stands beside them along: words in no element that sets them apart, and labels without marks around them. */
function loose(): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    const alone = parent?.textContent === node.textContent && /^[^A-Za-z]*$/.test(node.textContent ?? '') && parent?.matches('h1, h2, h3, h4, p, li, button, label, legend, div');
    if (parent && bare(node.textContent) && !parent.matches(APART) && !(alone && !/^\d/.test(node.textContent ?? ''))) found.push(`<${parent.localName}> ${node.textContent ?? ''}`);
  }
  for (const element of document.body.querySelectorAll('[aria-label]')) {
    const label = element.getAttribute('aria-label');
    if (bare(label) && label !== LANE && label !== TITLE && label !== ARABIC) found.push(`aria-label ${label ?? ''}`);
  }
  return found;
}

function seated(): Screen {
  const seat = new Screen(personCalled('mara'));
  const mara = personCalled('mara');
  seat.other({ type: 'EditLane', lane: laneId('cut'), name: LANE }, mara);
  const job = cardsAt(seat.server.board, laneId('ready'), 'queue')[0];
  if (job) seat.other({ type: 'EditCard', card: job, title: TITLE } as never, mara);
  return seat;
}

describe('names from right to left are set apart', () => {
  test('on the floor', async () => {
    const shop = new Shop();
    shop.does(eva, { type: 'EditLane', lane: laneId('cut'), name: LANE });
    const order = shop.released(TITLE, 2);
    shop.released(ARABIC, 2);
    shop.does(eva, { type: 'PullCard', card: cardId(`${order}.1`), lane: laneId('cut') });
    const shown = await showFloor(shop);
    expect(loose()).toEqual([]);
    shown.actions.issue({ type: 'PullCard', card: cardId(`${order}.2`), lane: laneId('cut') });
    expect(shown.said()).toBe(`${order}·2 moved to \u2068${LANE}\u2069.`);
    // A limit of theirs that is full says so in the lane, in its slot and over it.
    act(() => shop.does(eva, { type: 'SetLimit', limit: { id: limitId('hall'), name: LANE, kind: 'job', scope: { lanes: [laneId('cut'), laneId('finish')] }, unit: 'count', capacity: 2 } }));
    const cut = screen.getByRole('region', { name: LANE });
    await waitFor(() => expect(cut.querySelector('.lane-words')?.textContent).toBe(`Full: \u2068${LANE}\u2069 2/2`));
    expect(loose()).toEqual([]);
    act(() => void shown.actions.issue({ type: 'PullCard', card: cardId('1032.1'), lane: laneId('cut') }));
    expect(screen.getByRole('alertdialog', { name: `\u2068${LANE}\u2069 is full: 2 of 2` })).toBeDefined();
    expect(loose()).toEqual([]);
  });

  test('in the panel of a card', async () => {
    const seat = seated();
    await Promise.resolve();
    const job = cardsAt(seat.server.board, laneId('ready'), 'queue')[0] ?? cardId('1041');
    await seat.show(<CardPanel actions={seat.actions} card={job} onClose={() => {}} />);
    expect(document.body.textContent).toContain(LANE);
    expect(loose()).toEqual([]);
  });

  test('in the palette', async () => {
    const seat = seated();
    await seat.show(<PaletteHost actions={seat.actions} request={{ kind: 'palette' }} onClose={() => {}} />);
    await screen.findByRole('combobox');
    expect(document.body.textContent).toContain(LANE);
    expect(loose()).toEqual([]);
  });

  test('in the form of an order', async () => {
    const seat = seated();
    await seat.show(<NewOrder actions={seat.actions} onClose={() => {}} />);
    expect(document.body.textContent).toContain(LANE);
    expect(loose()).toEqual([]);
  });

  test('in the settings', async () => {
    const seat = seated();
    await seat.show(<BoardSettings actions={seat.actions} />);
    await screen.findByRole('heading', { name: /limits/ });
    expect(document.body.textContent).toContain(LANE);
    expect(loose()).toEqual([]);
  });
});

test('the supplier of a family is found however it is written', () => {
  const { server } = new Screen();
  const family = FURNITURE_FAMILIES.find(({ lines }) => lines.some(({ supplier }) => supplier === 'hansen')) ?? FURNITURE_FAMILIES[0];
  if (!family) throw new Error('There is no family.');
  const directory = { people: {}, suppliers: { [supplierId('s1')]: { id: supplierId('s1'), name: 'HÁNSEN Metal' } } };
  const named = { ...family, lines: family.lines.map((line) => ({ ...line, supplier: 'hansen' })) };
  expect(linesOfFamily(named, jobStages(server.board), directory, 'en').every(({ supplier }) => supplier === 's1')).toBe(true);
});
