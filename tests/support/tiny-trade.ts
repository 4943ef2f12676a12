import type { NewLane } from '../../shared/board/lane-fields.ts';
import { boardId, laneId, limitId, personId } from '../../shared/kernel/ids.ts';
import { DAY } from '../../shared/templates/demo.ts';
import type { Demo, OrderPlan } from '../../shared/templates/demo.ts';
import { ENQUIRIES, KITS, POOL, READY, SHIP, SHIPPED, jobLimit } from '../../shared/templates/lanes.ts';
import type { Trade } from '../../shared/templates/trade.ts';

const cast: NewLane = { id: laneId('cast'), name: 'Cast', kind: 'work', holds: 'job' };
const set: NewLane = { id: laneId('set'), name: 'Set', kind: 'work', holds: 'order' };
const assay: NewLane = { id: laneId('assay'), name: 'Assay', kind: 'gate', holds: 'order' };

const gold = personId('gerda-gold');
const inga = personId('inga-ring');

const ring = (enquired: number, done: boolean): OrderPlan => ({
  title: 'Ring', customer: 'Holm', quantity: 1, enquired, confirmed: enquired - 30, released: done ? enquired - 60 : null, promised: { days: 9 },
  parts: [{ title: 'Band', quantity: 1, source: 'make', road: [{ lane: 'cast', hours: 1 }], visits: done ? [{ lane: 'cast', hours: 1, from: enquired - 90, until: enquired - 150, by: gold }] : [] }],
  visits: done ? [
    { lane: 'set', hours: 1, from: enquired - 180, until: enquired - 240, by: gold }, { lane: 'assay', hours: 1, from: enquired - 270, until: enquired - 300, by: inga },
    { lane: 'ship', hours: 0, from: enquired - 320, until: null, by: gold },
  ] : [],
  shipped: done ? { ago: enquired - 400, carrier: 'By hand', reference: 'R-1' } : null,
});

const demo: Demo = {
  board: boardId('gerdas-rings'), name: "Gerda's rings", firstNumber: 1, since: 2 * DAY, seed: 1, capacities: { cast: 1 },
  directory: {
    people: {
      [gold]: { id: gold, name: 'Gerda Gold', initials: 'GG', colour: 0, roles: ['manager', 'planner', 'sales', 'operator', 'shipping'] },
      [inga]: { id: inga, name: 'Inga Ring', initials: 'IR', colour: 1, roles: ['inspector'] },
    },
    suppliers: {},
  },
  staff: { manager: gold, planner: gold, inspector: inga, shipper: gold },
  past: () => [[1, ring(DAY, true)]],
  present: [[2, ring(60, false)]],
  raised: { limit: limitId('cast'), by: 1, from: 1.5 * DAY, until: DAY / 2, why: 'A second crucible', whyBack: 'It cracked' },
};

/** A whole trade beside the ones of the product: a goldsmith, in one file. */
export const tinyTrade: Trade = {
  id: 'rings', name: 'Rings: cast, set, assay', about: 'a goldsmith',
  board: (name) => ({ type: 'CreateBoard', name, lanes: [ENQUIRIES, POOL, READY, cast, KITS, set, assay, SHIP, SHIPPED], limits: [jobLimit(cast, 2)] }),
  families: [{ id: 'ring', name: 'Ring', title: 'Ring, gold', lines: [{ title: 'Band', quantity: 1, source: 'make', road: { cast: 2 } }, { title: 'Stone', quantity: 1, source: 'stock' }] }],
  demo: async () => demo,
};
