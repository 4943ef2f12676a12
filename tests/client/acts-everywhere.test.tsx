import { act, cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CardPanel } from '../../client/card/card-panel.tsx';
import { CardMenu } from '../../client/floor/card-menu.tsx';
import { FloorStateProvider, createFloorStore } from '../../client/floor/floor-state.ts';
import { PaletteHost } from '../../client/palette/palette-host.tsx';
import { anchorAt } from '../../client/ui/float.ts';
import { actsOf } from '../../shared/acts.ts';
import { cardsAt } from '../../shared/board/board.ts';
import { nextStep } from '../../shared/cards/card-common.ts';
import type { Card } from '../../shared/cards/card.ts';
import { laneId } from '../../shared/kernel/ids.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import { Screen, personCalled } from '../support/browser/screen.tsx';
import { actName } from '../../shared/words/sentences.ts';
import { ENGLISH } from '../support/shop/words.ts';
import { restOf } from '../support/browser/rest.ts';

/** A manager before a part whose next lane is full: what may be done with it stands in the menu, the panel and the palette alike. */
let seat: Screen;
let job: CardId;

beforeEach(async () => {
  seat = new Screen(personCalled('mara'));
  await Promise.resolve();
  job = cardsAt(seat.server.board, laneId('ready'), 'queue')[1] as CardId;
  const next = nextStep(seat.server.board.cards.get(job) as Card);
  const limit = seat.server.board.limits.find(({ scope }) => scope.lanes?.includes(next?.lane as LaneId) === true);
  if (!limit) throw new Error('The next lane has no limit');
  const { id, name, kind, scope, unit } = limit;
  seat.other({ type: 'SetLimit', limit: { id, name, kind, scope, unit, capacity: 0 }, reason: 'The saw is broken' }, personCalled('mara'));
  vi.stubGlobal('fetch', restOf(seat.server));
});
afterEach(() => {
  vi.unstubAllGlobals();
  window.history.replaceState(null, '', '/');
});

const acts = () => {
  const context = seat.store.context();
  if (!context) throw new Error('nobody acts');
  return actsOf(seat.server.board, seat.server.board.cards.get(job) as Card, context);
};
const open = {
  async menu() {
    const floor = createFloorStore('small');
    await seat.show(<FloorStateProvider value={floor}><CardMenu actions={seat.actions} /></FloorStateProvider>);
    act(() => floor.setState({ menu: { card: job, anchor: anchorAt(1, 1) } }));
    return screen.getAllByRole('menuitem');
  },
  async panel() {
    await seat.show(<CardPanel actions={seat.actions} card={job} onClose={() => {}} />);
    const panel = screen.getByRole('complementary');
    return [...within(panel).getAllByRole('button'), ...within(within(panel).getByRole('list', { name: 'Not now' })).getAllByRole('listitem')];
  },
  async palette() {
    window.history.replaceState(null, '', `/?card=${job}`);
    await seat.show(<PaletteHost actions={seat.actions} request={{ kind: 'palette' }} onClose={() => {}} />);
    return screen.getAllByRole('option');
  },
};

test.each(['menu', 'panel', 'palette'] as const)('the %s has every act, and puts the card above the limit', async (where) => {
  const shown = await open[where]();
  const texts = shown.map((element) => element.getAttribute('aria-label') ?? element.textContent ?? '');
  const named = acts().map((one) => actName(one, ENGLISH));
  expect(named).toEqual(expect.arrayContaining([expect.stringMatching(/ above the limit…$/), 'Move up one place', 'Block…', 'Comment…']));
  // The panel has a box for the comment.
  for (const label of named.filter((name) => where !== 'panel' || name !== 'Comment…')) expect(texts.some((text) => text.startsWith(label)), `${label} in the ${where}`).toBe(true);
  const above = shown.find((element) => element.textContent?.includes(' above the limit…'));
  fireEvent.click(above as HTMLElement);
  expect(seat.asked.at(-1)).toMatchObject({ kind: 'override', command: { type: 'PullCard', card: job } });
  cleanup();
});
