import type { OrderWords } from '../en/order.ts';
import type { Format } from '../format.ts';

export const order = (_f: Format): OrderWords => ({});
