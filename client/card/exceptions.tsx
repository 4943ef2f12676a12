import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import { amount, labels } from '../words/said.ts';
import { limitOf, loadOf, standingExceptions } from '../../shared/limits/admission.ts';
import { useDirectory } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { Section } from './section.tsx';
import { agoWords } from './why.ts';

/** WIP-32: why it stands above a limit, who put it there, and that the limit is unchanged. */
export function Exceptions({ board, card, now }: { readonly board: Board; readonly card: Card; readonly now: number }) {
  const { people } = useDirectory();
  const standing = standingExceptions(board, card);
  if (standing.length === 0) return null;
  return (
    <Section title="Above the limit">
      <ul className="cp-exceptions">
        {standing.map((exception) => {
          const limit = limitOf(board, exception.limit);
          return (
            <li key={`${exception.limit}-${exception.kind}`}>
              <Icon name="alert" />
              <span>
                <b><bdi>{limit?.name ?? exception.limit}</bdi> {limit ? `${amount(loadOf(board, exception.limit))}/${limit.capacity === null ? '∞' : amount(limit.capacity)}` : ''}</b>
                {' '}{labels().exceptions[exception.kind]}, <bdi>{people[exception.by]?.name ?? exception.by}</bdi>, {agoWords(now - exception.at)}{exception.reason ? <>: <bdi>{exception.reason}</bdi></> : ''}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
