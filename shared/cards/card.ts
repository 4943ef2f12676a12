import type { Job } from '../jobs/job.ts';
import type { Order } from '../orders/order.ts';

export type Card = Order | Job;
