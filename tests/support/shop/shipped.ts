import type { Policies } from '../../../shared/board/policies.ts';
import { cardId, laneId } from '../../../shared/kernel/ids.ts';
import { blankShop } from '../../../shared/templates/blank.ts';
import type { Command } from '../../../shared/verbs.ts';

/** A shop in which one person makes and judges. */
export const soloShop = (policies: Partial<Policies> = {}): Command => ({ ...blankShop('Solo'), policies: { makerMayInspect: true, ...policies } });

/** An order of parts from stock, from its entry to the shipping lane and out of it. */
export function shippedOrder(number: string, parts = 1): readonly Command[] {
  const order = cardId(number);
  const pull = (lane: string): Command => ({ type: 'PullCard', card: order, lane: laneId(lane) });
  return [
    { type: 'CreateOrder', number, title: 'Stool', customer: 'Larsen', quantity: 1, bom: Array.from({ length: parts }, (_, n) => ({ title: `Leg ${n + 1}`, quantity: 1, source: 'stock' as const, routing: [] })) },
    { type: 'ConfirmOrder', order, promisedAt: Date.UTC(2099, 0, 1) },
    { type: 'ReleaseOrder', order, earlyReason: 'for the test' },
    pull('assemble'), { type: 'FinishWork', card: order }, pull('qc'), { type: 'PassInspection', card: order }, pull('ship'),
    { type: 'ShipOrder', order, carrier: 'Van', reference: 'T-1' },
  ];
}
