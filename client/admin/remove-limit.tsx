import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Limit } from '../../shared/limits/limit.ts';
import type { Command } from '../../shared/verbs.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { useWords } from '../words/use-words.ts';
import { DialogForm } from '../ui/dialog-form.tsx';

export function RemoveLimit({ actions, limit, onClose }: { readonly actions: BoardActions; readonly limit: Limit; readonly onClose: () => void }) {
  const words = useWords().settings.limit;
  const draft = useDraft('remove-limit', limit.id);
  const [reason, setReason] = useDrafted(draft, 'reason', '');
  const [error, setError] = useState<string | null>(null);
  return (
    <DialogForm<Command>
      sending={useSubmit()}
      draft={draft}
      announce={actions.announce}
      title={words.removal(isolated(limit.name))}
      action={words.removeIt}
      said={words.removed(isolated(limit.name))}
      onClose={onClose}
      build={() => {
        const fault = reason.trim().length < 3 ? words.whyRemoved : null;
        setError(fault);
        return fault ? null : { type: 'RemoveLimit', limit: limit.id, reason: reason.trim() };
      }}
    >
      <p className="form-fact">{words.removeAbout}</p>
      <Textarea label={words.why} value={reason} error={error} autosize minRows={2} maxLength={500} data-autofocus onChange={(event) => setReason(event.currentTarget.value)} />
    </DialogForm>
  );
}
