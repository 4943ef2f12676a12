import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../words/use-words.ts';
import { Dialog, Form } from './dialog.tsx';
import type { KeptDraft } from './dialog.tsx';

/** The way of a form to where its answer is kept; the form stays open until it is there. */
export interface Sending<Answer> {
  /** `kept` runs when it is there, `done` only while the form stands. */
  readonly submit: (answer: Answer, done: () => void, kept?: () => void) => void;
  readonly saving: boolean;
  /** Why it was not taken, in words. */
  readonly sentence: string | null;
  /** It says nothing more of what was refused. */
  readonly clear?: () => void;
}

interface Props<Answer> {
  readonly title: string;
  /** What the main button says. */
  readonly action: string;
  readonly wide?: boolean;
  readonly sending: Sending<Answer>;
  /** What is typed stays in it until it is sent, however the form is closed. */
  readonly draft?: KeptDraft;
  /** What stands against it before it is sent. */
  readonly fault?: string | null;
  /** Read out when it is done. */
  readonly said: string;
  readonly announce: (text: string) => void;
  /** What the fields make. null: a field says what is wrong with it. 'nothing': nothing was changed. */
  readonly build: () => Answer | null | 'nothing';
  /** Beside the buttons: another way for what was sent and refused. */
  readonly beside?: (sent: Answer) => ReactNode;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** One thing asked for in a dialog: it closes when that is done, and not before. */
export function DialogForm<Answer extends object>({ title, action, wide = false, sending, draft, fault = null, said, announce, build, beside, children, onClose }: Props<Answer>) {
  const { draft: words } = useWords().fields;
  const [sent, setSent] = useState<Answer | null>(null);
  const [failed, setFailed] = useState(false);
  const body = useRef<HTMLDivElement>(null);

  const leave = () => {
    if (draft?.isFilled()) announce(words.kept);
    onClose();
  };
  const onSubmit = () => {
    const answer = build();
    if (answer === 'nothing') {
      draft?.drop();
      return onClose();
    }
    setSent(answer);
    setFailed(answer === null);
    if (answer === null) {
      requestAnimationFrame(() => body.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong] input')?.focus());
      return;
    }
    sending.submit(answer, () => {
      announce(said);
      onClose();
    }, () => draft?.drop());
  };
  const mend = (typed: boolean) => {
    if (failed && build() !== null) setFailed(false);
    if (typed) sending.clear?.();
  };

  return (
    <Dialog title={title} wide={wide} onClose={leave}>
      <div ref={body}>
        <Form action={action} saving={sending.saving} fault={sending.sentence ?? fault} beside={sent && beside?.(sent)} draft={draft} mend={failed || sending.sentence !== null ? mend : null} onSubmit={onSubmit} onCancel={onClose}>{children}</Form>
      </div>
    </Dialog>
  );
}
