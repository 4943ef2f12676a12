import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import { nameOf } from '../words/said.ts';
import { useWords } from '../words/use-words.ts';
import { limitOf, loadOf, standingExceptions } from '../../shared/limits/admission.ts';
import { useDirectory } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { Section } from './section.tsx';

/** WIP-32: why it stands above a limit, who put it there, and that the limit is unchanged. */
export function Exceptions({ board, card, now }: { readonly board: Board; readonly card: Card; readonly now: number }) {
  const directory = useDirectory();
  const { card: words, f, labels, times } = useWords();
  const standing = standingExceptions(board, card);
  if (standing.length === 0) return null;
  return (
    <Section title={words.exceptions}>
      <ul className="cp-exceptions">
        {standing.map((exception) => {
          const limit = limitOf(board, exception.limit);
          return (
            <li key={`${exception.limit}-${exception.kind}`}>
              <Icon name="alert" />
              <span>
                <b><bdi>{limit?.name ?? exception.limit}</bdi> {limit ? `${f.amount(loadOf(board, exception.limit))}/${limit.capacity === null ? '∞' : f.amount(limit.capacity)}` : ''}</b>
                {' '}{labels.exceptions[exception.kind]}, <bdi>{nameOf(exception.by, directory)}</bdi>, {times.ago(now - exception.at)}{exception.reason ? <>: <bdi>{exception.reason}</bdi></> : ''}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
