import { useState } from 'react';
import type { BoardId, CardId } from '../../shared/kernel/ids.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { BoardActions } from '../app/contracts.ts';
import { inPieces } from '../words/in-pieces.ts';
import { useWords } from '../words/use-words.ts';
import { currentWords } from '../words/words-now.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import type { Sending } from '../ui/dialog-form.tsx';

/** Names what goes before it goes: nothing brings it back. */
export function EraseWords({ actions, order, onClose }: { readonly actions: BoardActions; readonly order: Order; readonly onClose: () => void }) {
  const { order: { erase: words } } = useWords();
  const n = numberOf(order.id);
  return (
    <DialogForm<{ readonly order: CardId }>
      sending={useErasing(actions.board)}
      announce={(text) => actions.announce(text, order.id)}
      title={words.title(n)}
      action={words.action}
      said={words.said(n)}
      onClose={onClose}
      build={() => ({ order: order.id })}
    >
      <p className="form-fact">{inPieces(words.goes(order.customer ? <b>{order.customer}</b> : null))}</p>
      <p className="form-fact">{words.stays}</p>
    </DialogForm>
  );
}

/** No command of the board: nothing of it may stand in the log. */
function useErasing(board: BoardId): Sending<{ readonly order: CardId }> {
  const [saving, setSaving] = useState(false);
  const [sentence, setSentence] = useState<string | null>(null);
  const send = async (body: { readonly order: CardId }, done: () => void): Promise<void> => {
    setSaving(true);
    setSentence(null);
    try {
      const answer = await fetch(`/api/boards/${encodeURIComponent(board)}/erasures`, { method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/json', 'accept-language': currentWords().f.language }, body: JSON.stringify(body) });
      const told = (await answer.json()) as { readonly ok: boolean; readonly sentence?: string };
      setSaving(false);
      if (told.ok) done();
      else setSentence(told.sentence ?? currentWords().order.erase.unknown);
    } catch {
      setSaving(false);
      setSentence(currentWords().order.erase.unknown);
    }
  };
  return { submit: (body, done) => void send(body, done), saving, sentence };
}
