import { useRef } from 'react';
import type { ReactNode } from 'react';
import type { Command } from '../../shared/domain/commands.ts';
import type { BoardDoors } from '../app/contracts.ts';
import { useSubmit } from '../replica/use-submit.ts';
import { Dialog, Form } from '../ui/dialog.tsx';

interface Props {
  readonly doors: BoardDoors;
  readonly title: string;
  readonly action: string;
  readonly wide?: boolean;
  readonly said: string;
  /** Known beforehand to stand against it. */
  readonly fault?: string | null;
  readonly children: ReactNode;
  /** null: a field says what is wrong with it. 'nothing': nothing was changed. */
  readonly build: () => Command | null | 'nothing';
  readonly onClose: () => void;
}

/** One setting in a dialog. */
export function DialogForm({ doors, title, action, wide = false, said, fault = null, children, build, onClose }: Props) {
  const { submit, saving, sentence } = useSubmit();
  const body = useRef<HTMLDivElement>(null);
  const onSubmit = () => {
    const command = build();
    if (command === 'nothing') return onClose();
    if (!command) {
      requestAnimationFrame(() => body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    submit(command, () => { doors.announce(said); onClose(); });
  };
  return (
    <Dialog title={title} wide={wide} onClose={onClose}>
      <div ref={body}><Form action={action} saving={saving} fault={sentence ?? fault} onSubmit={onSubmit} onCancel={onClose}>{children}</Form></div>
    </Dialog>
  );
}
