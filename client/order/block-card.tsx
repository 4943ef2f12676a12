import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { BlockCategory } from '../../shared/cards/card-common.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Command } from '../../shared/verbs.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { useWords } from '../words/use-words.ts';
import { Choices } from '../ui/choices.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { categories, OUTSIDE } from './categories.ts';
import { Reason, reasonFault } from './reason.tsx';

/** BL-1: a category, inside or outside, and words. */
export function BlockCard({ actions, card, onClose }: { readonly actions: BoardActions; readonly card: Card; readonly onClose: () => void }) {
  const { order: { block: words } } = useWords();
  const draft = useDraft('block', card.id);
  const [category, setCategory] = useDrafted<BlockCategory | null>(draft, 'category', null);
  const [external, setExternal] = useDrafted(draft, 'external', false);
  const [text, setText] = useDrafted(draft, 'text', '');
  const [faults, setFaults] = useState<{ readonly category: string | null; readonly text: string | null }>({ category: null, text: null });
  const n = numberOf(card.id);
  return (
    <DialogForm<Command>
      sending={useSubmit()}
      draft={draft}
      announce={actions.announce}
      title={words.title(n, card.blockers.length > 0)}
      action={words.action}
      said={words.said(n)}
      onClose={onClose}
      build={() => {
        const found = { category: category === null ? words.choose : null, text: reasonFault(text, 3, words.what) };
        setFaults(found);
        return category === null || found.text ? null : { type: 'BlockCard', card: card.id, category, external, text: text.trim() };
      }}
    >
      <Choices first label={words.category} value={category} options={categories()} error={faults.category} onChange={(next) => { setCategory(next); setExternal(OUTSIDE.has(next)); }} />
      <Reason label={words.reason} value={text} error={faults.text} onChange={setText} placeholder={words.example} />
      <Checkbox label={words.outside} checked={external} onChange={(event) => setExternal(event.currentTarget.checked)} />
      <p className="form-note">{words.note}</p>
    </DialogForm>
  );
}
