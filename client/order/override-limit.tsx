import { useState } from 'react';
import { cardOf } from '../../shared/floor.ts';
import type { Command, CommandType } from '../../shared/verbs.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { LimitViolation, Refusal } from '../../shared/refusals.ts';
import { useWords } from '../words/use-words.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { useSubmit } from '../session/use-submit.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import type { Sending } from '../ui/dialog-form.tsx';
import { Reason, reasonFault } from './reason.tsx';

/** WIP-31. */
const ENOUGH = 10;
const CAME_FROM: Partial<Readonly<Record<CommandType, string>>> = { AssignCard: 'assign', SetClass: 'class', ReleaseOrder: 'release-early' };

export function overridden(command: Command, reason: string): Command | null {
  switch (command.type) {
    case 'PullCard': case 'ReleaseOrder': case 'AssignCard': case 'SetClass': return { ...command, override: { reason } };
    default: return null;
  }
}

/** WIP-31, WIP-33: one move, above named limits, with a reason that stays on the card. */
export function OverrideLimit({ actions, command, refusal, onClose }: { readonly actions: BoardActions; readonly command: Command; readonly refusal: Refusal; readonly onClose: () => void }) {
  const { order: { override: words }, f: { amount } } = useWords();
  const [error, setError] = useState<string | null>(null);
  const limits = refusal.violations.filter((violation): violation is LimitViolation => violation.code === 'wip_limit');
  const card = cardOf(command);
  // The form it came from is done with it, too.
  const before = useDraft(CAME_FROM[command.type] ?? 'override', card ?? '');
  const sending = useSubmit();
  const both: Sending<Command> = { ...sending, submit: (sent, done, kept) => sending.submit(sent, done, () => { kept?.(); before.drop(); }) };
  const draft = useDraft('override', `${command.type} ${card ?? ''} ${command.type === 'PullCard' ? command.lane : ''}`);
  const [reason, setReason] = useDrafted(draft, 'reason', '');
  const n = card === null ? null : numberOf(card);
  return (
    <DialogForm<Command>
      sending={both}
      draft={draft}
      announce={actions.announce}
      title={words.title(n)}
      action={words.action}
      said={words.said(n)}
      onClose={onClose}
      build={() => {
        const fault = reasonFault(reason, ENOUGH, words.what);
        setError(fault);
        return fault ? null : overridden(command, reason.trim());
      }}
    >
      <table className="limits-table">
        <thead><tr><th scope="col">{words.limit}</th><th scope="col">{words.now}</th><th scope="col">{words.after}</th></tr></thead>
        <tbody>
          {limits.map((limit) => (
            <tr key={limit.limit}>
              <th scope="row">{limit.name}</th>
              <td>{amount(limit.load)}/{amount(limit.capacity)}{limit.unit === 'hours' ? ' h' : ''}</td>
              <td className="stop">{amount(limit.load + limit.weight)}/{amount(limit.capacity)}{limit.unit === 'hours' ? ' h' : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="form-note">{words.note}</p>
      <Reason first label={words.reason} description={words.kept} value={reason} error={error} onChange={setReason} />
    </DialogForm>
  );
}
