import { act, render, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { boardActions } from '../../client/app/board-actions.ts';
import { createFloorStore } from '../../client/floor/floor-state.ts';
import { createVoice } from '../../client/ui/live-region.tsx';
import { Toast } from '../../client/ui/toast.tsx';
import { cardsAt } from '../../shared/board/board.ts';
import { laneId } from '../../shared/kernel/ids.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { PEOPLE } from '../simulation/shop-people.ts';
import { Screen, personCalled } from '../support/browser/screen.tsx';

async function seated() {
  const seat = new Screen(personCalled('mara'));
  await Promise.resolve();
  const doing = { store: seat.store, floor: createFloorStore('shop'), voice: createVoice() };
  const actions = boardActions(seat.actions.board, doing, { ...seat.actions, toFloor: () => {} });
  render(<Toast voice={doing.voice} />);
  const card = cardsAt(seat.server.board, laneId('ready'), 'queue')[0] as CardId;
  return { seat, doing, actions, card };
}

/** What stands before the eye, not only in the ear. */
const note = () => document.querySelector('.toast > span')?.textContent ?? '';

test('nothing is told as done before the server has it', async () => {
  const { seat, doing, actions, card } = await seated();
  const lane = seat.server.board.cards.get(card)?.routing[0]?.lane ?? laneId('cut');
  seat.hold();
  act(() => void actions.issue({ type: 'PullCard', card, lane }));
  expect(doing.voice.current()).toBeNull();
  await waitFor(() => expect(note()).toMatch(/is not saved yet: the server does not answer/));
  act(() => seat.letGo());
  await waitFor(() => expect(note()).toMatch(/moved to/));
  expect(screen.getByRole('button', { name: /^Undo: / })).toBeDefined();
});

test('an act that the server refuses is never told as done', async () => {
  const { seat, doing, actions, card } = await seated();
  const lane = seat.server.board.cards.get(card)?.routing[0]?.lane ?? laneId('cut');
  seat.hold();
  act(() => void actions.issue({ type: 'PullCard', card, lane, version: seat.store.getState().board.cards.get(card)?.version ?? 0 }));
  seat.server.must({ type: 'PullCard', card, lane }, PEOPLE[2] as never);
  act(() => seat.letGo());
  expect(doing.voice.current()?.text ?? '').not.toMatch(/moved to/);
  const [notice] = seat.store.getState().notices;
  expect(notice?.sentence).toMatch(/was not as you saw it: .+ moved it to .+ just now\. It is in .+ now/);
});

test('every act is seen: also those that cannot be taken back, and what a form has done', async () => {
  const { doing, actions, card } = await seated();
  act(() => void actions.issue({ type: 'CommentOnCard', card, text: 'seen' }));
  await waitFor(() => expect(note()).toMatch(/^Comment on .+ added\.$/));
  let shown = 0;
  act(() => doing.voice.tell('Order 1044 is entered.', { show: () => { shown += 1; } }));
  await waitFor(() => expect(note()).toBe('Order 1044 is entered.'));
  act(() => screen.getByRole('button', { name: 'Show: Order 1044 is entered.' }).click());
  expect(shown).toBe(1);
  await waitFor(() => expect(note()).toBe(''));
});
