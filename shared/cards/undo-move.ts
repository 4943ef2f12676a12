import { laneOf } from '../board/board.ts';
import type { Board, LastMove } from '../board/board.ts';
import type { Card } from './card.ts';
import { hindrance, notThere } from './guards.ts';
import { admit } from '../limits/override.ts';
import { restored } from './transitions.ts';
import { cardIdField } from '../kernel/fields.ts';
import type { Context } from '../people/directory.ts';
import { FLOOR } from '../people/rights.ts';
import type { RefusalCode, Violation } from '../refusals.ts';
import { verb } from '../verb.ts';

type Why = Extract<Violation, { code: 'nothing_to_undo' }>['why'];

/** T-J20: one's own last move, soon, while nothing depends on it; going back must itself satisfy the limits. */
export const undoMove = verb({
  type: 'UndoMove',
  roles: FLOOR,
  shape: { card: cardIdField },
  decide(board, command, context, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    const last = board.lastMoves[context.actor.id];
    const why = objection(board, card, last, context);
    if (why || !last) return [{ code: 'nothing_to_undo' satisfies RefusalCode, card: card.id, why: why ?? 'none', seconds: board.policies.undoSeconds }];
    const back = restored(card, last.was);
    const { violations, exceptions } = admit(board, card, { ...back, exceptions: [] }, context);
    const guards = [...hindrance(card, context.at), ...violations];
    if (guards.length > 0) return guards;
    draft.event({ type: 'MoveUndone', card: card.id, undoes: last.seq, exceptions });
    return [];
  },
});

function objection(board: Board, card: Card, last: LastMove | undefined, { at }: Context): Why | null {
  if (!last) return 'none';
  if (last.card !== card.id) return 'not_yours';
  if (at - last.at > board.policies.undoSeconds * 1_000) return 'too_late';
  if (last.was.place && !laneOf(board, last.was.place.lane)) return 'built_upon'; // the lane is gone
  return card.version !== last.version || isBuiltUpon(board, card, last) ? 'built_upon' : null;
}

/** What was done in another place because of the move: an order pulled with its kit, a job started. */
function isBuiltUpon(board: Board, card: Card, last: LastMove): boolean {
  if (card.kind === 'job') {
    if (card.state !== 'done') return false;
    const order = board.cards.get(card.order);
    return order?.kind !== 'order' || (order.phase !== 'kitted' && order.phase !== 'procurement');
  }
  if (card.phase === 'shipped' || (last.was.kind === 'order' && last.was.phase === 'enquiry')) return true;
  const wasRelease = last.was.kind === 'order' && last.was.phase === 'confirmed';
  return wasRelease && card.jobs.some((id) => {
    const job = board.cards.get(id);
    if (job?.kind !== 'job' || job.blockersEver > 0) return true;
    return job.state !== 'ready' && !(job.state === 'done' && job.source === 'stock' && job.routing.length === 0);
  });
}
