import { useState } from 'react';
import type { Card } from '../../shared/cards/card.ts';
import type { Command } from '../../shared/verbs.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { nameOf } from '../words/said.ts';
import { inPieces } from '../words/in-pieces.ts';
import { useWords } from '../words/use-words.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useDirectory, useNow } from '../replica/use-board.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { Choices } from '../ui/choices.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { Reason, reasonFault } from './reason.tsx';

/** BL-3: who, when, and how it was solved. */
export function UnblockCard({ actions, card, blocker, onClose }: { readonly actions: BoardActions; readonly card: Card; readonly blocker: number | null; readonly onClose: () => void }) {
  const { order: { unblock: words }, labels: { categories } } = useWords();
  const now = useNow();
  const directory = useDirectory();
  const draft = useDraft('unblock', blocker === null ? card.id : `${card.id} ${blocker}`);
  const standing = (kept: unknown): string | undefined => card.blockers.map(({ id }) => String(id)).find((id) => id === kept);
  const [chosen, setChosen] = useDrafted(draft, 'chosen', String(blocker ?? card.blockers[0]?.id ?? ''), standing);
  const [resolution, setResolution] = useDrafted(draft, 'resolution', '');
  const [error, setError] = useState<string | null>(null);
  const n = numberOf(card.id);
  const open = card.blockers.find(({ id }) => String(id) === chosen);
  const rest = card.blockers.length - 1;
  return (
    <DialogForm<Command>
      sending={useSubmit()}
      draft={draft}
      announce={actions.announce}
      title={words.title(n)}
      action={words.action}
      said={words.said(n, rest)}
      onClose={onClose}
      build={() => {
        const fault = reasonFault(resolution, 3, words.what);
        setError(fault);
        return fault ? null : { type: 'UnblockCard', card: card.id, blocker: Number(chosen), resolution: resolution.trim() };
      }}
    >
      {card.blockers.length > 1
        ? <Choices label={words.which} value={chosen} options={card.blockers.map(({ id, category, text }) => ({ value: String(id), label: text || categories[category] }))} onChange={setChosen} />
        : null}
      {open ? <p className="form-fact">{inPieces(words.fact(<b>{words.since(categories[open.category], now - open.at)}</b>, open.text, nameOf(open.by, directory)))}</p> : null}
      <Reason first label={words.reason} value={resolution} error={error} onChange={setResolution} placeholder={words.example} />
    </DialogForm>
  );
}
