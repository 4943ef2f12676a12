import { useState } from 'react';
import type { Card } from '../../shared/cards/card.ts';
import type { Command } from '../../shared/verbs.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../replica/use-submit.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Reason, reasonFault } from './reason.tsx';

/** MTO-7, QC-5: used as it is, by somebody who may say so. */
export function Concession({ actions, card, onClose }: { readonly actions: BoardActions; readonly card: Card; readonly onClose: () => void }) {
  const draft = useDraft('concession', card.id);
  const [reason, setReason] = useDrafted(draft, 'reason', '');
  const [error, setError] = useState<string | null>(null);
  const n = numberOf(card.id);
  return (
    <DialogForm<Command>
      sending={useSubmit()}
      draft={draft}
      announce={actions.announce}
      title={`Concession for ${n}`}
      action="Grant the concession"
      said={`A concession for ${n} is recorded.`}
      onClose={onClose}
      build={() => {
        const fault = reasonFault(reason, 10, 'why it may pass as it is, and who agreed');
        setError(fault);
        return fault ? null : { type: 'GrantConcession', card: card.id, reason: reason.trim(), version: card.version };
      }}
    >
      <p className="form-fact">It passes its inspection as it is. The reason stays in its story.</p>
      <Reason first label="Why it may pass" value={reason} error={error} onChange={setReason} placeholder="Shade differs slightly, the customer agreed on the phone" />
    </DialogForm>
  );
}
