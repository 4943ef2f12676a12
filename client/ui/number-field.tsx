import { TextInput } from '@mantine/core';
import { useWords } from '../words/use-words.ts';
import { takesWords } from './typed-number.ts';
import type { Takes } from './typed-number.ts';

interface Props {
  readonly label: string;
  /** As typed: the form reads it, so that nothing is cut or put back without a word. */
  readonly value: string;
  readonly takes: Takes;
  readonly description?: string;
  readonly error?: string | null | undefined;
  readonly disabled?: boolean;
  readonly first?: boolean;
  readonly onChange: (typed: string) => void;
}

/** A number of a setting: it says what it takes before it is asked. */
export function NumberField({ label, value, takes, description, error, disabled = false, first = false, onChange }: Props) {
  // What it takes is said anew in another language.
  useWords();
  return (
    <TextInput
      label={label}
      value={value}
      description={`${description ? `${description}. ` : ''}${takesWords(takes)}`}
      error={error}
      disabled={disabled}
      inputMode={takes.whole ? 'numeric' : 'decimal'}
      autoComplete="off"
      data-autofocus={first || undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
