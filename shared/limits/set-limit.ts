import { z } from 'zod/mini';
import { tooMany } from '../cards/guards.ts';
import { reasonField } from '../kernel/fields.ts';
import { Ids } from '../kernel/given-ids.ts';
import { LIMITS } from '../board/sizes.ts';
import { limitOf } from './admission.ts';
import { newLimit, newLimitField, scopeProblems } from './limit-fields.ts';
import { SETTINGS } from '../people/rights.ts';
import { verb } from '../verb.ts';

/** WIP-19: raising and lowering are always accepted; nobody is evicted, the log keeps who, when and why. */
export const setLimit = verb({
  type: 'SetLimit',
  roles: SETTINGS,
  shape: { limit: newLimitField, reason: z.optional(reasonField) },
  decide(board, command, _context, draft) {
    const known = command.limit.id ? limitOf(board, command.limit.id) : undefined;
    const limit = newLimit({ ...command.limit, policy: { ...known?.policy, ...command.limit.policy } }, new Ids(board.limits));
    const problems = [...(known ? [] : tooMany('limits', board.limits.length, LIMITS)), ...scopeProblems(board, limit)];
    if (problems.length > 0) return problems;
    draft.event({ type: 'LimitSet', limit, reason: command.reason?.trim() ? draft.text(command.reason.trim()) : null });
    return [];
  },
});
