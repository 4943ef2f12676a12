import { type CardId, cardId, jobIdOf, laneId, type PersonId } from '../../shared/kernel/ids.ts';
import type { Refusal } from '../../shared/refusals.ts';
import type { OrderPlan, Trouble, Visit } from '../../shared/templates/demo.ts';
import { personOf } from '../../shared/kernel/actor.ts';
import type { Floor, Life } from './floor.ts';

/** How often the planner and the assemblers look whether a kit is complete; working minutes. */
const KIT_CHECK = 15;

/** An order from the enquiry to the end of its plan. */
export function* orderLife(floor: Floor, number: string, plan: OrderPlan, whenFull: WhenFull): Life {
  const order = cardId(number);
  yield plan.enquired;
  floor.must(floor.staff.planner, {
    type: 'CreateOrder', number, title: plan.title, customer: plan.customer, quantity: plan.quantity, requestedAt: floor.due(plan.promised),
    bom: plan.parts.map(({ title, quantity, unit, source, supplier, road }) => ({
      title, quantity, unit: unit ?? '×', source, supplier: supplier ?? null, routing: road.map(({ lane, hours }) => ({ lane: laneId(lane), hours })),
    })),
  });
  for (const comment of plan.comments ?? []) floor.start(say(floor, comment.part ? jobIdOf(order, comment.part) : order, comment));
  for (const change of plan.classes ?? []) floor.start(reclass(floor, change.part ? jobIdOf(order, change.part) : order, change));
  if (plan.confirmed === null) return;
  yield plan.confirmed;
  floor.must(floor.staff.planner, { type: 'ConfirmOrder', order, promisedAt: floor.due(plan.promised) });
  if (plan.trouble) floor.start(trouble(floor, order, plan.trouble));
  if (plan.released === null) return;
  yield plan.released;
  const release = { type: 'ReleaseOrder', order } as const;
  const early = { ...release, earlyReason: plan.earlyReason ?? 'The floor has room' };
  yield* floor.insist(() => floor.staff.planner, isEarly(floor, order) ? early : release);
  for (const [n, part] of plan.parts.entries()) floor.start(roadOf(floor, jobIdOf(order, n + 1), part.visits, whenFull));
  if (plan.visits.length === 0) return;
  while (floor.order(order).phase !== 'kitted') yield floor.ago - KIT_CHECK;
  yield* roadOf(floor, order, plan.visits, whenFull);
  if (plan.shipped === null) return;
  yield plan.shipped.ago;
  floor.must(floor.staff.shipper, { type: 'ShipOrder', order, carrier: plan.shipped.carrier, reference: plan.shipped.reference });
}

/** What somebody does about a full stage; true: the card got in after all. */
export type WhenFull = (card: CardId, visit: Visit, refusal: Refusal) => boolean;

const isEarly = (floor: Floor, id: CardId): boolean => floor.authorised(id) > floor.now;

/** A card through its visits, as far as the plan goes. */
function* roadOf(floor: Floor, card: CardId, visits: readonly Visit[], whenFull: WhenFull): Life {
  for (const visit of visits) {
    yield visit.from;
    const by = yield* enter(floor, card, visit, whenFull);
    // Who got in late works no faster.
    const lateness = visit.from - floor.ago;
    if (visit.trouble) floor.start(trouble(floor, card, visit.trouble));
    if (visit.fails) {
      yield visit.fails.ago;
      yield* rework(floor, card, visit, whenFull);
    }
    if (visit.until === null) return;
    yield Math.min(visit.until, visit.until - lateness);
    while (floor.card(card).blockers.length > 0) yield floor.ago - KIT_CHECK;
    leave(floor, card, visit.lane, by);
  }
}

function* enter(floor: Floor, card: CardId, visit: Visit, whenFull: WhenFull): Generator<number, PersonId> {
  const lane = laneId(visit.lane);
  const maker = floor.card(card).kind === 'order' ? floor.order(card).finishedBy : null;
  let by = visit.by ?? floor.handIn(lane, maker && personOf(maker));
  if (visit.by === undefined && floor.lane(lane).kind === 'queue') by = floor.handIn(lane);
  yield* floor.insist(() => by, { type: 'PullCard', card, lane }, (refusal) => whenFull(card, visit, refusal));
  return by;
}

function leave(floor: Floor, card: CardId, lane: string, by: PersonId): void {
  for (const item of floor.lane(laneId(lane)).checklist) floor.must(by, { type: 'TickCheck', card, item: item.id, done: true });
  switch (floor.lane(laneId(lane)).kind) {
    case 'gate': return floor.must(by, { type: 'PassInspection', card });
    case 'queue': return;
    default: return floor.must(by, { type: 'FinishWork', card });
  }
}

/** Not good enough: back, mended, and to the inspector once more. */
function* rework(floor: Floor, card: CardId, visit: Visit, whenFull: WhenFull): Life {
  if (!visit.fails) return;
  const { to, reason, mended, again } = visit.fails;
  floor.must(floor.staff.inspector, { type: 'ReturnCard', card, lane: laneId(to), category: 'quality', reason });
  yield mended;
  leave(floor, card, to, floor.handIn(laneId(to)));
  yield again;
  yield* enter(floor, card, visit, whenFull);
}

function* trouble(floor: Floor, card: CardId, { ago, by, category, external, text, solved }: Trouble): Life {
  yield ago;
  floor.must(by, { type: 'BlockCard', card, category, external, text });
  if (!solved) return;
  const blocker = floor.card(card).blockers.at(-1)?.id ?? 0;
  yield solved.ago;
  floor.must(by, { type: 'UnblockCard', card, blocker, resolution: solved.how });
}

function* reclass(floor: Floor, card: CardId, { ago, to, reason }: NonNullable<OrderPlan['classes']>[number]): Life {
  yield ago;
  floor.must(floor.staff.manager, { type: 'SetClass', card, class: to, reason });
}

function* say(floor: Floor, card: CardId, { ago, by, text }: { readonly ago: number; readonly by: PersonId; readonly text: string }): Life {
  yield ago;
  floor.must(by, { type: 'CommentOnCard', card, text });
}
