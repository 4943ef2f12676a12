import type { Card } from '../../shared/cards/card.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { nameOf } from '../words/said.ts';
import { useWords } from '../words/use-words.ts';
import type { BoardActions } from '../app/contracts.ts';
import { useDirectory } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { Section } from './section.tsx';

/** BL-1..3: what is in the way, since when, by whom; each is solved by itself. */
export function Blockers({ actions, card, now, readOnly }: { readonly actions: BoardActions; readonly card: Card; readonly now: number; readonly readOnly: boolean }) {
  const directory = useDirectory();
  const { card: { blockers: words }, labels: { acts, categories } } = useWords();
  const add = <button type="button" className="button quiet" disabled={readOnly} onClick={() => actions.openDialog({ kind: 'block', card: card.id })}><Icon name="ban" />{acts.block}</button>;
  return (
    <Section title={words.title(card.blockers.length)} beside={add}>
      {card.blockers.length === 0 ? null : (
        <ul className="cp-blockers">
          {card.blockers.map((blocker) => (
            <li key={blocker.id}>
              <div>
                <b><Icon name="ban" />{words.since(categories[blocker.category], now - blocker.at)}</b>{blocker.external ? ` · ${words.outside}` : ''}
                <div>{blocker.text}</div>
                <small>{nameOf(blocker.by, directory)}</small>
              </div>
              <button type="button" className="button" disabled={readOnly} aria-label={words.unblock(isolated(blocker.text) || categories[blocker.category])} onClick={() => actions.openDialog({ kind: 'unblock', card: card.id, blocker: blocker.id })}>{acts.unblock}</button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
