import { memo } from 'react';
import type { Person } from '../../shared/people/directory.ts';
import type { CardId } from '../../shared/kernel/ids.ts';
import { useBoardStore } from '../replica/use-board.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../words/use-words.ts';
import { spoken } from './card-face.ts';
import { type Dot, markOf } from './dots.ts';
import { CARD_HELP } from './drag/card-help.ts';
import { fits, isActive } from './filter.ts';
import { useFloor } from './floor-state.ts';

interface Props {
  readonly dots: readonly Dot[];
  /** The first dot is the one of its column that Tab reaches. */
  readonly first: boolean;
  /** In this screen's own hand. */
  readonly dragged: CardId | null;
  /** Decided here, not confirmed by the server yet. */
  readonly unconfirmed: Marked;
  /** Who has which in hand on other screens. */
  readonly holders: ReadonlyMap<CardId, Person>;
}

interface Marked { has(card: CardId): boolean }

/** A block of cards of which only the place and the trouble show; DotTip shows the card itself. */
export const DotsView = memo(function DotsView({ dots, first, dragged, unconfirmed, holders }: Props) {
  const store = useBoardStore();
  const filter = useFloor((state) => state.filter);
  const { board, directory, me } = store.getState();
  return (
    <ul className="dot-block">
      {dots.map(({ row, next }, index) => (
        <DotView
          key={row.key}
          row={row}
          next={next}
          tabbable={first && index === 0}
          dim={isActive(filter) && !fits(filter, board, directory, me?.id ?? null, store.now(), row.card)}
          pending={unconfirmed.has(row.key)}
          away={row.key === dragged || holders.has(row.key)}
        />
      ))}
    </ul>
  );
}, (a, b) => a.first === b.first && a.dragged === b.dragged && a.unconfirmed === b.unconfirmed && a.holders === b.holders && a.dots.length === b.dots.length && a.dots.every(({ row, next }, index) => row === b.dots[index]?.row && next === b.dots[index].next));

interface DotProps extends Dot {
  readonly tabbable: boolean;
  readonly dim: boolean;
  readonly pending: boolean;
  readonly away: boolean;
}

const DotView = memo(function DotView({ row, next, tabbable, dim, pending, away }: DotProps) {
  const { card, face } = row;
  const words = useWords();
  const { look, icon } = markOf(face, row.sub === 'done');
  const state = ['dot', look, dim ? 'dim' : '', pending ? 'pending' : '', away ? 'away' : ''];
  return (
    <li className={state.filter(Boolean).join(' ')} data-card={card.id} data-sub={row.sub} data-next={next}>
      <button type="button" className="card-open" tabIndex={tabbable ? 0 : -1} aria-label={spoken(face, words)} aria-describedby={CARD_HELP}>
        {icon ? <Icon name={icon} size={12} /> : null}
      </button>
    </li>
  );
});
