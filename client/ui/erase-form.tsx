import type { ReactNode } from 'react';
import { DialogForm, type Sending } from './dialog-form.tsx';

interface Props<What> {
  readonly what: What;
  readonly sending: Sending<What>;
  readonly title: string;
  readonly action: string;
  /** What goes, by name, and what stays. */
  readonly goes: ReactNode;
  readonly stays: string;
  /** Read out when it is gone. */
  readonly said: string;
  readonly announce: (text: string) => void;
  readonly onClose: () => void;
}

/** Names what goes before it goes: nothing brings it back. */
export const EraseForm = <What extends object>({ what, goes, stays, ...form }: Props<What>) => (
  <DialogForm<What> {...form} build={() => what}>
    <p className="form-fact">{goes}</p>
    <p className="form-fact">{stays}</p>
  </DialogForm>
);
