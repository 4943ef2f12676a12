import { z } from 'zod/mini';
import { orderOf } from '../board/board.ts';
import type { Step } from './card-common.ts';
import type { Card } from './card.ts';
import { estimatesField } from './card-fields.ts';
import { finishedAlready, notThere, standsIn } from './guards.ts';
import { admit } from '../limits/override.ts';
import { cardIdField, quantityField, timeField, titleField, unitField } from '../kernel/fields.ts';
import { isConfirmed } from '../orders/order.ts';
import { ENTERERS } from '../people/rights.ts';
import { verb } from '../verb.ts';

/** Fields of a card. A re-estimate is always accepted and accounted for (WIP-9); a quantity is a door to a limit. */
export const editCard = verb({
  type: 'EditCard',
  roles: ENTERERS,
  shape: {
    card: cardIdField, title: z.optional(titleField), quantity: z.optional(quantityField), unit: z.optional(unitField), promisedAt: z.optional(timeField),
    hours: z.optional(estimatesField),
  },
  decide(board, command, context, draft) {
    const card = board.cards.get(command.card);
    if (!card) return [notThere('card', command.card)];
    const guards = finishedAlready(card);
    if (command.promisedAt !== undefined && (card.kind !== 'order' || !isConfirmed(card)))
      guards.push({ code: 'illegal_transition', card: card.id, from: standsIn(board, card), to: { is: 'another_promise' }, expected: null });
    if (command.promisedAt !== undefined && command.promisedAt <= context.at) guards.push({ code: 'promise_in_past', order: card.id });
    if (command.quantity !== undefined && card.kind === 'order' && isConfirmed(card)) guards.push({ code: 'bom_frozen', order: card.id }); // MTO-4
    const order = orderOf(board, card);
    if (command.quantity !== undefined && card.kind === 'job' && !(order && !isConfirmed(order))) guards.push({ code: 'bom_frozen', order: card.order });
    for (const { step } of command.hours ?? []) if (!card.routing[step]) guards.push(notThere('step', String(step)));
    const routing = command.hours && reestimated(card, command.hours);
    const heavier = { ...card, quantity: command.quantity ?? card.quantity };
    const byQuantity = admit(board, card, heavier, context);
    const byHours = routing ? admit(board, heavier, { ...heavier, routing }, context, { always: 'estimate' }) : null;
    guards.push(...byQuantity.violations, ...(byHours?.violations ?? []));
    if (guards.length > 0) return guards;
    const { title, unit, quantity, promisedAt } = command;
    draft.event({
      type: 'CardEdited', card: card.id, ...(title === undefined ? {} : { title }), ...(quantity === undefined ? {} : { quantity }),
      ...(unit === undefined ? {} : { unit }), ...(promisedAt === undefined ? {} : { promisedAt }), ...(routing ? { routing } : {}),
      exceptions: [...byQuantity.exceptions, ...(byHours?.exceptions ?? [])],
    });
    return [];
  },
});

interface Estimate { readonly step: number; readonly hours: number | null }

const reestimated = ({ routing }: Card, estimates: readonly Estimate[]): readonly Step[] =>
  routing.map((was, step) => { const found = estimates.find((one) => one.step === step); return found ? { ...was, hours: found.hours } : was; });
