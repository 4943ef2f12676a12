import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { DialogRequest } from '../../client/app/contracts.ts';
import { DialogHost } from '../../client/order/dialog-host.tsx';
import { cardsAt } from '../../shared/board/board.ts';
import { laneId } from '../../shared/kernel/ids.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { Screen, personCalled } from '../support/browser/screen.tsx';

async function open(request: (job: CardId) => DialogRequest) {
  const seat = new Screen(personCalled('mara'));
  await Promise.resolve();
  const job = cardsAt(seat.server.board, laneId('ready'), 'queue')[0] as CardId;
  let closed = 0;
  await seat.show(<DialogHost actions={seat.actions} request={request(job)} onClose={() => { closed += 1; }} />);
  await screen.findByRole('dialog');
  return { seat, job, closed: () => closed };
}
const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const enter = (label: string, more: object = {}) => fireEvent.keyDown(screen.getByLabelText(label), { key: 'Enter', ...more });

test('Enter sends a dialog that asks for one thing; Shift and Enter, and a word being composed, do not', async () => {
  const { seat, job, closed } = await open((card) => ({ kind: 'comment', card }));
  const before = seat.server.head.seq;
  type('Comment', 'Grain runs along');
  expect(enter('Comment', { shiftKey: true })).toBe(true);
  expect(enter('Comment', { isComposing: true })).toBe(true);
  expect(seat.server.head.seq).toBe(before);
  expect(enter('Comment')).toBe(false);
  await waitFor(() => expect(closed()).toBe(1));
  expect(seat.server.log.at(-1)).toMatchObject({ kind: 'CommentOnCard', events: [{ card: job }] });
});

test('where more is asked Enter begins a line, and Ctrl+Enter sends', async () => {
  const { seat, closed } = await open((card) => ({ kind: 'block', card }));
  const before = seat.server.head.seq;
  fireEvent.click(screen.getByLabelText('Material'));
  type('What it waits for', 'No stain until Friday');
  expect(enter('What it waits for')).toBe(true);
  expect(seat.server.head.seq).toBe(before);
  enter('What it waits for', { ctrlKey: true });
  await waitFor(() => expect(closed()).toBe(1));
  expect(seat.server.log.at(-1)?.kind).toBe('BlockCard');
});

test('what was missing is said no more once it is there, each by itself', async () => {
  await open((card) => ({ kind: 'block', card }));
  fireEvent.click(screen.getByRole('button', { name: 'Block' }));
  expect(screen.getByText('Choose what is missing or in the way.')).toBeDefined();
  expect(screen.getByText('Say what it waits for.')).toBeDefined();
  type('What it waits for', 'No stain until Friday');
  await waitFor(() => expect(screen.queryByText('Say what it waits for.')).toBeNull());
  expect(screen.getByText('Choose what is missing or in the way.')).toBeDefined();
  fireEvent.click(screen.getByLabelText('Material'));
  await waitFor(() => expect(screen.queryByText('Choose what is missing or in the way.')).toBeNull());
});

test('why the board refused it is said no more once it is typed anew', async () => {
  const { seat, job } = await open((card) => ({ kind: 'concession', card }));
  type('Why it may pass', 'The customer agreed on the phone');
  enter('Why it may pass');
  const said = await waitFor(() => {
    const text = document.querySelector('.form-fault')?.textContent;
    expect(text).toBeTruthy();
    return text;
  });
  expect(said).toContain(job.replace('.', '·'));
  type('Why it may pass', 'The customer agreed in writing');
  await waitFor(() => expect(document.querySelector('.form-fault')).toBeNull());
  expect(seat.server.log.at(-1)?.kind).not.toBe('GrantConcession');
});
