import { memo } from 'react';
import type { Board, Card } from '../../shared/domain/board.ts';
import type { Context } from '../../shared/domain/commands.ts';
import { moveName } from '../../shared/domain/labels.ts';
import { movesOf, refusalOf } from '../../shared/domain/moves.ts';
import { mayIssue } from '../../shared/domain/policy.ts';
import { sentence } from '../../shared/domain/sentences.ts';
import type { BoardDoors } from '../app/contracts.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

interface Props { readonly doors: BoardDoors; readonly board: Board; readonly card: Card; readonly context: Context; readonly readOnly: boolean }

/** The one move that comes next is big; what is refused says why, in its place. */
export const CardMoves = memo(function CardMoves({ doors, board, card, context, readOnly }: Props) {
  const moves = movesOf(board, card, context);
  const main = moves.find(({ refusal, verb }) => refusal === null && verb !== 'return' && verb !== 'undo');
  const rest = moves.filter((move) => move !== main);
  const concession = mayIssue('GrantConcession', context.actor)
    && !refusalOf(board, { does: 'command', command: { type: 'GrantConcession', card: card.id, reason: 'asked in the form' } }, context);
  const parts = card.kind === 'order' && card.confirmedAt === null && mayIssue('ReviseBom', context.actor);
  const ask = (label: string, icon: IconName, request: Parameters<BoardDoors['openDialog']>[0]) => (
    <button type="button" className="button" disabled={readOnly} onClick={() => doors.openDialog(request)}><Icon name={icon} />{label}</button>
  );
  return (
    <section className="cp-moves" aria-label="Moves">
      {main ? <button type="button" className="button main cp-main" disabled={readOnly} onClick={() => doors.runMove(card.id, main)}>{moveName(main)}</button> : null}
      {rest.filter(({ refusal }) => refusal === null).map((move) => (
        <button key={`${move.verb}-${move.lane?.id ?? ''}`} type="button" className="button" disabled={readOnly} onClick={() => doors.runMove(card.id, move)}>{moveName(move)}</button>
      ))}
      {parts ? ask('Parts…', 'rows', { kind: 'parts', card: card.id }) : null}
      {ask('Assign…', 'person', { kind: 'assign', card: card.id })}
      {ask('Class…', 'flag', { kind: 'class', card: card.id })}
      {concession ? ask('Concession…', 'check', { kind: 'concession', card: card.id }) : null}
      {rest.some(({ refusal }) => refusal !== null) ? (
        <ul className="cp-refused" aria-label="Not now">
          {rest.map((move) => move.refusal ? <li key={`${move.verb}-${move.lane?.id ?? ''}`}><b>{moveName(move)}</b> {sentence(move.refusal, context.directory)}</li> : null)}
        </ul>
      ) : null}
    </section>
  );
});
