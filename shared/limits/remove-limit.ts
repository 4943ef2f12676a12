import { z } from 'zod/mini';
import { notThere } from '../cards/guards.ts';
import { limitIdField, reasonField } from '../kernel/fields.ts';
import { limitOf } from './admission.ts';
import { SETTINGS } from '../people/rights.ts';
import { verb } from '../verb.ts';

export const removeLimit = verb({
  type: 'RemoveLimit',
  roles: SETTINGS,
  shape: { limit: limitIdField, reason: z.optional(reasonField) },
  decide(board, command, _context, draft) {
    if (!limitOf(board, command.limit)) return [notThere('limit', command.limit)];
    draft.event({ type: 'LimitRemoved', limit: command.limit, reason: command.reason?.trim() ? draft.text(command.reason.trim()) : null });
    return [];
  },
});
