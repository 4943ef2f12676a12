import { z } from 'zod/mini';
import { lanesFor } from '../board/lane-roles.ts';
import { routingField, serviceClass } from '../cards/card-fields.ts';
import { admit } from '../limits/override.ts';
import { customerField, orderNumberField, quantityField, timeField, titleField, unitField } from '../kernel/fields.ts';
import { cardId } from '../kernel/ids.ts';
import { bomProblems, defaultRouting, jobsOf, routingProblems, withShipping } from './bom.ts';
import { bomField } from './bom-fields.ts';
import { newOrder } from './events.ts';
import { ENTERERS, notAllowed } from '../people/rights.ts';
import type { EventOf } from '../events.ts';
import { verb } from '../verb.ts';

/** T-O1. The order's jobs stand planned beside it; nothing of them moves before confirmation (MTO-1). */
export const createOrder = verb({
  type: 'CreateOrder',
  roles: ENTERERS,
  shape: {
    number: z.optional(orderNumberField), title: titleField, customer: customerField, quantity: quantityField, unit: z.optional(unitField),
    class: z.optional(serviceClass), requestedAt: z.optional(z.nullable(timeField)), bom: bomField, routing: z.optional(routingField),
  },
  // The floor does not know which numbers the archive has.
  files: ({ number }) => (number === undefined ? [] : [cardId(number)]),
  decide(board, command, context, draft) {
    const { lanes: [lane], missing } = lanesFor(board, 'CreateOrder');
    if (!lane) return [...missing];
    const number = command.number ?? String(board.nextNumber);
    if (board.cards.has(number)) return [{ code: 'number_taken', number }];
    const order = cardId(number);
    const orderClass = command.class ?? 'standard';
    const routing = withShipping(board, command.routing ?? defaultRouting(board));
    const entered: Omit<EventOf<'OrderCreated'>, 'customer'> = {
      type: 'OrderCreated', order, title: command.title, quantity: command.quantity, unit: command.unit ?? '×',
      class: orderClass, requestedAt: command.requestedAt ?? null, routing, lane: lane.id, jobs: jobsOf(order, command.bom),
    };
    const probe = newOrder({ ...entered, customer: '' }, { seq: board.seq + 1, at: context.at, actor: context.actor.id, texts: {} });
    const { violations, exceptions } = admit(board, null, probe, context);
    const problems = [
      ...routingProblems(board, command.title, 'order', routing), ...bomProblems(board, command.bom, context), ...(orderClass === 'expedite' ? notAllowed('Expedite', context) : []),
      ...violations,
    ];
    if (problems.length > 0) return problems;
    draft.event({ ...entered, customer: draft.text(command.customer), ...(exceptions.length > 0 ? { exceptions } : {}) });
    return [];
  },
});
