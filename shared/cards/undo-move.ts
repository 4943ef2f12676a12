import { laneOf } from '../board/board.ts';
import type { Board } from '../board/board.ts';
import { lastMoveBy } from '../board/last-moves.ts';
import type { LastMove } from '../board/last-moves.ts';
import type { Card } from './card.ts';
import { changed } from '../board/changed.ts';
import { hindrance, neighbourIn, notThere } from './guards.ts';
import { admit } from '../limits/override.ts';
import { putBackOf } from './put-back.ts';
import type { GoingBack } from './put-back.ts';
import { aheadOf } from './standing.ts';
import { restored } from './transitions.ts';
import type { Job } from '../jobs/job.ts';
import { carried } from '../jobs/planned.ts';
import { planOf } from '../orders/plan.ts';
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
    const last = lastMoveBy(board, context.actor.id);
    const why = objection(board, card, last, context);
    if (why || !last) return [{ code: 'nothing_to_undo' satisfies RefusalCode, card: card.id, why: why ?? 'none', seconds: board.policies.undoSeconds }];
    const planned = plannedAgain(board, card, last);
    const restoredCard = restored(card, last.was);
    const back = planned && restoredCard.kind === 'order' && last.was.kind === 'order' ? changed(restoredCard, { kitDone: last.was.kitDone, plan: planOf(planned) }) : restoredCard;
    const { violations, exceptions } = admit(board, card, { ...back, exceptions: [] }, context);
    const guards = [...hindrance(card, context.at), ...violations];
    if (guards.length > 0) return guards;
    const above = back.place && neighbourIn(board, last.before, back.place.lane, back.place.sub);
    const cards = [
      putBackOf({ now: card, back }, { above, ahead: aheadOf(board, back, last.behind) }, (words) => draft.text(words)),
      ...goneBackWith(board, card).map((going) => putBackOf(going, { above: null, ahead: null }, (words) => draft.text(words))),
    ];
    draft.event({ type: 'MoveUndone', card: card.id, undoes: last.seq, cards, ...(planned && { planned: planned.map((job) => carried(job, (words) => draft.text(words))) }), exceptions });
    return [];
  },
});

/** The jobs of an order that is released no more, as they go back into its file; null: it was no release. */
function plannedAgain(board: Board, card: Card, { was }: LastMove): readonly Job[] | null {
  if (card.kind !== 'order' || card.phase === 'confirmed' || was.kind !== 'order' || was.phase !== 'confirmed') return null;
  return card.jobs.flatMap((id): Job[] => {
    const now = board.cards.get(id);
    return now?.kind === 'job' ? [changed(now, { state: 'planned', version: now.version + 1 })] : [];
  });
}

/** What goes back with a job: the kit that it leaves (T-O7r). */
function goneBackWith(board: Board, card: Card): readonly GoingBack[] {
  const order = card.kind === 'job' && card.state === 'done' ? board.cards.get(card.order) : undefined;
  if (order?.kind !== 'order') return [];
  return [{ now: order, back: changed(order, { kitDone: order.kitDone - 1, phase: order.phase === 'kitted' ? 'procurement' : order.phase }) }];
}

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
    if (job?.kind !== 'job' || job.blockers.some(({ at }) => at > last.at)) return true;
    return job.state !== 'ready' && !(job.state === 'done' && job.source === 'stock' && job.routing.length === 0);
  });
}
