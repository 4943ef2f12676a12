import { z } from 'zod/mini';
import { laneProblems, nameTaken, newLane, newLaneField, roleTaken } from './lane-fields.ts';
import { tooMany } from '../cards/guards.ts';
import { capacityField, laneIdField } from '../kernel/fields.ts';
import { Ids } from '../kernel/given-ids.ts';
import { LANES, LIMITS } from './sizes.ts';
import { newLimit, scopeProblems } from '../limits/limit-fields.ts';
import { SETTINGS } from '../people/rights.ts';
import { verb } from '../verb.ts';

export const addLane = verb({
  type: 'AddLane',
  roles: SETTINGS,
  shape: { lane: newLaneField, before: z.optional(z.nullable(laneIdField)), capacity: z.optional(z.nullable(capacityField)) },
  decide(board, command, _context, draft) {
    const lane = newLane(command.lane, new Ids(board.lanes));
    const limit = command.capacity === undefined || command.capacity === null ? null
      : newLimit({ name: lane.name, kind: lane.holds, scope: { lanes: [lane.id] }, unit: 'count', capacity: command.capacity }, new Ids(board.limits));
    const problems = [...tooMany('lanes', board.lanes.length, LANES), ...laneProblems(lane), ...nameTaken(board, lane.name, null), ...roleTaken(board, lane)];
    if (limit) problems.push(...tooMany('limits', board.limits.length, LIMITS), ...scopeProblems({ ...board, lanes: [...board.lanes, lane] }, limit));
    if (problems.length > 0) return problems;
    draft.event({ type: 'LaneAdded', lane, before: command.before ?? null });
    if (limit) draft.event({ type: 'LimitSet', limit, reason: null });
    return [];
  },
});
