import { useEffect, useId, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { folded } from '../words/said.ts';
import { type Anchor, useDismiss, useFloat } from './float.ts';
import { Icon, type IconName } from './icon.tsx';

export interface MenuRow {
  readonly key: string;
  readonly label: ReactNode;
  readonly icon?: IconName;
  readonly note?: string;
  readonly keys?: string;
  /** Shown, reachable and explained, but without effect. */
  readonly refused?: boolean;
  readonly checked?: boolean;
  /** A line above it. */
  readonly rule?: boolean;
  readonly run: () => void;
}

interface Props {
  readonly anchor: Anchor;
  readonly label: string;
  readonly title?: ReactNode;
  readonly rows: readonly MenuRow[];
  readonly onClose: () => void;
}

/** One menu at a time, for whoever asked: focus moves with the arrows, Home, End and first letters. */
export function Menu({ anchor, label, title, rows, onClose }: Props) {
  const { ref, style } = useFloat<HTMLDivElement>(anchor);
  const id = useId();
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  const drawn = () => buttons.current.slice(0, rows.length).filter((row) => row !== null);
  /** Where the focus begins: at what is chosen now. */
  const first = useRef(rows.findIndex((row) => row.checked));
  useDismiss(ref, onClose);
  useEffect(() => {
    buttons.current[Math.max(0, first.current)]?.focus({ preventScroll: true });
  }, [style]);

  const onKeyDown = (event: KeyboardEvent) => {
    const all = drawn();
    const at = all.findIndex((row) => row === document.activeElement);
    const to = (index: number) => {
      event.preventDefault();
      all[(index + all.length) % all.length]?.focus();
    };
    if (event.key === 'ArrowDown') to(at + 1);
    else if (event.key === 'ArrowUp') to(at - 1);
    else if (event.key === 'Home') to(0);
    else if (event.key === 'End') to(-1);
    else if (event.key === 'Tab') {
      event.preventDefault();
      onClose();
    } else if (event.key.length === 1 && event.key !== ' ') {
      const letter = folded(event.key);
      const found = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((row) => folded(row.textContent?.trim() ?? '').startsWith(letter));
      found?.focus();
    }
    event.stopPropagation();
  };

  return createPortal(
    <div ref={ref} className="panel menu sheet" style={style} role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
      {title ? <div className="menu-title" role="presentation">{title}</div> : null}
      {rows.map((row, index) => (
        <div key={row.key} role="presentation">
          {row.rule ? <hr className="menu-rule" /> : null}
          <button
            ref={(button) => { buttons.current[index] = button; }}
            type="button"
            className="menu-row"
            role={row.checked === undefined ? 'menuitem' : 'menuitemradio'}
            aria-checked={row.checked}
            aria-disabled={row.refused || undefined}
            aria-describedby={row.note ? `${id}-${row.key}` : undefined}
            tabIndex={-1}
            onClick={() => {
              if (row.refused) return;
              onClose();
              row.run();
            }}
          >
            {row.icon ? <Icon name={row.icon} /> : null}
            <span className="menu-words">
              {row.label}
              {row.note ? <small id={`${id}-${row.key}`}>{row.note}</small> : null}
            </span>
            {row.keys ? <kbd aria-hidden="true">{row.keys}</kbd> : null}
          </button>
        </div>
      ))}
    </div>,
    document.body,
  );
}
