import { z } from 'zod/mini';
import { emptyBoard } from './board.ts';
import type { Board } from './board.ts';
import type { Lane } from './lane.ts';
import { laneProblems, newLane, newLaneField, rolesTwice, sameNames } from './lane-fields.ts';
import { DEFAULT_POLICIES } from './policies.ts';
import { policiesField } from './policy-fields.ts';
import { firstNumberField, itemIdField, list, nameField } from '../kernel/fields.ts';
import { boardId } from '../kernel/ids.ts';
import { Ids } from '../kernel/given-ids.ts';
import { LANES, LIMITS } from './sizes.ts';
import type { Limit } from '../limits/limit.ts';
import { newLimit, newLimitField, scopeProblems } from '../limits/limit-fields.ts';
import { SETTINGS } from '../people/rights.ts';
import { verb } from '../verb.ts';

export const createBoard = verb({
  type: 'CreateBoard',
  roles: SETTINGS,
  shape: { name: nameField, trade: z.optional(itemIdField), lanes: list(newLaneField, LANES), limits: list(newLimitField, LIMITS), policies: z.optional(policiesField), firstNumber: z.optional(firstNumberField) },
  decide(_board, command, _context, draft) {
    const lanes: Lane[] = [];
    const laneIds = new Ids();
    for (const lane of command.lanes) lanes.push(laneIds.with(newLane(lane, laneIds)));
    const limits: Limit[] = [];
    const limitIds = new Ids();
    for (const limit of command.limits) limits.push(limitIds.with(newLimit(limit, limitIds)));
    const policies = { ...DEFAULT_POLICIES, ...command.policies };
    const board: Board = { ...emptyBoard(boardId('new')), lanes, limits };
    const problems = [...lanes.flatMap(laneProblems), ...(lanes.length === 0 ? [{ code: 'board_incomplete' as const, why: { is: 'no_lanes' as const } }] : []), ...rolesTwice(lanes), ...sameNames(lanes), ...limits.flatMap((limit) => scopeProblems(board, limit))];
    if (problems.length > 0) return problems;
    draft.event({ type: 'BoardCreated', name: command.name.trim(), ...(command.trade !== undefined && { trade: command.trade }), lanes, limits, policies, firstNumber: command.firstNumber ?? 1001 });
    return [];
  },
});
