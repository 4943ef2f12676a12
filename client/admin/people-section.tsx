import { useState } from 'react';
import type { Person } from '../../shared/people/directory.ts';
import { isFormer } from '../../shared/people/former.ts';
import { may } from '../../shared/people/rights.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useEverybody } from '../replica/everybody.ts';
import { useMe, useReadOnly } from '../replica/use-board.ts';
import { useWords } from '../words/use-words.ts';
import { Avatar } from '../ui/avatar.tsx';
import { ErasePerson } from './erase-person.tsx';

/** Whom the directory knows, on every board alike. */
export function PeopleSection({ actions }: { readonly actions: BoardActions }) {
  const { settings: { people: words }, labels } = useWords();
  const people = Object.values(useEverybody().people);
  const me = useMe();
  const readOnly = useReadOnly();
  const mayErase = may(me, 'Erase') && !readOnly;
  // As it was asked about, also when the answer comes after the news that the name is gone.
  const [erased, setErased] = useState<Person | null>(null);
  return (
    <section className="ad-section" aria-labelledby="ad-people">
      <div className="ad-head"><h2 id="ad-people">{words.count(people.length)}</h2></div>
      <ul className="ad-people">
        {people.map((person) => (
          <li key={person.id}>
            <Avatar person={person} size={24} />
            <div className="ad-lane">
              <b><bdi>{person.name}</bdi></b>{person.id === me?.id ? words.you : ''}
              <small>{person.roles.length === 0 ? words.noRoles : person.roles.map((role) => labels.roleNames[role]).join(', ')}</small>
            </div>
            {mayErase && !isFormer(person) && person.id !== me?.id ? (
              <span className="ad-buttons"><button type="button" className="button quiet" aria-label={words.eraseOne(isolated(person.name))} onClick={() => setErased(person)}>{words.erase}</button></span>
            ) : null}
          </li>
        ))}
      </ul>
      {erased ? <ErasePerson actions={actions} person={erased} onClose={() => setErased(null)} /> : null}
    </section>
  );
}
