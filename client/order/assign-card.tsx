import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Card } from '../../shared/cards/card.ts';
import type { Command } from '../../shared/verbs.ts';
import type { Person } from '../../shared/people/directory.ts';
import { isFormer } from '../../shared/people/former.ts';
import type { PersonId } from '../../shared/kernel/ids.ts';
import { isolated, wordsOf, searchable } from '../../shared/kernel/writing.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useEverybody } from '../replica/everybody.ts';
import { useMe } from '../replica/use-board.ts';
import { useDraft, useDrafted } from '../replica/use-draft.ts';
import { currentWords } from '../words/words-now.ts';
import { useSubmit } from '../session/use-submit.ts';
import { Avatar } from '../ui/avatar.tsx';
import { useWords } from '../words/use-words.ts';
import { DialogForm } from '../ui/dialog-form.tsx';
import { OverrideWay } from './override-way.tsx';

/** Oneself first, then those who have it, then by name. */
export function peopleFor(people: readonly Person[], chosen: ReadonlySet<PersonId>, me: PersonId | null, search: string): Person[] {
  const { roleNames } = currentWords().labels;
  const words = wordsOf(search);
  const rank = (person: Person) => (person.id === me ? 0 : chosen.has(person.id) ? 1 : 2);
  return people
    // Nothing new is given to whoever was erased.
    .filter((person) => (!isFormer(person) || chosen.has(person.id)) && words.every((word) => searchable(`${person.name} ${person.roles.map((role) => roleNames[role]).join(' ')}`).includes(word)))
    .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** Both changes at once: what is there now, without whom one took off, with whom one put on. */
export const together = (had: readonly PersonId[], mine: readonly PersonId[], now: readonly PersonId[]): PersonId[] =>
  [...now.filter((id) => mine.includes(id) || !had.includes(id)), ...mine.filter((id) => !had.includes(id) && !now.includes(id))];

export function AssignCard({ actions, card, onClose }: { readonly actions: BoardActions; readonly card: Card; readonly onClose: () => void }) {
  const { order: { assign: words }, labels } = useWords();
  const { people } = useEverybody();
  const me = useMe();
  const draft = useDraft('assign', card.id);
  const [names, setNames] = useDrafted<readonly PersonId[]>(draft, 'assignees', card.assignees);
  // Whom others put on it or took off it meanwhile is on it or off it here, too.
  const had = draft.base(card.assignees);
  const chosen: ReadonlySet<PersonId> = new Set(together(had, names, card.assignees));
  const [search, setSearch] = useState('');
  const [first] = useState(chosen);
  const shown = peopleFor(Object.values(people), first, me?.id ?? null, search);
  const sending = useSubmit();
  const n = numberOf(card.id);
  const toggle = (id: PersonId) => {
    draft.rebase(card.assignees);
    setNames(chosen.has(id) ? [...chosen].filter((one) => one !== id) : [...chosen, id]);
  };
  return (
    <DialogForm<Command>
      sending={sending}
      draft={draft}
      announce={actions.announce}
      title={words.title(n)}
      action={words.action(chosen.size)}
      said={words.said(n, [...chosen].map((id) => people[id]?.name ?? id).map(isolated))}
      beside={(command) => <OverrideWay actions={actions} command={command} refusal={sending.refusal} />}
      onClose={onClose}
      build={() => ({ type: 'AssignCard', card: card.id, assignees: [...chosen] })}
    >
      <TextInput label={words.find} value={search} data-autofocus onChange={(event) => setSearch(event.currentTarget.value)} />
      <ul className="people" aria-label={words.people}>
        {shown.map((person) => (
          <li key={person.id}>
            <Checkbox
              checked={chosen.has(person.id)}
              onChange={() => toggle(person.id)}
              label={<span className="person"><Avatar person={person} size={24} /><span><bdi>{person.name}</bdi>{person.id === me?.id ? words.you : ''}<small>{person.roles.map((role) => labels.roleNames[role]).join(', ')}</small></span></span>}
            />
          </li>
        ))}
        {shown.length === 0 ? <li className="form-note">{words.nobody(Object.keys(people).length)}</li> : null}
      </ul>
    </DialogForm>
  );
}
