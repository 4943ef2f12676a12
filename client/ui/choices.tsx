import { useId } from 'react';

interface Props<V extends string> {
  readonly label: string;
  readonly value: V | null;
  readonly options: readonly { readonly value: V; readonly label: string; readonly disabled?: boolean }[];
  readonly error?: string | null;
  readonly disabled?: boolean;
  /** The first thing a dialog asks: it has the focus when that opens. */
  readonly first?: boolean;
  readonly onChange: (value: V) => void;
}

/** A few named things of which one holds: all in view, one press, arrows between them. */
export function Choices<V extends string>({ label, value, options, error, disabled = false, first = false, onChange }: Props<V>) {
  const name = useId();
  const start = first ? (value ?? options[0]?.value) : undefined;
  return (
    <fieldset className="plain" data-wrong={error ? true : undefined} aria-describedby={error ? `${name}-error` : undefined}>
      <legend className="choices-legend">{label}</legend>
      <div className="choices">
        {options.map((option) => (
          <label key={option.value} className="choice">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              data-autofocus={option.value === start || undefined}
              disabled={disabled || option.disabled === true}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
      {error ? <div id={`${name}-error`} className="field-error">{error}</div> : null}
    </fieldset>
  );
}
