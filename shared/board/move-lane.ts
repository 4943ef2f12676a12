import { z } from 'zod/mini';
import { laneOf } from './board.ts';
import { notThere } from '../cards/guards.ts';
import { laneIdField } from '../kernel/fields.ts';
import type { LaneId } from '../kernel/ids.ts';
import { SETTINGS } from '../people/rights.ts';
import { verb } from '../verb.ts';

export const moveLane = verb({
  type: 'MoveLane',
  roles: SETTINGS,
  shape: { lane: laneIdField, before: z.nullable(laneIdField) },
  decide(board, command, _context, draft) {
    const unknowns = [command.lane, command.before].filter((id): id is LaneId => id !== null && !laneOf(board, id));
    if (unknowns.length > 0) return unknowns.map((id) => notThere('lane', id));
    if (command.before === command.lane) return [{ code: 'already', what: { is: 'lane_there', lane: laneOf(board, command.lane)?.name ?? command.lane } }];
    draft.event({ type: 'LaneMoved', lane: command.lane, before: command.before });
    return [];
  },
});
