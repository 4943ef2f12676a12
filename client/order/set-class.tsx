import { useCallback, useState } from 'react';
import type { Card } from '../../shared/cards/card.ts';
import type { ServiceClass } from '../../shared/cards/card-common.ts';
import type { Command } from '../../shared/verbs.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { useWords } from '../words/use-words.ts';
import { may } from '../../shared/people/rights.ts';
import type { WireCommit } from '../../shared/protocol/messages.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useMe } from '../replica/use-board.ts';
import { useChangedBy, useMeanwhile } from '../replica/meanwhile.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { Clashes } from '../ui/clashes.tsx';
import { Choices } from '../ui/choices.tsx';
import { DialogForm } from '../ui/dialog-form.tsx';
import { OverrideWay } from './override-way.tsx';
import { Reason, reasonFault } from './reason.tsx';

/** WIP-18. */
export function SetClass({ actions, card, onClose }: { readonly actions: BoardActions; readonly card: Card; readonly onClose: () => void }) {
  const { order: { class: words }, labels: { classes } } = useWords();
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
      title={words.title(n)}
      action={words.action}
      said={words.said(n, classes[chosen])}
      beside={(command) => <OverrideWay actions={actions} command={command} refusal={sending.refusal} />}
      onClose={onClose}
      build={() => {
        const found = {
          chosen: chosen === card.class ? words.same(classes[chosen]) : null,
          reason: chosen === 'expedite' ? reasonFault(reason, 3, words.what) : null,
        };
        setFaults(found);
        return found.chosen || found.reason ? null : { type: 'SetClass', card: card.id, class: chosen, ...(reason.trim() ? { reason: reason.trim() } : {}) };
      }}
    >
      <Choices
        first
        label={words.label}
        value={chosen}
        options={(Object.keys(classes) as ServiceClass[]).map((value) => ({ value, label: classes[value], disabled: value === 'expedite' && !mayExpedite && card.class !== 'expedite' }))}
        error={faults.chosen}
        onChange={(next) => set({ chosen: next })}
      />
      <Clashes by={by} rows={clashes.map((clash) => ({ key: clash.field, label: words.theClass, theirs: classes[card.class], onTake: () => take(clash) }))} />
      <p className="form-fact">{words.means[chosen]}{mayExpedite ? '' : ` ${words.managersOnly}`}</p>
      <Reason label={chosen === 'expedite' ? words.whyFirst : words.why} value={reason} error={faults.reason} onChange={setReason} />
    </DialogForm>
  );
}
