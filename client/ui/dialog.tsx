import '@mantine/core/styles.layer.css';
import './form.css';
import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { FormEvent, ReactNode } from 'react';
import { useGiveFocusBack } from './give-focus-back.ts';
import { Icon } from './icon.tsx';

interface DialogProps {
  readonly title: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** A form over the page; the whole page on a phone. Esc closes it, and the focus goes back to where it was. */
export function Dialog({ title, wide = false, children, onClose }: DialogProps) {
  useGiveFocusBack();
  const phone = useMediaQuery('(max-width: 640px)', false, { getInitialValueInEffect: false });
  return (
    <Modal
      opened
      onClose={onClose}
      returnFocus={false}
      title={title}
      size={wide ? 860 : 460}
      closeOnClickOutside={!wide}
      fullScreen={phone}
      radius={phone ? 0 : 12}
      yOffset="8vh"
      overlayProps={{ color: 'var(--veil)', backgroundOpacity: 1 }}
      closeButtonProps={{ 'aria-label': 'Close', size: 32 }}
      transitionProps={{ duration: 120, transition: 'fade' }}
      classNames={{ content: 'dialog', header: 'dialog-head', title: 'dialog-title', body: 'dialog-body' }}
    >
      {children}
    </Modal>
  );
}

/** Why it was not taken, in words, where the eye is: above the buttons. Read out when it appears. */
export function FormFault({ sentence }: { readonly sentence: string | null }) {
  return (
    <div role="alert" className={sentence ? 'form-fault' : undefined}>
      {sentence ? <><Icon name="ban" size={18} /><span>{sentence}</span></> : null}
    </div>
  );
}

interface FormProps {
  readonly action: string;
  /** Sent, and not answered yet. */
  readonly saving: boolean;
  readonly fault: string | null;
  readonly children: ReactNode;
  /** Beside the buttons: another way to go on. */
  readonly beside?: ReactNode;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
}

/** Fields, the fault, and one main button that says what it does. Nothing typed is lost when it fails. */
export function Form({ action, saving, fault, children, beside, onSubmit, onCancel }: FormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (!saving) onSubmit();
  };
  return (
    <form className="form" noValidate onSubmit={submit}>
      {children}
      <FormFault sentence={fault} />
      <div className="form-foot">
        {beside}
        <span className="form-gap" />
        <button type="button" className="button quiet" onClick={onCancel}>Cancel</button>
        <button type="submit" className="button main" aria-disabled={saving || undefined}>{saving ? 'Saving…' : action}</button>
      </div>
    </form>
  );
}
