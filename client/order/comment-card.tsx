import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Card } from '../../shared/cards/card.ts';
import type { Command } from '../../shared/verbs.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { useWords } from '../words/use-words.ts';
import { DialogForm } from '../ui/dialog-form.tsx';

export function CommentCard({ actions, card, onClose }: { readonly actions: BoardActions; readonly card: Card; readonly onClose: () => void }) {
  const { order: { comment: words } } = useWords();
  const draft = useDraft('comment-dialog', card.id);
  const [text, setText] = useDrafted(draft, 'text', '');
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
        const fault = text.trim() === '' ? words.missing : null;
        setError(fault);
        return fault ? null : { type: 'CommentOnCard', card: card.id, text: text.trim() };
      }}
    >
      <Textarea label={words.label} value={text} error={error} autosize minRows={3} maxRows={12} maxLength={4_000} data-autofocus onChange={(event) => setText(event.currentTarget.value)} />
    </DialogForm>
  );
}
