import { laneOf } from '../../shared/board/board.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { nameOf } from '../words/said.ts';
import { useWords } from '../words/use-words.ts';
import { useDirectory } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { Section } from './section.tsx';

/** WIP-17: where it came back from and why, until it has passed an inspection or lies in its kit. */
export function SentBack({ board, card, now }: { readonly board: Board; readonly card: Card; readonly now: number }) {
  const directory = useDirectory();
  const { card: { rework: words }, labels, times } = useWords();
  const { rework, reworks } = card;
  if (!rework) return null;
  const from = rework.from ? isolated(laneOf(board, rework.from)?.name ?? rework.from) : null;
  return (
    <Section title={words.title}>
      <ul className="cp-exceptions">
        <li>
          <Icon name="returned" />
          <span>
            <b>{words.from(from)}</b> {labels.categories[rework.category]}, <bdi>{nameOf(rework.by, directory)}</bdi>, {times.ago(now - rework.at)}{rework.reason ? <>: <bdi>{rework.reason}</bdi></> : ''}
            {reworks > 1 ? ` ${words.times(reworks)}` : ''}
          </span>
        </li>
      </ul>
    </Section>
  );
}
