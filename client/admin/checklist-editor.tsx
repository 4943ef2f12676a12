import { Checkbox, TextInput } from '@mantine/core';
import type { ChecklistItem } from '../../shared/board/lane.ts';
import { idFromName } from '../../shared/kernel/ids.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { useWords } from '../words/use-words.ts';
import { Icon } from '../ui/icon.tsx';

interface Props { readonly items: readonly ChecklistItem[]; readonly onChange: (items: readonly ChecklistItem[]) => void }

/** Lines without words are left out; a line keeps its id, so that what is ticked stays ticked. */
export function checklistOf(items: readonly ChecklistItem[]): ChecklistItem[] {
  const made: ChecklistItem[] = [];
  for (const item of items) {
    const text = item.text.trim();
    if (text === '') continue;
    const id = item.id || idFromName(text, (taken) => items.some((other) => other.id === taken) || made.some((other) => other.id === taken));
    made.push({ ...item, id, text });
  }
  return made;
}

export function ChecklistEditor({ items, onChange }: Props) {
  const words = useWords().settings.checklist;
  const set = (at: number, change: Partial<ChecklistItem>) => onChange(items.map((item, index) => (index === at ? { ...item, ...change } : item)));
  return (
    <fieldset className="plain">
      <legend className="choices-legend">{words.title}</legend>
      <ul className="ad-checklist">
        {items.map((item, index) => (
          <li key={item.id || `new-${index}`}>
            <TextInput aria-label={words.item(index + 1)} value={item.text} maxLength={200} onChange={(event) => set(index, { text: event.currentTarget.value })} />
            <Checkbox label={words.always} checked={item.mandatory} onChange={(event) => set(index, { mandatory: event.currentTarget.checked })} />
            <button type="button" className="icon-button" aria-label={words.remove(index + 1, item.text && isolated(item.text))} onClick={() => onChange(items.filter((_, at) => at !== index))}><Icon name="close" /></button>
          </li>
        ))}
      </ul>
      <button type="button" className="button" onClick={() => onChange([...items, { id: '', text: '', mandatory: true }])}><Icon name="plus" />{words.add}</button>
    </fieldset>
  );
}
