import { mayIssue } from '../../shared/policy.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { useMe } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';

/** A floor without a card says how the first one comes to stand on it. */
export function FirstOrder({ onEnter }: { readonly onEnter: () => void }) {
  const { first } = useWords().floor.bars;
  const me = useMe();
  const may = me !== null && mayIssue('CreateOrder', asPerson(me));
  return (
    <section className="panel first-order" aria-label={first.none}>
      <h2>{first.none}</h2>
      <p>{first.how}</p>
      {may
        ? <button type="button" className="button main" onClick={onEnter}><Icon name="plus" />{first.enter}</button>
        : <p>{first.who}</p>}
    </section>
  );
}
