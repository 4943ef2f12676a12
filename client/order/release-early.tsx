import { useState } from 'react';
import { authorisedAt } from '../../shared/board/buffer.ts';
import type { Order } from '../../shared/orders/order.ts';
import type { Command } from '../../shared/verbs.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useBoard, useNow } from '../replica/use-board.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { inPieces } from '../words/in-pieces.ts';
import { useWords } from '../words/use-words.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { OverrideWay } from './override-way.tsx';
import { Reason, reasonFault } from './reason.tsx';

/** 3.7: before its date an order leaves the pool only for a reason, and that is counted. */
export function ReleaseEarly({ actions, order, before, onClose }: { readonly actions: BoardActions; readonly order: Order; readonly before: CardId | null; readonly onClose: () => void }) {
  const { order: { early: words }, f } = useWords();
  const draft = useDraft('release-early', order.id);
  const [reason, setReason] = useDrafted(draft, 'reason', '');
  const [error, setError] = useState<string | null>(null);
  const from = useBoard((board) => authorisedAt(board, order));
  const now = useNow();
  const sending = useSubmit();
  const n = numberOf(order.id);
  return (
    <DialogForm<Command>
      sending={sending}
      draft={draft}
      announce={(text) => actions.announce(text, order.id)}
      title={words.title(n)}
      action={words.action}
      said={words.said(n)}
      beside={(command) => <OverrideWay actions={actions} command={command} refusal={sending.refusal} />}
      onClose={onClose}
      build={() => {
        const fault = reasonFault(reason, 3, words.what);
        setError(fault);
        return fault ? null : { type: 'ReleaseOrder', order: order.id, before, version: order.version, earlyReason: reason.trim() };
      }}
    >
      <p className="form-fact">{inPieces(words.fact(from === null ? null : <b>{f.day(from, now)}</b>))}</p>
      <Reason first label={words.reason} value={reason} error={error} onChange={setReason} placeholder={words.example} />
    </DialogForm>
  );
}
