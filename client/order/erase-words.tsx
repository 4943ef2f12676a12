import { useState } from 'react';
import type { BoardId, CardId } from '../../shared/kernel/ids.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { BoardActions } from '../app/contracts.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import type { Sending } from '../ui/dialog-form.tsx';

/** Names what goes before it goes: nothing brings it back. */
export function EraseWords({ actions, order, onClose }: { readonly actions: BoardActions; readonly order: Order; readonly onClose: () => void }) {
  const n = numberOf(order.id);
  return (
    <DialogForm<{ readonly order: CardId }>
      sending={useErasing(actions.board)}
      announce={(text) => actions.announce(text, order.id)}
      title={`Erase the words of order ${n}?`}
      action="Erase for ever"
      said={`The customer and the words of order ${n} are erased.`}
      onClose={onClose}
      build={() => ({ order: order.id })}
    >
      <p className="form-fact">The customer{order.customer ? <> <b>{order.customer}</b></> : null} goes, and with it every comment, reason, blocker and consignment note of the order and its parts.</p>
      <p className="form-fact">What was done, when and by whom stays. This cannot be undone, and no backup brings it back.</p>
    </DialogForm>
  );
}

const UNKNOWN = 'It is not certain that everything was erased: the server did not answer as it should. Erase it again.';

/** No command of the board: nothing of it may stand in the log. */
function useErasing(board: BoardId): Sending<{ readonly order: CardId }> {
  const [saving, setSaving] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const send = async (body: { readonly order: CardId }, done: () => void): Promise<void> => {
    setSaving(true);
    setSentence(null);
    try {
      const answer = await fetch(`/api/boards/${encodeURIComponent(board)}/erasures`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify(body) });
      const told = (await answer.json()) as { readonly ok: boolean; readonly sentence?: string };
      setSaving(false);
      if (told.ok) done();
      else setSentence(told.sentence ?? UNKNOWN);
    } catch {
      setSaving(false);
      setSentence(UNKNOWN);
    }
  };
  return { submit: (body, done) => void send(body, done), saving, sentence };
}
