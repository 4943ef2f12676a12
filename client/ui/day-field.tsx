import '@mantine/dates/styles.layer.css';
import 'dayjs/locale/de';
import { Popover, TextInput } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useRef, useState } from 'react';
import type { FocusEvent, KeyboardEvent } from 'react';
import { useWords } from '../words/use-words.ts';
import { dayInFull, dayText, endOfWorkingDay } from '../words/day-words.ts';
import { Icon } from './icon.tsx';
import { readDay } from './typed-day.ts';

/** `2026-12-15` as a field shows it. */
export const dayTyped = (day: string): string => dayInFull(endOfWorkingDay(day) ?? 0);

interface Props {
  readonly label: string;
  /** As typed: the form reads it with `readDay`, so that what cannot be read is not lost and nothing else is sent. */
  readonly value: string;
  readonly now: number;
  readonly error?: string | null | undefined;
  readonly description?: string | undefined;
  readonly placeholder?: string;
  readonly first?: boolean;
  /** A day that has been; without it, one to come. */
  readonly past?: boolean;
  readonly onChange: (typed: string) => void;
}

/** A day, typed or taken from the calendar. What was typed stands there as it was understood, with its weekday and year, or with what is wrong. */
export function DayField({ label, value, now, error, description, placeholder, first = false, past = false, onChange }: Props) {
  const { fields: { calendar: words }, f } = useWords();
  const [open, setOpen] = useState(false);
  // A fault is said when the field is left, and goes with the first change.
  const [left, setLeft] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const calendar = useRef<HTMLDivElement>(null);
  const read = value.trim() === '' ? null : readDay(value, now);
  const understood = read?.ok ? dayTyped(read.day) : null;

  const leave = (event: FocusEvent) => {
    if (calendar.current?.contains(event.relatedTarget)) return;
    if (event.relatedTarget !== null) setOpen(false);
    setLeft(true);
    if (understood !== null && understood !== value) onChange(understood);
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) {
      event.preventDefault();
      setOpen(false);
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      setOpen(true);
      requestAnimationFrame(() => calendar.current?.querySelector<HTMLElement>('.mantine-DatePicker-day[tabindex="0"]')?.focus());
    }
  };
  const close = () => {
    setOpen(false);
    input.current?.focus();
  };

  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" closeOnEscape={false} withRoles={false} transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <TextInput
          ref={input}
          label={label}
          value={value}
          error={error ?? (left && read && !read.ok ? read.fault : null)}
          description={understood !== null && understood !== value ? `${understood}${description ? `. ${description}` : ''}` : description}
          placeholder={placeholder}
          autoComplete="off"
          data-autofocus={first || undefined}
          data-mantine-stop-propagation={open || undefined}
          rightSectionPointerEvents="all"
          rightSection={<button type="button" className="icon-button" aria-label={words.open} aria-expanded={open} data-mantine-stop-propagation={open || undefined} onClick={() => setOpen(!open)}><Icon name="calendar" /></button>}
          onChange={(event) => { setLeft(false); onChange(event.currentTarget.value); }}
          onClick={() => setOpen(true)}
          onBlur={leave}
          onKeyDown={key}
        />
      </Popover.Target>
      <Popover.Dropdown ref={calendar} data-dates-dropdown onKeyDown={(event) => { if (event.key === 'Escape') { event.preventDefault(); close(); } }}>
        <DatePicker
          locale={f.language}
          ariaLabels={{ previousMonth: words.earlier, nextMonth: words.later, monthLevelControl: words.months, yearLevelControl: words.years }}
          value={read?.ok ? read.day : null}
          defaultDate={read?.ok ? read.day : dayText(now)}
          {...{ [past ? 'maxDate' : 'minDate']: dayText(now) }}
          onChange={(day) => { if (day !== null) { setLeft(false); onChange(dayTyped(day)); } close(); }}
          __stopPropagation
        />
      </Popover.Dropdown>
    </Popover>
  );
}
