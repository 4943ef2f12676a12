import type { Command } from '../../../shared/verbs.ts';
import type { NewLimit } from '../../../shared/limits/limit-fields.ts';
import { cardId, laneId, limitId } from '../../../shared/kernel/ids.ts';
import { furnitureShop } from '../../../shared/templates/furniture.ts';

export const CUT = laneId('cut');
export const READY = laneId('ready');

const capacities = (limits: readonly NewLimit[], changed: Readonly<Record<string, number | null>>): NewLimit[] =>
  limits.map((limit) => (limit.id !== undefined && limit.id in changed ? { ...limit, capacity: changed[limit.id] ?? null } : limit));

/**
 * The furniture shop with one order of `jobs` jobs, all released and waiting for the lane Cut, which
 * has room for `slots` of them; no other limit is in the way.
 */
export function contendedShop(jobs: number, slots: number): Command[] {
  const shop = furnitureShop('Contended');
  const order = cardId('1041');
  return [
    { ...shop, firstNumber: 1041, limits: capacities(shop.limits, { cut: slots, jobs: null, orders: null, production: null, procurement: null }) },
    {
      type: 'CreateOrder', title: 'Contended', customer: 'Nobody', quantity: 1, bom: Array.from({ length: jobs }, (_, i) => ({
        title: `Part ${i + 1}`, quantity: 1, source: 'make' as const, routing: [{ lane: CUT, hours: 1 }, { lane: laneId('finish'), hours: 1 }],
      })),
    },
    { type: 'ConfirmOrder', order, promisedAt: Date.UTC(2099, 0, 1) },
    { type: 'ReleaseOrder', order, earlyReason: 'for the test' },
  ];
}

export const pull = (job: number): Command => ({ type: 'PullCard', card: cardId(`1041.${job}`), lane: CUT });
export const undo = (job: number): Command => ({ type: 'UndoMove', card: cardId(`1041.${job}`) });
export const CUT_LIMIT = limitId('cut');
