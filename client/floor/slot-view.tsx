import { memo } from 'react';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';
import type { Slot } from './slot.ts';
import { isolated } from '../../shared/kernel/writing.ts';

/** A free place is the signal: what may come next, why, and the button that pulls it. */
export const SlotView = memo(function SlotView({ slot, readOnly }: { readonly slot: Slot; readonly readOnly: boolean }) {
  const { slot: said } = useWords().floor.lanes;
  if (!slot.may || readOnly) {
    return (
      <div className="slot quiet">
        <span>{slot.releases ? slot.label : said.next}</span>
        <p><b>{slot.number}</b> {slot.title}</p>
        <small>{readOnly ? slot.why : slot.who}</small>
      </div>
    );
  }
  return (
    <div className="slot">
      {slot.lead ? <p>{slot.lead}</p> : null}
      <button type="button" className="button main slot-pull" data-pull={slot.lane} aria-label={said.pressWhy(slot.label, slot.number, isolated(slot.title), slot.why)}>
        <Icon name="pull" size={15} />
        {slot.label}
      </button>
      {slot.releases ? null : <p><b>{slot.number}</b> {slot.title}</p>}
      <p>{slot.why}</p>
    </div>
  );
});
