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
    const back = isRelease(card, last) && card.kind === 'order' && last.was.kind === 'order' ? changed(restored(card, last.was), { kitDone: last.was.kitDone }) : restored(card, last.was);
    const { violations, exceptions } = admit(board, card, { ...back, exceptions: [] }, context);
    const guards = [...hindrance(card, context.at), ...violations];
    if (guards.length > 0) return guards;
    const above = back.place && neighbourIn(board, last.before, back.place.lane, back.place.sub);
    const cards = [
      putBackOf({ now: card, back }, { above, ahead: aheadOf(board, back, last.behind) }, (words) => draft.text(words)),
      ...goneBackWith(board, card, back).map((going) => putBackOf(going, { above: null, ahead: null }, (words) => draft.text(words))),
    ];
    draft.event({ type: 'MoveUndone', card: card.id, undoes: last.seq, cards, exceptions });
    return [];
  },
});

const isRelease = (card: Card, { was }: LastMove): boolean => card.kind === 'order' && card.phase !== 'confirmed' && was.kind === 'order' && was.phase === 'confirmed';

/** What goes back with a card: the kit that a job leaves (T-O7r), and the jobs of an order that is released no more. */
function goneBackWith(board: Board, card: Card, back: Card): readonly GoingBack[] {
  if (card.kind === 'job') {
    const order = card.state === 'done' ? board.cards.get(card.order) : undefined;
    if (order?.kind !== 'order') return [];
    return [{ now: order, back: changed(order, { kitDone: order.kitDone - 1, phase: order.phase === 'kitted' ? 'procurement' : order.phase, kittedAt: null }) }];
  }
  if (back.kind !== 'order' || back.phase !== 'confirmed' || card.phase === 'confirmed') return [];
  return card.jobs.flatMap((id) => {
    const now = board.cards.get(id);
    return now?.kind === 'job' ? [{ now, back: changed(now, { state: 'planned', place: null, queued: null, accepted: 0, finishedAt: null, laneAt: now.createdAt, subAt: now.createdAt, version: now.version + 1 }) }] : [];
  });
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
    if (job?.kind !== 'job' || job.blockersEver > 0) return true;
    return job.state !== 'ready' && !(job.state === 'done' && job.source === 'stock' && job.routing.length === 0);
  });
}
