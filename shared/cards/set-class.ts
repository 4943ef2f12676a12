import { z } from 'zod/mini';
import { serviceClass } from './card-fields.ts';
import { finishedAlready, notThere } from './guards.ts';
import { admit, overrideField } from '../limits/override.ts';
import { cardIdField, reasonField } from '../kernel/fields.ts';
import { notAllowed } from '../people/rights.ts';
import { verb } from '../verb.ts';

const EXPEDITE_REASON = 3;

/** WIP-18: to expedite is privileged, reasoned, and checked against its limit; back never evicts. */
export const setClass = verb({
  type: 'SetClass',
  roles: ['planner', 'manager'],
  shape: { card: cardIdField, class: serviceClass, reason: z.optional(reasonField), override: z.optional(overrideField) },
  decide(board, command, context, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    if (card.class === command.class) return [{ code: 'already', what: { is: 'of_class', card: card.id, class: command.class } }];
    const reason = command.reason?.trim() ?? '';
    const guards = finishedAlready(card);
    if (command.class === 'expedite') {
      guards.push(...notAllowed('Expedite', context));
      if (reason.length < EXPEDITE_REASON) guards.push({ code: 'reason_required', for: 'expedite', atLeast: EXPEDITE_REASON });
    }
    const { violations, exceptions, record } = admit(board, card, { ...card, class: command.class }, context, { override: command.override });
    guards.push(...violations);
    if (guards.length > 0) return guards;
    draft.event({ type: 'ClassSet', card: card.id, class: command.class, reason: reason ? draft.text(reason) : null, exceptions });
    record(draft);
    return [];
  },
});
