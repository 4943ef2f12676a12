import { lacksForOrders } from '../../shared/board/lane-roles.ts';
import { mayIssue } from '../../shared/policy.ts';
import { asPerson } from '../../shared/people/directory.ts';
import { sentenceOf } from '../../shared/words/sentences.ts';
import { useBoard, useMe } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly onEnter: () => void;
  readonly onSettings: () => void;
}

/** A floor without a card says how the first one comes to stand on it, and which lane it takes where that is missing. */
export function FirstOrder({ onEnter, onSettings }: Props) {
  const words = useWords();
  const { first } = words.floor.bars;
  const me = useMe();
  const may = me !== null && mayIssue('CreateOrder', asPerson(me));
  const lacks = lacksForOrders(useBoard((board) => board));
  return (
    <section className="panel first-order" aria-label={first.none}>
      <h2>{first.none}</h2>
      <p>{lacks ? sentenceOf(lacks, words) : first.how}</p>
      {lacks ? <button type="button" className="button main" onClick={onSettings}><Icon name="settings" />{first.settings}</button> : null}
      {!lacks && may ? <button type="button" className="button main" onClick={onEnter}><Icon name="plus" />{first.enter}</button> : null}
      {!lacks && !may ? <p>{first.who}</p> : null}
    </section>
  );
}
