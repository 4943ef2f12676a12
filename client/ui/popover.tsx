import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { type Anchor, useDismiss, useFloat } from './float.ts';

interface Props {
  readonly anchor: Anchor;
  readonly label: string;
  readonly className?: string;
  readonly role?: 'dialog' | 'alertdialog';
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** A panel beside the thing it speaks of. It takes the focus, and gives it back when closed. */
export function Popover({ anchor, label, className = '', role = 'dialog', children, onClose }: Props) {
  const { ref, style } = useFloat<HTMLDivElement>(anchor);
  useDismiss(ref, onClose);
  useEffect(() => {
    const first = ref.current?.querySelector<HTMLElement>('[data-first]') ?? ref.current;
    first?.focus({ preventScroll: true });
  }, [ref, style]);
  return createPortal(
    <div ref={ref} className={`panel popover ${className}`} style={style} role={role} aria-label={label} tabIndex={-1}>
      {children}
    </div>,
    document.body,
  );
}
