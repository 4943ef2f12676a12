import { memo } from 'react';
import { type Act, actsOf } from '../../shared/acts.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Context } from '../../shared/people/directory.ts';
import { actName, sentence } from '../words/said.ts';
import { useWords } from '../words/use-words.ts';
import type { BoardActions } from '../app/contracts.ts';
import { Icon } from '../ui/icon.tsx';

interface Props { readonly actions: BoardActions; readonly board: Board; readonly card: Card; readonly context: Context; readonly readOnly: boolean }

/** What has a place of its own further down the panel. */
const BELOW: ReadonlySet<string> = new Set(['block', 'block-more', 'unblock', 'comment']);
const comesNext = ({ does, refusal }: Act): boolean => refusal === null && does.do === 'move' && does.move.verb !== 'return' && does.move.verb !== 'undo';

/** The one move that comes next is big, the place among its neighbours small; what is refused says why, in its place. */
export const CardMoves = memo(function CardMoves({ actions, board, card, context, readOnly }: Props) {
  const { card: { moves: words } } = useWords();
  const acts = actsOf(board, card, context).filter(({ key }) => !BELOW.has(key));
  const main = acts.find(comesNext);
  const rest = acts.filter((act) => act !== main);
  const places = rest.filter(({ kind }) => kind === 'place');
  const buttons = (kinds: readonly Act['kind'][]) => rest.filter(({ kind, refusal }) => refusal === null && kinds.includes(kind)).map((act) => (
    <button key={act.key} type="button" className="button" disabled={readOnly} onClick={() => actions.runAct(card.id, act)}>{act.kind === 'move' ? null : <Icon name={act.icon} />}{actName(act)}</button>
  ));
  return (
    <section className="cp-moves" aria-label={words.title}>
      {main ? <button type="button" className="button main cp-main" disabled={readOnly} onClick={() => actions.runAct(card.id, main)}>{actName(main)}</button> : null}
      {buttons(['move', 'above'])}
      {buttons(['card'])}
      {places.length > 0 ? (
        <fieldset className="cp-place" aria-label={words.place}>
          {places.map((act) => (
            <button key={act.key} type="button" className="icon-button" aria-label={actName(act)} title={actName(act)} disabled={readOnly} onClick={() => actions.runAct(card.id, act)}><Icon name={act.icon} /></button>
          ))}
        </fieldset>
      ) : null}
      {rest.some(({ refusal }) => refusal !== null) ? (
        <ul className="cp-refused" aria-label={words.refused}>
          {rest.map((act) => act.refusal ? <li key={act.key}><b>{actName(act)}</b> {sentence(act.refusal, context.directory)}</li> : null)}
        </ul>
      ) : null}
    </section>
  );
});
