import { z } from 'zod/mini';
import { closeAfterDaysField, daysField, flagField, oneOf, secondsField, timeZoneField } from '../kernel/fields.ts';
import { strict } from '../kernel/verb.ts';

export const policiesField = strict({
  orderConwipUntil: z.optional(oneOf(['shipped', 'ready_to_ship'])),
  productionBufferDays: z.optional(daysField),
  pullOrder: z.optional(oneOf(['advice', 'enforced'])),
  makerMayInspect: z.optional(flagField),
  undoSeconds: z.optional(secondsField),
  closeAfterDays: z.optional(closeAfterDaysField),
  timeZone: z.optional(timeZoneField),
});
