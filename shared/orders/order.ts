import type { CardCommon } from '../cards/card-common.ts';
import type { Actor } from '../kernel/actor.ts';
import type { CardId } from '../kernel/ids.ts';
import type { Time } from '../kernel/time.ts';
import type { Plan } from './planned-load.ts';

/** Those that some verb leads to; one that is to come comes with its verb. */
export type Phase = 'enquiry' | 'confirmed' | 'procurement' | 'kitted' | 'assembly' | 'qc' | 'ready_to_ship' | 'shipped';

export interface Order extends CardCommon {
  readonly kind: 'order';
  readonly phase: Phase;
  readonly customer: string;
  /** The promise as it is now; before there is one, the day the customer wants. Every date it was given stands in its file. */
  readonly due: Time | null;
  readonly jobs: readonly CardId[];
  /** Of its planned jobs; null once they are on the floor. */
  readonly plan: Plan | null;
  readonly kitDone: number;
  /** The verdict of the final inspection (MTO-7). */
  readonly inspection: 'none' | 'passed' | 'concession';
  /** Who finished the last work step: T-O10 keeps the inspector apart. */
  readonly finishedBy: Actor | null;
}

/** The customer has a promise, and its parts list is frozen. */
export const isConfirmed = ({ phase }: Pick<Order, 'phase'>): boolean => phase !== 'enquiry';

/** On the floor, whose clock runs. */
export const isReleased = (order: Pick<Order, 'phase'>): boolean => isConfirmed(order) && order.phase !== 'confirmed';

/** All its parts were in the kit, and it stands there or went on. */
export const isKitted = (order: Pick<Order, 'phase'>): boolean => isReleased(order) && order.phase !== 'procurement';

/** What the customer was promised; a wish is not one. */
export const promiseOf = (order: Pick<Order, 'phase' | 'due'>): Time | null => (isConfirmed(order) ? order.due : null);
