import { useState } from 'react';
import type { BlockCategory } from '../../shared/cards/card-common.ts';
import type { Card } from '../../shared/cards/card.ts';
import { visitsBehind } from '../../shared/cards/visit.ts';
import type { Command } from '../../shared/verbs.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { BoardActions } from '../app/contracts.ts';
import { sameJson } from '../../shared/kernel/same-json.ts';
import { useBoard } from '../replica/use-board.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { stepName } from '../../shared/words/step-name.ts';
import { useWords } from '../words/use-words.ts';
import { Choices } from '../ui/choices.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { categories } from './categories.ts';
import { Reason, reasonFault } from './reason.tsx';

/** WIP-17: the piece exists, so it is always let back in; the reason is what the shop learns from. */
export function ReturnCard({ actions, card, step, onClose }: { readonly actions: BoardActions; readonly card: Card; readonly step: number | null; readonly onClose: () => void }) {
  const all = useWords();
  const { order: { return: words } } = all;
  const visits = useBoard((board) => visitsBehind(board, card).map((visit) => ({ step: visit.step, lane: visit.lane.id, name: stepName(board, card.id, visit.step, all) })), sameJson);
  const draft = useDraft('return', card.id);
  // Dropped on a lane, it goes to that one, whatever an earlier draft says.
  const [chosen, setTo] = useDrafted<number | null>(draft, step === null ? 'to' : `to ${step}`, step ?? visits[0]?.step ?? null);
  const to = visits.find((visit) => visit.step === chosen) ?? null;
  const [category, setCategory] = useDrafted<BlockCategory>(draft, 'category', 'quality');
  const [reason, setReason] = useDrafted(draft, 'reason', '');
  const [faults, setFaults] = useState<{ readonly lane: string | null; readonly reason: string | null }>({ lane: null, reason: null });
  const n = numberOf(card.id);
  return (
    <DialogForm<Command>
      sending={useSubmit()}
      draft={draft}
      announce={(text) => actions.announce(text, card.id)}
      title={words.title(n)}
      action={words.action}
      said={words.said(n)}
      onClose={onClose}
      build={() => {
        const found = { lane: to === null ? words.choose : null, reason: reasonFault(reason, 3, words.what) };
        setFaults(found);
        return to === null || found.reason ? null : { type: 'ReturnCard', card: card.id, lane: to.lane, step: to.step, category, reason: reason.trim(), version: card.version };
      }}
    >
      <Choices label={words.to} value={to && String(to.step)} options={visits.map((visit) => ({ value: String(visit.step), label: visit.name }))} error={faults.lane} onChange={(next) => setTo(Number(next))} />
      <Choices label={words.category} value={category} options={categories()} onChange={(next) => setCategory(next)} />
      <Reason first label={words.reason} value={reason} error={faults.reason} onChange={setReason} placeholder={words.example} />
    </DialogForm>
  );
}
