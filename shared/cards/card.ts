import type { Job } from '../jobs/job.ts';
import type { Order } from '../orders/order.ts';

export type Card = Order | Job;

/** What a card shows, and no rule of flow reads. */
export type Face = Pick<Order, 'title' | 'unit' | 'customer' | 'comments' | 'reworks' | 'startedAt'>;

/** What a rule of flow reads of a card: limits and guards are given no more, so that none can come to hang on its face. */
export type Standing = Omit<Order, keyof Face> | Omit<Job, keyof Face>;
