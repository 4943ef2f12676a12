import type { NewLane } from '../../../shared/board/lane-fields.ts';
import { boardId, laneId, limitId, personId } from '../../../shared/kernel/ids.ts';
import { DAY } from '../../../shared/templates/demo.ts';
import type { Demo, OrderPlan } from '../../../shared/templates/demo.ts';
import { jobLimit, orderLanes, saying } from '../../../shared/templates/lanes.ts';
import type { Trade } from '../../../shared/templates/trade.ts';

const cast: NewLane = { id: laneId('cast'), name: 'Cast', kind: 'work', holds: 'job' };
const polish: NewLane = { id: laneId('polish'), name: 'Polish', kind: 'work', holds: 'job' };
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
  id: 'rings', name: { en: 'Rings: cast, set, assay', de: 'Ringe: gießen, fassen, punzieren' }, about: { en: 'a goldsmith', de: 'eine Goldschmiede' },
  board(name, language) {
    const { enquiries, pool, ready, kits, ship, shipped } = orderLanes(saying(language));
    return { type: 'CreateBoard', name, trade: 'rings', lanes: [enquiries, pool, ready, cast, polish, kits, set, assay, ship, shipped], limits: [jobLimit(cast, 2)] };
  },
  families: [{
    id: 'ring', name: { en: 'Ring', de: 'Ring' }, title: { en: 'Ring, gold', de: 'Ring, Gold' },
    lines: [
      { title: { en: 'Band', de: 'Ringschiene' }, quantity: 1, source: 'make', road: [['cast', 2], ['polish', 1], ['cast', 0.5]] },
      { title: { en: 'Stone', de: 'Stein' }, quantity: 1, source: 'stock' },
    ],
  }],
  demo: async () => demo,
};
