import type { Board } from '../board/board.ts';
import type { CardId } from '../kernel/ids.ts';
import type { Obstacle, Refusal, Violation } from '../refusals.ts';

/** As it stands in the log: people by their ids, and nothing that somebody wrote about a blocker. */
export const written = (refusal: Refusal): Refusal => quoting(refusal, () => '');

/** As it is told: with the words that stand on the board now. What was erased meanwhile is not among them. */
export const asTold = (refusal: Refusal, board: Board): Refusal =>
  quoting(refusal, (card) => board.cards.get(card)?.blockers.toSorted((a, b) => a.at - b.at)[0]?.text ?? '');

function quoting(refusal: Refusal, textOf: (card: CardId) => string): Refusal {
  const obstacle = (card: CardId, of: Obstacle): Obstacle => ({ ...of, text: textOf(card) });
  const quoted = (violation: Violation): Violation => {
    if (violation.code === 'blocked') return { ...violation, text: textOf(violation.card) };
    if (violation.code !== 'wip_limit') return violation;
    return {
      ...violation,
      occupants: violation.occupants.map((one) => (one.blocked ? { ...one, blocked: obstacle(one.card, one.blocked) } : one)),
      room: violation.room.map((way) => (way.do === 'unblock' ? { ...way, why: obstacle(way.card, way.why) } : way)),
    };
  };
  const [first, ...rest] = refusal.violations;
  return { ...refusal, violations: [quoted(first), ...rest.map(quoted)] };
}
