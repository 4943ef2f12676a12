import { z } from 'zod/mini';
import { STEPS } from '../board/sizes.ts';
import { cardIdField, hoursField, indexField, laneIdField, list, oneOf, versionField } from '../kernel/fields.ts';
import { strict } from '../kernel/verb.ts';

export const serviceClass = oneOf(['expedite', 'fixed', 'standard', 'intangible']);
export const category = oneOf(['material', 'machine', 'tooling', 'labour', 'quality', 'spec', 'customer', 'supplier', 'transport', 'other']);

/** A neighbour, never an index: the card it should stand above; null: at the end. */
export const before = z.nullable(cardIdField);

/** The version the person saw (WIP-26). */
export const version = z.optional(versionField);

export const stepField = strict({ lane: laneIdField, hours: z.nullable(hoursField) });
export const routingField = list(stepField, STEPS);

/** A step of a card's routing, by its index: a lane may stand in it more than once. */
export const stepIndexField = indexField(STEPS);
export const estimatesField = list(strict({ step: stepIndexField, hours: z.nullable(hoursField) }), STEPS);
