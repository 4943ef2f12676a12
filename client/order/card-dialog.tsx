import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Command } from '../../shared/domain/commands.ts';
import { MAY_OVERRIDE, hasRole } from '../../shared/domain/policy.ts';
import type { BoardDoors } from '../app/contracts.ts';
import { useMe } from '../replica/use-board.ts';
import { useSubmit } from '../replica/use-submit.ts';
import { Dialog, Form } from '../ui/dialog.tsx';

interface Props {
  readonly doors: BoardDoors;
  readonly title: string;
  /** What the main button says. */
  readonly action: string;
  readonly wide?: boolean;
  /** Read out when it is done. */
  readonly said: string;
  readonly children: ReactNode;
  /** The command the fields make; null: a field says what is wrong with it. */
  readonly build: () => Command | null;
  readonly onClose: () => void;
}

/** One command asked for in a dialog: it closes when the command is in the log, and not before. */
export function CardDialog({ doors, title, action, wide, said, children, build, onClose }: Props) {
  const me = useMe();
  const [sent, setSent] = useState<Command | null>(null);
  const { submit, saving, sentence, refusal } = useSubmit();
  const body = useRef<HTMLDivElement>(null);

  const onSubmit = () => {
    const command = build();
    setSent(command);
    if (!command) {
      requestAnimationFrame(() => body.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong] input')?.focus());
      return;
    }
    submit(command, () => {
      doors.announce(said);
      onClose();
    });
  };

  const aboveLimit = refusal !== null && sent !== null && OVERRIDABLE.has(sent.type) && refusal.violations.every(({ code }) => code === 'wip_limit');
  const beside = aboveLimit && me && hasRole(me, MAY_OVERRIDE)
    ? <button type="button" className="button quiet" onClick={() => doors.openDialog({ kind: 'override', command: sent, refusal })}>Override…</button>
    : null;
  return (
    <Dialog title={title} wide={wide ?? false} onClose={onClose}>
      <div ref={body}>
        <Form action={action} saving={saving} fault={sentence} beside={beside} onSubmit={onSubmit} onCancel={onClose}>{children}</Form>
      </div>
    </Dialog>
  );
}

const OVERRIDABLE: ReadonlySet<Command['type']> = new Set(['PullCard', 'ReleaseOrder', 'AssignCard', 'SetClass']);
