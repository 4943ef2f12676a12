import { useState } from 'react';
import type { Card } from '../../shared/cards/card.ts';
import type { Command } from '../../shared/verbs.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { useWords } from '../words/use-words.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Reason, reasonFault } from './reason.tsx';

/** MTO-7, QC-5: used as it is, by somebody who may say so. */
export function Concession({ actions, card, onClose }: { readonly actions: BoardActions; readonly card: Card; readonly onClose: () => void }) {
  const { order: { concession: words } } = useWords();
  const draft = useDraft('concession', card.id);
  const [reason, setReason] = useDrafted(draft, 'reason', '');
  const [error, setError] = useState<string | null>(null);
  const n = numberOf(card.id);
  return (
    <DialogForm<Command>
      sending={useSubmit()}
      draft={draft}
      announce={actions.announce}
      title={words.title(n)}
      action={words.action}
      said={words.said(n)}
      onClose={onClose}
      build={() => {
        const fault = reasonFault(reason, 10, words.what);
        setError(fault);
        return fault ? null : { type: 'GrantConcession', card: card.id, reason: reason.trim(), version: card.version };
      }}
    >
      <p className="form-fact">{words.fact}</p>
      <Reason first label={words.reason} value={reason} error={error} onChange={setReason} placeholder={words.example} />
    </DialogForm>
  );
}
