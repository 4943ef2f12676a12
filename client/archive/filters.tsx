import '../ui/form.css';
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { seesWhoAndWhy } from '../../shared/people/rights.ts';
import { useMe, useNow } from '../replica/use-board.ts';
import { DayField, dayTyped } from '../ui/day-field.tsx';
import { readDay } from '../ui/typed-day.ts';
import { useWords } from '../words/use-words.ts';
import { type OrdersAsked, isFiltered } from './orders-asked.ts';

interface Props { readonly asked: OrdersAsked; readonly onAsk: (asked: OrdersAsked) => void }

/** By what a closed order is found. What is typed is asked a moment later, a day once it can be read. */
export function Filters({ asked, onAsk }: Props) {
  const { archive } = useWords();
  const now = useNow();
  const me = useMe();
  const [days, setDays] = useState({ from: asked.from ? dayTyped(asked.from) : '', to: asked.to ? dayTyped(asked.to) : '' });
  const text = (field: 'number' | 'customer' | 'part') => ({
    label: archive[field], value: asked[field] ?? '', maxLength: 100, autoComplete: 'off', spellCheck: false,
    onChange: ({ currentTarget }: { readonly currentTarget: HTMLInputElement }) => onAsk({ ...asked, [field]: currentTarget.value }),
  });
  const day = (field: 'from' | 'to') => ({
    label: archive[field], value: days[field], now, past: true,
    onChange: (typed: string) => {
      setDays({ ...days, [field]: typed });
      const read = typed.trim() === '' ? null : readDay(typed, now);
      if (read === null) onAsk({ ...asked, [field]: '' });
      else if (read.ok) onAsk({ ...asked, [field]: read.day });
    },
  });
  return (
    <fieldset className="or-filters">
      <legend>{archive.filters}</legend>
      <TextInput {...text('number')} inputMode="numeric" />
      {seesWhoAndWhy(me) ? <TextInput {...text('customer')} /> : null}
      <TextInput {...text('part')} />
      <DayField {...day('from')} />
      <DayField {...day('to')} error={asked.from && asked.to && asked.to < asked.from ? archive.badDay : null} />
      {isFiltered(asked) ? (
        <button type="button" className="button quiet" onClick={() => { setDays({ from: '', to: '' }); onAsk(asked.find ? { find: asked.find } : {}); }}>{archive.noFilters}</button>
      ) : null}
    </fieldset>
  );
}
