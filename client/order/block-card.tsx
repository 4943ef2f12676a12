import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { BlockCategory } from '../../shared/cards/card-common.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Command } from '../../shared/verbs.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../replica/use-submit.ts';
import { Choices } from '../ui/choices.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { categories, OUTSIDE } from './categories.ts';
import { Reason, reasonFault } from './reason.tsx';

/** BL-1: a category, inside or outside, and words. */
export function BlockCard({ actions, card, onClose }: { readonly actions: BoardActions; readonly card: Card; readonly onClose: () => void }) {
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
      title={card.blockers.length > 0 ? `Block ${n} for another reason` : `Block ${n}`}
      action="Block"
      said={`${n} is blocked.`}
      onClose={onClose}
      build={() => {
        const found = { category: category === null ? 'Choose what is missing or in the way.' : null, text: reasonFault(text, 3, 'what it waits for') };
        setFaults(found);
        return category === null || found.text ? null : { type: 'BlockCard', card: card.id, category, external, text: text.trim() };
      }}
    >
      <Choices first label="What is in the way" value={category} options={categories()} error={faults.category} onChange={(next) => { setCategory(next); setExternal(OUTSIDE.has(next)); }} />
      <Reason label="What it waits for" value={text} error={faults.text} onChange={setText} placeholder="No stain until Friday" />
      <Checkbox label="The cause lies outside of the shop" checked={external} onChange={(event) => setExternal(event.currentTarget.checked)} />
      <p className="form-note">The card keeps its place and counts in the limit until it is unblocked.</p>
    </DialogForm>
  );
}
