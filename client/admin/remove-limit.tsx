import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Limit } from '../../shared/limits/limit.ts';
import type { Command } from '../../shared/verbs.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../replica/use-submit.ts';
import { DialogForm } from '../ui/dialog-form.tsx';

export function RemoveLimit({ actions, limit, onClose }: { readonly actions: BoardActions; readonly limit: Limit; readonly onClose: () => void }) {
  const draft = useDraft('remove-limit', limit.id);
  const [reason, setReason] = useDrafted(draft, 'reason', '');
  const [error, setError] = useState<string | null>(null);
  return (
    <DialogForm<Command>
      sending={useSubmit()}
      draft={draft}
      announce={actions.announce}
      title={`Remove the limit ${isolated(limit.name)}?`}
      action="Remove the limit"
      said={`The limit ${isolated(limit.name)} is removed.`}
      onClose={onClose}
      build={() => {
        const fault = reason.trim().length < 3 ? 'Say why the shop can do without it.' : null;
        setError(fault);
        return fault ? null : { type: 'RemoveLimit', limit: limit.id, reason: reason.trim() };
      }}
    >
      <p className="form-fact">Nothing holds work back there afterwards.</p>
      <Textarea label="Why" value={reason} error={error} autosize minRows={2} maxLength={500} data-autofocus onChange={(event) => setReason(event.currentTarget.value)} />
    </DialogForm>
  );
}
