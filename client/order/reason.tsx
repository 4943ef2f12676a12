import { Textarea } from '@mantine/core';
import { currentWords } from '../words/words-now.ts';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly description?: string;
  readonly placeholder?: string;
  readonly first?: boolean;
  readonly onChange: (value: string) => void;
}

/** Words that stay in the history. */
export function Reason({ label, value, error, description, placeholder, first = false, onChange }: Props) {
  return (
    <Textarea
      label={label}
      value={value}
      error={error}
      autosize
      minRows={2}
      maxRows={8}
      maxLength={500}
      {...(description ? { description } : {})}
      {...(placeholder ? { placeholder } : {})}
      {...(first ? { 'data-autofocus': true } : {})}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** What a reason of at least so many characters still lacks. */
export function reasonFault(text: string, atLeast: number, what: string): string | null {
  const length = text.trim().length;
  if (length >= atLeast) return null;
  const { missing, short } = currentWords().order.reason;
  return length === 0 ? missing(what) : short(what, atLeast, atLeast - length);
}
