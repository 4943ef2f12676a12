import type { CardKind } from '../../../shared/board/lane.ts';
import type { Step } from '../../../shared/cards/card-common.ts';
import type { BomLine } from '../../../shared/orders/bom.ts';
import type { Command, CommandOf } from '../../../shared/verbs.ts';
import type { NewLane } from '../../../shared/board/lane-fields.ts';
import type { NewLimit } from '../../../shared/limits/limit-fields.ts';
import type { Person } from '../../../shared/people/directory.ts';
import { cardId, laneId, limitId, supplierId } from '../../../shared/kernel/ids.ts';
import type { LaneId } from '../../../shared/kernel/ids.ts';
import { blankShop } from '../../../shared/templates/blank.ts';
import { START } from './shop.ts';
import type { Random } from '../chance.ts';

const DAY = 86_400_000;
const SUPPLIER = supplierId('hansen');

/** Stages of parts in a shop for properties: every kind of lane that is not tied to an order's life. */
const PARTS: readonly NewLane[] = [
  { id: laneId('buy'), name: 'Buy', kind: 'external', holds: 'job', group: 'Parts' },
  { id: laneId('cut'), name: 'Cut', kind: 'work', holds: 'job', group: 'Parts', defaultHours: 2 },
  { id: laneId('dry'), name: 'Dry', kind: 'queue', holds: 'job', group: 'Rest' },
  { id: laneId('weld'), name: 'Weld', kind: 'work', holds: 'job', group: 'Parts', defaultHours: 3 },
  { id: laneId('check'), name: 'Check', kind: 'gate', holds: 'job', group: 'Rest', defaultHours: 1 },
];
const JOB_LANES = PARTS.map((lane) => lane.id as LaneId);
const ORDER_LANES = ['kits', 'assemble', 'qc', 'ship'].map(laneId);

/** A random shop and the first orders in it, some confirmed, some released: the commands that open it. */
export function anyShop(random: Random, people: readonly Person[]): Command[] {
  const blank = blankShop('Any shop');
  const lanes = [...blank.lanes.filter((lane) => lane.name !== 'Make'), ...PARTS].map((lane): NewLane => ({
    ...lane,
    ...(lane.defaultHours !== undefined && random.chance(0.15) ? { defaultHours: null } : {}),
    ...(lane.kind === 'gate' && random.chance(0.2) ? { checklist: [{ id: 'seen', text: 'Seen', mandatory: random.chance(0.7) }] } : {}),
  }));
  const own = [...JOB_LANES, ...ORDER_LANES].filter(() => random.chance(0.75)).map((lane): NewLimit => ownLimit(lane, random));
  const others = Array.from({ length: random.int(0, 5) }, (_, index) => anyLimit(random, people, `extra-${index}`));
  const create: CommandOf<'CreateBoard'> = {
    ...blank, lanes, limits: [...own, ...others],
    policies: {
      pullOrder: random.chance(0.1) ? 'enforced' : 'advice', makerMayInspect: random.chance(0.8), orderConwipUntil: random.chance(0.5) ? 'shipped' : 'ready_to_ship',
    },
  };
  const orders = Array.from({ length: random.int(2, 5) }, (_, index): Command[] => {
    const order = cardId(String(1001 + index));
    const entered = anyOrder(random);
    if (random.chance(0.15)) return [entered];
    const confirmed: Command = { type: 'ConfirmOrder', order, promisedAt: START + random.int(1, 30) * DAY };
    return random.chance(0.2) ? [entered, confirmed] : [entered, confirmed, { type: 'ReleaseOrder', order, earlyReason: 'to have work' }];
  });
  return [create, ...orders.flat()];
}

const kindOf = (lane: LaneId): CardKind => (ORDER_LANES.includes(lane) ? 'order' : 'job');

function ownLimit(lane: LaneId, random: Random): NewLimit {
  return { id: limitId(lane), name: `Own ${lane}`, kind: kindOf(lane), scope: { lanes: [lane] }, unit: 'count', capacity: random.int(1, 4) };
}

/** A limit of any kind: several lanes, a group, the whole floor, sub-lanes, class, person, supplier; count, hours, quantity. */
export function anyLimit(random: Random, people: readonly Person[], id: string): NewLimit {
  const kind: CardKind = random.chance(0.75) ? 'job' : 'order';
  const lanes = (kind === 'job' ? [...JOB_LANES, laneId('ready')] : [...ORDER_LANES, laneId('pool')]).filter(() => random.chance(0.4));
  const where = random.weighted<'lanes' | 'group' | 'wide'>([['lanes', 5], ['group', kind === 'job' ? 2 : 0], ['wide', 3]]);
  const unit = random.weighted<NewLimit['unit']>([['count', 6], ['hours', 3], ['qty', 2]]);
  const person = random.pick(people);
  return {
    id: limitId(id), name: `Limit ${id}`, kind, unit,
    scope: {
      ...(where === 'lanes' && lanes.length > 0 ? { lanes } : {}),
      ...(where === 'group' ? { group: random.chance(0.5) ? 'Parts' : 'Rest' } : {}),
      ...(random.chance(0.2) ? { subs: ['doing' as const] } : {}),
      ...(random.chance(0.2) ? { classes: random.chance(0.5) ? ['expedite' as const] : ['standard' as const, 'fixed' as const] } : {}),
      ...(person && random.chance(0.15) ? { assignee: person.id } : {}),
      ...(kind === 'job' && random.chance(0.1) ? { supplier: SUPPLIER } : {}),
    },
    capacity: random.chance(0.08) ? null : random.int(random.chance(0.05) ? 0 : 1, unit === 'count' ? 6 : 24),
    policy: { overage: random.int(0, 2), oversize: random.chance(0.7) ? 'when-empty' : 'reject' },
  };
}

export function anyOrder(random: Random): CommandOf<'CreateOrder'> {
  return { type: 'CreateOrder', title: `Table ${random.int(1, 99)}`, customer: 'Larsen', quantity: random.int(1, 3), bom: anyBom(random) };
}

export function anyBom(random: Random): BomLine[] {
  return Array.from({ length: random.int(1, 3) }, (_, index): BomLine => {
    if (random.chance(0.1)) return { title: `Screws ${index}`, quantity: random.int(1, 50), source: 'stock', routing: [] };
    const lanes = JOB_LANES.filter(() => random.chance(0.4));
    // Back on the saw after the drill: a lane may stand in a way more than once.
    const again = lanes.length > 1 && random.chance(0.3) ? [random.pick(lanes.slice(0, -1)) ?? laneId('cut')] : [];
    const routing = (lanes.length > 0 ? [...lanes, ...again] : [laneId('cut')]).map((lane): Step => ({ lane, hours: random.chance(0.15) ? null : random.int(1, 8) }));
    const isBought = random.chance(0.4);
    return { title: `Part ${index}`, quantity: random.int(1, 5), source: isBought ? 'buy' : 'make', ...(isBought ? { supplier: SUPPLIER } : {}), routing };
  });
}
