import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Order } from '../../shared/orders/order.ts';
import type { Command } from '../../shared/verbs.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { inPieces } from '../words/in-pieces.ts';
import { useWords } from '../words/use-words.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useNow } from '../replica/use-board.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { DialogForm } from '../ui/dialog-form.tsx';

/** T-O13. */
export function ShipOrder({ actions, order, onClose }: { readonly actions: BoardActions; readonly order: Order; readonly onClose: () => void }) {
  const { order: { ship: words }, f } = useWords();
  const draft = useDraft('ship', order.id);
  const [carrier, setCarrier] = useDrafted(draft, 'carrier', '');
  const [reference, setReference] = useDrafted(draft, 'reference', '');
  const [error, setError] = useState<string | null>(null);
  const now = useNow();
  const n = numberOf(order.id);
  return (
    <DialogForm<Command>
      sending={useSubmit()}
      draft={draft}
      announce={(text) => actions.announce(text, order.id)}
      title={words.title(n)}
      action={words.action}
      said={words.said(n, isolated(carrier.trim()))}
      onClose={onClose}
      build={() => {
        const fault = carrier.trim() === '' ? words.missing : null;
        setError(fault);
        return fault ? null : { type: 'ShipOrder', order: order.id, carrier: carrier.trim(), reference: reference.trim(), version: order.version };
      }}
    >
      <p className="form-fact">{inPieces(words.fact(<b>{f.amount(order.quantity)} {order.unit}</b>, order.title, order.customer, order.due === null ? null : f.day(order.due, now)))}</p>
      <TextInput label={words.carrier} value={carrier} error={error} maxLength={200} data-autofocus onChange={(event) => setCarrier(event.currentTarget.value)} />
      <TextInput label={words.reference} description={words.about} value={reference} maxLength={200} onChange={(event) => setReference(event.currentTarget.value)} />
    </DialogForm>
  );
}
