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
  readonly requestedAt: Time | null;
  /** First and current promise (MTO, M-17): two dates. */
  readonly firstPromisedAt: Time | null;
  readonly promisedAt: Time | null;
  /** The customer's clock starts. */
  readonly confirmedAt: Time | null;
  readonly kittedAt: Time | null;
  readonly bomRevision: number;
  readonly jobs: readonly CardId[];
  /** Of its planned jobs; null once they are on the floor. */
  readonly plan: Plan | null;
  readonly kitDone: number;
  /** The verdict of the final inspection (MTO-7). */
  readonly inspection: 'none' | 'passed' | 'concession';
  /** Who finished the last work step: T-O10 keeps the inspector apart. */
  readonly finishedBy: Actor | null;
  readonly shipment: { readonly carrier: string; readonly reference: string } | null;
}
