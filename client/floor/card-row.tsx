import { memo } from 'react';
import { useBoardState } from '../replica/use-board.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { CardBody, type Thumb } from './card-body.tsx';
import { useFloor } from './floor-state.ts';
import type { Row } from './lane-model.ts';

type CardRowData = Extract<Row, { kind: 'card' }>;

interface Props {
  readonly row: CardRowData;
  readonly next: string;
  readonly dim: boolean;
  readonly tabbable: boolean;
  readonly thumb?: Thumb;
}

/** A card in its lane: what it shows is CardBody's; here is what happens to it. */
export const CardRow = memo(function CardRow({ row, next, dim, tabbable, thumb }: Props) {
  const { face, card } = row;
  const pending = useBoardState((state) => state.unconfirmed.has(card.id));
  const holder = useBoardState((state) => {
    const found = state.presence.find((present) => present.dragging === card.id && present.person !== state.actor);
    return found ? (state.directory.people[found.person] ?? null) : null;
  });
  const dragging = useFloor((floor) => floor.dragging?.card === card.id);
  const state = [
    'card', face.kind, face.expedite ? 'expedite' : '', face.blocked ? 'blocked' : '', dim ? 'dim' : '', pending ? 'pending' : '',
    dragging || holder ? 'away' : '',
  ];
  return (
    <div
      role="presentation"
      className={state.filter(Boolean).join(' ')}
      data-card={card.id}
      data-sub={row.sub}
      data-next={next}
    >
      <CardBody face={face} tabbable={tabbable} {...(thumb ? { thumb } : {})} />
      {holder ? <span className="card-holder"><Avatar person={holder} size={18} />{holder.name.split(' ')[0]} is moving it</span> : null}
      {pending ? <span className="unseen">Being saved</span> : null}
      {thumb ? null : <button type="button" className="card-dots" data-menu aria-haspopup="menu" aria-label={`Moves of ${face.number}`} tabIndex={-1}>
        <Icon name="dots" size={14} />
      </button>}
    </div>
  );
});
