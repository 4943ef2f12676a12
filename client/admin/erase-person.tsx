import type { Person } from '../../shared/people/directory.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useErasing } from '../replica/use-erasing.ts';
import { EraseForm } from '../ui/erase-form.tsx';
import { inPieces } from '../words/in-pieces.ts';
import { useWords } from '../words/use-words.ts';

export function ErasePerson({ actions, person, onClose }: { readonly actions: BoardActions; readonly person: Person; readonly onClose: () => void }) {
  const { settings: { people: words } } = useWords();
  const name = isolated(person.name);
  return (
    <EraseForm
      what={{ person: person.id }} sending={useErasing(actions.board)} announce={actions.announce}
      title={words.title(name)} action={words.action} goes={inPieces(words.goes(<b><bdi>{person.name}</bdi></b>))} stays={words.stays} said={words.said(name)} onClose={onClose}
    />
  );
}
