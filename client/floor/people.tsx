import { memo, useState } from 'react';
import type { Person } from '../../shared/people/directory.ts';
import { isFormer } from '../../shared/people/former.ts';
import type { PersonId } from '../../shared/kernel/ids.ts';
import { numberOf } from '../../shared/kernel/ids.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { useWhoMayAct } from '../replica/everybody.ts';
import { useBoardState, useDirectory, useMe, usePresence } from '../replica/use-board.ts';
import { Avatar } from '../ui/avatar.tsx';
import { type Anchor, anchorOf } from '../ui/float.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { firstNameOf } from '../words/said.ts';
import { useWords } from '../words/use-words.ts';

const SHOWN = 4;

/** Who is here, oneself apart. */
export const Presence = memo(function Presence() {
  const { people: said } = useWords().floor.bars;
  const people = useDirectory().people;
  const actor = useBoardState((state) => state.actor);
  const present = usePresence().filter(({ person }) => person !== actor).flatMap((one) => {
    const person = people[one.person];
    return person ? [{ person, dragging: one.dragging }] : [];
  });
  if (present.length === 0) return null;
  return (
    <ul className="presence" aria-label={said.here}>
      {present.slice(0, SHOWN).map(({ person, dragging }) => (
        <li key={person.id} title={dragging ? said.moving(isolated(person.name), numberOf(dragging)) : person.name}><Avatar person={person} /></li>
      ))}
      {present.length > SHOWN ? <li>+{present.length - SHOWN}</li> : null}
    </ul>
  );
});

/** Stands in for signing in: whoever reaches the page picks who they are. */
export function ActingPerson({ onActAs }: { readonly onActAs: (person: PersonId) => void }) {
  const { floor: { bars: { people: said } }, labels } = useWords();
  const me = useMe();
  const [menu, setMenu] = useState<Anchor | null>(null);
  const people = useWhoMayAct(menu !== null);
  const rows = Object.values(people).filter((person: Person) => !isFormer(person)).map((person) => ({
    key: person.id, label: person.name, note: person.roles.map((role) => labels.roleNames[role]).join(', '), checked: person.id === me?.id, run: () => onActAs(person.id),
  }));
  return (
    <>
      <button type="button" className="acting" aria-haspopup="menu" aria-label={me ? said.youAre(isolated(me.name)) : said.choose} onClick={(event) => setMenu(anchorOf(event.currentTarget))}>
        {me ? <Avatar person={me} size={24} /> : <Icon name="person" />}
        <span className="acting-name">{me ? firstNameOf(me) : said.who}</span>
        <Icon name="down" size={13} />
      </button>
      {menu ? (
        <Menu
          anchor={menu}
          label={said.actAs}
          title={<>{said.noAccounts} <b>{said.anyone}</b></>}
          rows={rows}
          onClose={() => setMenu(null)}
        />
      ) : null}
    </>
  );
}
