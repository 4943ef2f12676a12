import { z } from 'zod/mini';
import { routingField } from '../cards/card-fields.ts';
import { list, oneOf, quantityField, supplierIdField, titleField, unitField } from '../kernel/fields.ts';
import { strict } from '../kernel/verb.ts';

const bomLine = strict({
  title: titleField,
  quantity: quantityField,
  unit: z.optional(unitField),
  source: oneOf(['make', 'buy', 'stock']),
  supplier: z.optional(z.nullable(supplierIdField)),
  routing: routingField,
});
export const bomField = list(bomLine, 500);
