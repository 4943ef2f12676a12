import type { Person } from '../../shared/people/directory.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useErasing } from '../replica/use-erasing.ts';
import type { Erased } from '../replica/use-erasing.ts';
import { inPieces } from '../words/in-pieces.ts';
import { useWords } from '../words/use-words.ts';
import { DialogForm } from '../ui/dialog-form.tsx';

/** Names who goes and what goes along before it goes: nothing brings it back. */
export function ErasePerson({ actions, person, onClose }: { readonly actions: BoardActions; readonly person: Person; readonly onClose: () => void }) {
  const { settings: { people: words } } = useWords();
  const name = isolated(person.name);
  return (
    <DialogForm<Erased>
      sending={useErasing(actions.board)}
      announce={actions.announce}
      title={words.title(name)}
      action={words.action}
      said={words.said(name)}
      onClose={onClose}
      build={() => ({ person: person.id })}
    >
      <p className="form-fact">{inPieces(words.goes(<b><bdi>{person.name}</bdi></b>))}</p>
      <p className="form-fact">{words.stays}</p>
    </DialogForm>
  );
}
