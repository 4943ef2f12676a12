import type { NewLane } from '../board/lane-fields.ts';
import { laneId } from '../kernel/ids.ts';
import type { CommandOf } from '../verbs.ts';
import type { Trade } from './trade.ts';
import { ENQUIRIES, KITS, POOL, READY, SHIP, SHIPPED, floorLimits, jobLimit, orderLimit } from './lanes.ts';

type CreateBoard = CommandOf<'CreateBoard'>;

/** The smallest board that works: one stage for parts, one gate, and the road of an order. */
export function blankShop(name: string): CreateBoard {
  const make: NewLane = { id: laneId('make'), name: 'Make', kind: 'work', holds: 'job', group: 'Production' };
  const assemble: NewLane = { id: laneId('assemble'), name: 'Assemble', kind: 'work', holds: 'order', group: 'Assembly and QC' };
  const qc: NewLane = { id: laneId('qc'), name: 'QC', kind: 'gate', holds: 'order', group: 'Assembly and QC' };
  return {
    type: 'CreateBoard', name, lanes: [ENQUIRIES, POOL, READY, make, KITS, assemble, qc, SHIP, SHIPPED],
    limits: [jobLimit(make, 3), orderLimit(KITS, 5), orderLimit(assemble, 2), orderLimit(qc, 2), orderLimit(SHIP, 3), ...floorLimits(8, null)],
  };
}

export const blank: Trade = { id: 'empty', name: 'Only what every order passes', about: 'only the lanes every order passes', board: blankShop, families: [], demo: null };
