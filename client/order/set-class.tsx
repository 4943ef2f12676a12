import { useCallback, useState } from 'react';
import type { Card } from '../../shared/cards/card.ts';
import type { ServiceClass } from '../../shared/cards/card-common.ts';
import type { Command } from '../../shared/verbs.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { labels } from '../words/said.ts';
import { may } from '../../shared/people/rights.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useMe } from '../replica/use-board.ts';
import { useChangedBy, useMeanwhile } from '../replica/meanwhile.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../replica/use-submit.ts';
import { Clashes } from '../ui/clashes.tsx';
import { Choices } from '../ui/choices.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { OverrideWay } from './override-way.tsx';
import { Reason, reasonFault } from './reason.tsx';

const MEANS: Readonly<Record<ServiceClass, string>> = {
  expedite: 'Pulled first everywhere. May stand one above a limit, and counts in it.',
  fixed: 'Has a date that cannot move.',
  standard: 'Pulled by how much time is left.',
  intangible: 'Pulled when nothing else waits.',
};

/** WIP-18. */
export function SetClass({ actions, card, onClose }: { readonly actions: BoardActions; readonly card: Card; readonly onClose: () => void }) {
  const me = useMe();
  const mayExpedite = may(me, 'Expedite');
  const draft = useDraft('class', card.id);
  const [typed, setTyped] = useDrafted<{ readonly chosen: ServiceClass }>(draft, 'class', { chosen: card.class });
  const { shown: { chosen }, clashes, set, take } = useMeanwhile(draft, typed, setTyped, { chosen: card.class });
  const by = useChangedBy(useCallback(({ events }: WireCommit) => events.some((event) => event.type === 'ClassSet' && event.card === card.id), [card.id]));
  const [reason, setReason] = useDrafted(draft, 'reason', '');
  const [faults, setFaults] = useState<{ readonly chosen: string | null; readonly reason: string | null }>({ chosen: null, reason: null });
  const sending = useSubmit();
  const n = numberOf(card.id);
  return (
    <DialogForm<Command>
      sending={sending}
      draft={draft}
      announce={actions.announce}
      title={`Class of service of ${n}`}
      action="Set the class"
      said={`${n} is ${labels().classes[chosen].toLowerCase()} now.`}
      beside={(command) => <OverrideWay actions={actions} command={command} refusal={sending.refusal} />}
      onClose={onClose}
      build={() => {
        const found = {
          chosen: chosen === card.class ? `It is ${labels().classes[chosen].toLowerCase()} already. Choose another class.` : null,
          reason: chosen === 'expedite' ? reasonFault(reason, 3, 'why it goes before all others') : null,
        };
        setFaults(found);
        return found.chosen || found.reason ? null : { type: 'SetClass', card: card.id, class: chosen, ...(reason.trim() ? { reason: reason.trim() } : {}) };
      }}
    >
      <Choices
        first
        label="Class"
        value={chosen}
        options={(Object.keys(labels().classes) as ServiceClass[]).map((value) => ({ value, label: labels().classes[value], disabled: value === 'expedite' && !mayExpedite && card.class !== 'expedite' }))}
        error={faults.chosen}
        onChange={(next) => set({ chosen: next })}
      />
      <Clashes by={by} rows={clashes.map((clash) => ({ key: clash.field, label: 'the class', theirs: labels().classes[card.class], onTake: () => take(clash) }))} />
      <p className="form-fact">{MEANS[chosen]}{mayExpedite ? '' : ' Only a manager may expedite.'}</p>
      <Reason label={chosen === 'expedite' ? 'Why it goes first' : 'Why (if it helps)'} value={reason} error={faults.reason} onChange={setReason} />
    </DialogForm>
  );
}
