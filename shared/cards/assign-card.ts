import { z } from 'zod/mini';
import { finishedAlready, notThere } from './guards.ts';
import { admit, overrideField } from '../limits/override.ts';
import { cardIdField, list, personIdField } from '../kernel/fields.ts';
import { PULLERS } from '../people/rights.ts';
import { verb } from '../verb.ts';

/** WIP-8: a person's limit is a limit like any other, and assigning is a door to it. */
export const assignCard = verb({
  type: 'AssignCard',
  roles: PULLERS,
  shape: { card: cardIdField, assignees: list(personIdField, 20), override: z.optional(overrideField) },
  decide(board, command, context, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    const assignees = [...new Set(command.assignees)];
    const strangers = assignees.filter((person) => !context.directory.people[person]);
    if (strangers.length > 0) return strangers.map((person) => notThere('person', person));
    const { violations, exceptions, record } = admit(board, card, { ...card, assignees }, context, { override: command.override });
    const guards = [...finishedAlready(card), ...violations];
    if (guards.length > 0) return guards;
    draft.event({ type: 'CardAssigned', card: card.id, assignees, exceptions });
    record(draft);
    return [];
  },
});
