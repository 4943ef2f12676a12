import { laneOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import { labels } from '../words/said.ts';
import { useDirectory } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { Section } from './section.tsx';
import { agoWords } from './why.ts';

/** WIP-17: where it came back from and why, until it has passed an inspection or lies in its kit. */
export function SentBack({ board, card, now }: { readonly board: Board; readonly card: Card; readonly now: number }) {
  const { people } = useDirectory();
  const { rework, reworks } = card;
  if (!rework) return null;
  const from = rework.from ? (laneOf(board, rework.from)?.name ?? rework.from) : 'a later step';
  return (
    <Section title="Back for rework">
      <ul className="cp-exceptions">
        <li>
          <Icon name="returned" />
          <span>
            <b>From <bdi>{from}</bdi></b> {labels().categories[rework.category]}, <bdi>{people[rework.by]?.name ?? rework.by}</bdi>, {agoWords(now - rework.at)}{rework.reason ? <>: <bdi>{rework.reason}</bdi></> : ''}
            {reworks > 1 ? ` (sent back ${reworks} times)` : ''}
          </span>
        </li>
      </ul>
    </Section>
  );
}
