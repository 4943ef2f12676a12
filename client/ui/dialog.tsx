import '@mantine/core/styles.layer.css';
import './form.css';
import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { useEscape } from './escape.ts';
import { useGiveFocusBack } from './give-focus-back.ts';
import { Icon } from './icon.tsx';
import { mediaNow } from './media.ts';

interface DialogProps {
  readonly title: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** A form over the page; the whole page on a phone. Esc closes it unless something is open above it, and the focus goes back to where it was. */
export function Dialog({ title, wide = false, children, onClose }: DialogProps) {
  useGiveFocusBack();
  useEscape(onClose);
  const { fields } = useWords();
  const phone = useMediaQuery('(max-width: 640px)', false, { getInitialValueInEffect: false });
  return (
    <Modal
      opened
      onClose={onClose}
      returnFocus={false}
      closeOnEscape={false}
      title={title}
      size={wide ? 860 : 460}
      closeOnClickOutside={!wide}
      fullScreen={phone}
      radius={phone ? 0 : 12}
      yOffset="8vh"
      overlayProps={{ color: 'var(--veil)', backgroundOpacity: 1 }}
      closeButtonProps={{ 'aria-label': fields.close, size: 32 }}
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

/** What a form holds that is not sent: it outlives the form. */
export interface KeptDraft {
  /** When what is here again was typed; null: the form began empty. */
  readonly since: number | null;
  isFilled(): boolean;
  drop(): void;
}

interface FormProps {
  readonly action: string;
  /** Sent, and not answered yet. */
  readonly saving: boolean;
  readonly fault: string | null;
  readonly children: ReactNode;
  /** Beside the buttons: another way to go on. */
  readonly beside?: ReactNode;
  readonly draft?: KeptDraft | undefined;
  /** Something stands against it: looks again after each edit, so that what is mended says nothing more. */
  readonly mend?: ((typed: boolean) => void) | null;
  readonly onSubmit: () => void;
  readonly onCancel: () => void;
}

/** Enter sends what asks for one thing; Shift and Enter begin a line. A finger has the button, and no Shift. */
function sendsByEnter(event: KeyboardEvent<HTMLFormElement>): boolean {
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.defaultPrevented || !(event.target instanceof HTMLTextAreaElement)) return false;
  if (event.ctrlKey || event.metaKey) return true;
  const fields = [...event.currentTarget.elements].filter((element) => element.matches('input:not([type="hidden"]), textarea, select'));
  return fields.length === 1 && !mediaNow('(pointer: coarse)');
}

/** Fields, the fault, and one main button that says what it does. Nothing typed is lost when it fails. */
export function Form({ action, saving, fault, children, beside, draft, mend = null, onSubmit, onCancel }: FormProps) {
  const { fields } = useWords();
  const [asking, setAsking] = useState(false);
  const [edit, note] = useState<{ readonly typed: boolean } | null>(null);
  const looks = useRef(mend);
  useLayoutEffect(() => { looks.current = mend; });
  // Once the fields hold it. A choice from a list is a press and no input.
  useEffect(() => { if (edit) looks.current?.(edit.typed); }, [edit]);
  const typed = mend ? () => note({ typed: true }) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (!saving) onSubmit();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys and edits of all its fields end here
    <form
      className="form"
      noValidate
      onSubmit={submit}
      onInput={typed}
      onChange={typed}
      onClick={mend ? () => note({ typed: false }) : undefined}
      onKeyDown={(event) => {
        if (!sendsByEnter(event)) return;
        event.preventDefault();
        event.currentTarget.requestSubmit();
      }}
    >
      {draft && draft.since !== null ? <Kept draft={draft} /> : null}
      {children}
      <FormFault sentence={fault} />
      {asking && draft ? <Asking draft={draft} onStay={() => setAsking(false)} onLeave={onCancel} /> : (
        <div className="form-foot">
          {beside}
          <span className="form-gap" />
          <button type="button" className="button quiet" onClick={() => (draft?.isFilled() ? setAsking(true) : onCancel())}>{fields.cancel}</button>
          <button type="submit" className="button main" aria-disabled={saving || undefined}>{saving ? fields.saving : action}</button>
        </div>
      )}
    </form>
  );
}

function Kept({ draft }: { readonly draft: KeptDraft }) {
  const words = useWords().fields.draft;
  return (
    <p className="form-note form-kept">
      <span>{words.here(draft.since ?? 0)}</span>
      <button type="button" className="button quiet" onClick={() => draft.drop()}>{words.afresh}</button>
    </p>
  );
}

/** Cancel says neither that it is to be kept nor that it is to be lost. */
function Asking({ draft, onStay, onLeave }: { readonly draft: KeptDraft; readonly onStay: () => void; readonly onLeave: () => void }) {
  useEscape(onStay);
  const words = useWords().fields.draft;
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <fieldset className="plain form-foot">
      <legend className="choices-legend">{words.ask}</legend>
      <button type="button" className="button quiet" onClick={onStay}>{words.goOn}</button>
      <span className="form-gap" />
      <button type="button" className="button quiet" onClick={() => { draft.drop(); onLeave(); }}>{words.drop}</button>
      <button ref={first} type="button" className="button main" onClick={onLeave}>{words.keep}</button>
    </fieldset>
  );
}
