import { cardsAt, hasOpenOrders, laneOf } from './board.ts';
import { subsOf } from './lane.ts';
import { notThere } from '../cards/guards.ts';
import { laneIdField } from '../kernel/fields.ts';
import { byNumber } from '../kernel/ids.ts';
import { isOnlyOn } from '../limits/limit.ts';
import { SETTINGS } from '../people/rights.ts';
import type { Violation } from '../refusals.ts';
import { verb } from '../verb.ts';

/** How many cards a refusal names. */
const NAMED = 8;

/** A lane that holds cards, or lies on the way of one, refuses to go. */
export const removeLane = verb({
  type: 'RemoveLane',
  roles: SETTINGS,
  shape: { lane: laneIdField },
  decide(board, command, _context, draft) {
    const lane = laneOf(board, command.lane);
    if (!lane) return [notThere('lane', command.lane)];
    const held = subsOf(lane).reduce((count, sub) => count + cardsAt(board, lane.id, sub).length, 0);
    const problems: Violation[] = [];
    // An order that is on its way may come to need it; without one the board does without (lane-roles.ts).
    if (lane.role && hasOpenOrders(board)) problems.push({ code: 'lane_is_needed', lane: lane.id, name: lane.name, role: lane.role });
    if (held > 0) problems.push({ code: 'lane_holds_cards', lane: lane.id, name: lane.name, cards: held });
    const coming = [...board.cards.values()].filter((card) => card.finishedAt === null && card.place?.lane !== lane.id &&
      (card.routing.slice(Math.max(0, card.step)).some((step) => step.lane === lane.id) || (card.kind === 'order' && card.plan?.loads.some(({ steps }) => steps.some((step) => step.lane === lane.id))))).sort((a, b) => byNumber(a.id, b.id));
    if (coming.length > 0)
      problems.push({ code: 'lane_in_routing', lane: lane.id, name: lane.name, cards: coming.slice(0, NAMED).map((card) => card.id), more: Math.max(0, coming.length - NAMED) });
    if (problems.length > 0) return problems;
    draft.event({ type: 'LaneRemoved', lane: lane.id, limits: board.limits.filter((limit) => isOnlyOn(limit, lane.id)).map((limit) => limit.id) });
    return [];
  },
});
