import { useState } from 'react';
import { laneOf } from '../../shared/board/board.ts';
import type { BlockCategory } from '../../shared/cards/card-common.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Command } from '../../shared/verbs.ts';
import type { LaneId } from '../../shared/kernel/ids.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { BoardActions } from '../app/contracts.ts';
import { sameItems } from '../replica/same-items.ts';
import { useBoard } from '../replica/use-board.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../replica/use-submit.ts';
import { Choices } from '../ui/choices.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { categories } from './categories.ts';
import { Reason, reasonFault } from './reason.tsx';

/** WIP-17: the piece exists, so it is always let back in; the reason is what the shop learns from. */
export function ReturnCard({ actions, card, lane, onClose }: { readonly actions: BoardActions; readonly card: Card; readonly lane: LaneId | null; readonly onClose: () => void }) {
  const lanes = useBoard((board) => card.routing.slice(0, Math.max(0, card.step)).toReversed().flatMap((step) => laneOf(board, step.lane) ?? []), sameItems);
  const draft = useDraft('return', card.id);
  // Dropped on a lane, it goes to that one, whatever an earlier draft says.
  const [to, setTo] = useDrafted<LaneId | null>(draft, lane === null ? 'to' : `to ${lane}`, lane ?? lanes[0]?.id ?? null);
  const [category, setCategory] = useDrafted<BlockCategory>(draft, 'category', 'quality');
  const [reason, setReason] = useDrafted(draft, 'reason', '');
  const [faults, setFaults] = useState<{ readonly lane: string | null; readonly reason: string | null }>({ lane: null, reason: null });
  const n = numberOf(card.id);
  return (
    <DialogForm<Command>
      sending={useSubmit()}
      draft={draft}
      announce={(text) => actions.announce(text, card.id)}
      title={`Return ${n} for rework`}
      action="Return"
      said={`${n} is returned for rework.`}
      onClose={onClose}
      build={() => {
        const found = { lane: to === null ? 'Choose the lane it goes back to.' : null, reason: reasonFault(reason, 3, 'what is wrong with it') };
        setFaults(found);
        return to === null || found.reason ? null : { type: 'ReturnCard', card: card.id, lane: to, category, reason: reason.trim(), version: card.version };
      }}
    >
      <Choices label="Back to" value={to} options={lanes.map(({ id, name }) => ({ value: id, label: name }))} error={faults.lane} onChange={(next) => setTo(next)} />
      <Choices label="Because of" value={category} options={categories()} onChange={(next) => setCategory(next)} />
      <Reason first label="What is wrong" value={reason} error={faults.reason} onChange={setReason} placeholder="Scratch on the left side, 4 cm" />
    </DialogForm>
  );
}
