import { boardId, laneId, limitId } from '../kernel/ids.ts';
import { DAY } from './demo.ts';
import type { Demo } from './demo.ts';
import { FIRST_ORDER, HISTORY, pastOrders } from './furniture-past.ts';
import { EVA, JON, MARI, shopDirectory } from './furniture-people.ts';
import { presentOrders } from './furniture-present.ts';

/** Nordby Furniture: a furniture maker's last three weeks, with the order limits of a shop of this size. */
export const furnitureDemo: Demo = {
  board: boardId('nordby'), name: 'Nordby Furniture', firstNumber: FIRST_ORDER, since: HISTORY, seed: 1041, capacities: { kits: 8, orders: 12, production: 10 },
  directory: shopDirectory(), staff: { manager: EVA, planner: MARI, inspector: JON, shipper: JON },
  past: pastOrders, present: presentOrders(),
  raised: { limit: limitId('cut'), by: 2, from: 12.6 * DAY, until: 7.2 * DAY, why: 'Second saw on loan this week', whyBack: 'The second saw went back' },
  override: { lane: laneId('assemble'), from: 10 * DAY, until: 5 * DAY, reason: 'The bench is free overnight and the van leaves at eight' },
};
