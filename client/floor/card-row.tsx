import { memo } from 'react';
import type { Person } from '../../shared/people/directory.ts';
import { isolated } from '../../shared/kernel/writing.ts';
import { Avatar } from '../ui/avatar.tsx';
import { firstNameOf } from '../words/said.ts';
import { useWords } from '../words/use-words.ts';
import { CardBody, type Thumb } from './card-body.tsx';
import type { Row } from './lane-model.ts';

type CardRowData = Extract<Row, { kind: 'card' }>;

interface Props {
  readonly row: CardRowData;
  readonly next: string;
  readonly dim: boolean;
  readonly tabbable: boolean;
  /** In this screen's own hand. */
  readonly dragged: boolean;
  /** Decided here and not confirmed by the server yet, or for the server to decide. */
  readonly pending: 'shown' | 'asked' | null;
  /** Who has it in hand on another screen. */
  readonly holder: Person | null;
  readonly thumb?: Thumb;
  readonly own?: boolean;
}

/** A card in its lane: what it shows is CardBody's; here is what happens to it. */
export const CardRow = memo(function CardRow({ row, next, dim, tabbable, dragged, pending, holder, thumb, own = false }: Props) {
  const { face, card } = row;
  const { face: said } = useWords().floor;
  const state = [
    'card', face.kind, face.expedite ? 'expedite' : '', face.blocked ? 'blocked' : '', dim ? 'dim' : '', pending ? 'pending' : '',
    dragged || holder ? 'away' : '',
  ];
  return (
    <div
      role="presentation"
      className={state.filter(Boolean).join(' ')}
      data-card={card.id}
      data-sub={row.sub}
      data-next={next}
    >
      <CardBody face={face} tabbable={tabbable} {...(thumb ? { thumb, own } : {})} />
      {holder ? <span className="card-holder"><Avatar person={holder} size={18} />{said.isMovingIt(isolated(firstNameOf(holder)))}</span> : null}
      {pending ? <span className={`card-pending ${pending}`}>{pending === 'asked' ? said.asking : said.notSaved}</span> : null}
      {thumb ? null : <button type="button" className="card-dots" data-menu aria-haspopup="menu" aria-label={said.moves(face.number)} tabIndex={-1} />}
    </div>
  );
});
