import { laneOf, laneWithRole } from '../../shared/board/board.ts';
import { nextStep } from '../../shared/cards/card-common.ts';
import { subsOf } from '../../shared/board/lane.ts';
import type { BlockCategory, ServiceClass } from '../../shared/cards/card-common.ts';
import type { Board } from '../../shared/board/board.ts';
import type { Card } from '../../shared/cards/card.ts';
import type { Lane } from '../../shared/board/lane.ts';
import type { BomLine } from '../../shared/orders/bom.ts';
import type { Command } from '../../shared/verbs.ts';
import type { Person } from '../../shared/people/directory.ts';
import type { CardId, LaneId } from '../../shared/kernel/ids.ts';
import { laneId } from '../../shared/kernel/ids.ts';
import { lastMoveBy } from '../../shared/board/last-moves.ts';
import { personActor } from '../../shared/kernel/actor.ts';
import { PEOPLE, SUPPLIERS } from './shop-people.ts';
import type { Random } from '../support/chance.ts';
import { ofPlanned } from '../support/shop/any-command.ts';

const DAY = 86_400_000;
const CATEGORIES: readonly BlockCategory[] = ['material', 'machine', 'quality', 'customer', 'other'];
const CLASSES: readonly ServiceClass[] = ['expedite', 'fixed', 'standard', 'intangible'];
const REASON = 'because the customer waits for it';

type Kind =
  | 'pull' | 'finish' | 'inspect' | 'concede' | 'return' | 'release' | 'ship' | 'confirm' | 'create' | 'revise'
  | 'block' | 'unblock' | 'reorder' | 'queue' | 'leave' | 'comment' | 'assign' | 'class' | 'edit' | 'tick' | 'undo'
  | 'limit' | 'lane' | 'policies' | 'nonsense';

/** What a day on the floor is made of: mostly pulls, and pulls contend. */
const DAY_OF_WORK: readonly (readonly [Kind, number])[] = [
  ['pull', 34], ['finish', 22], ['inspect', 7], ['release', 6], ['confirm', 4], ['create', 3], ['ship', 4], ['return', 4],
  ['block', 4], ['unblock', 4], ['reorder', 5], ['queue', 3], ['leave', 1], ['comment', 2], ['assign', 3], ['class', 4],
  ['edit', 3], ['tick', 2], ['undo', 5], ['concede', 2], ['revise', 1], ['limit', 6], ['lane', 2], ['policies', 1], ['nonsense', 2],
];

/** What a person who looks at `board` might do next; null when the first idea finds nothing to do. */
export function someCommand(board: Board, person: Person, random: Random, at: number): Command | null {
  const command = firstIdea(board, person, random, at);
  return command && random.chance(0.1) ? ofPlanned(board, command, random) : command;
}

function firstIdea(board: Board, person: Person, random: Random, at: number): Command | null {
  if (board.seq === 0) return null;
  const cards = placed(board);
  const maybeVersion = (card: Card): { readonly version?: number } => (random.chance(0.6) ? { version: card.version } : {});
  const override = random.chance(person.roles.includes('manager') ? 0.15 : 0.01) ? { override: { reason: REASON } } : {};
  const any = (): Card | undefined => random.pick(cards);
  const kind = random.weighted(DAY_OF_WORK);
  switch (kind) {
    case 'pull': {
      const card = random.pick(cards.filter((each) => nextStep(each) && (each.place?.sub === 'done' || isWaiting(board, each))));
      const step = card && nextStep(card);
      if (!card || !step) return null;
      return { type: 'PullCard', card: card.id, lane: step.lane, before: neighbour(board, step.lane, random), ...maybeVersion(card), ...override };
    }
    case 'finish': {
      const card = random.pick(cards.filter((each) => each.place?.sub === 'doing'));
      return card ? { type: 'FinishWork', card: card.id, ...maybeVersion(card) } : null;
    }
    case 'inspect': {
      const card = random.pick(cards.filter((each) => kindOf(board, each) === 'gate' && each.place?.sub === 'doing'));
      return card ? { type: 'PassInspection', card: card.id, ...maybeVersion(card) } : null;
    }
    case 'concede': {
      const card = random.pick(cards.filter((each) => kindOf(board, each) === 'gate'));
      return card ? { type: 'GrantConcession', card: card.id, reason: REASON, ...maybeVersion(card) } : null;
    }
    case 'return': {
      const card = random.pick(cards.filter((each) => each.step > 0));
      const step = random.int(0, Math.max(0, (card?.step ?? 0) - 1));
      const lane = card?.routing[step]?.lane;
      // Mostly to a visit that is named, sometimes to the nearest of the lane.
      return card && lane ? { type: 'ReturnCard', card: card.id, lane, ...(random.chance(0.6) ? { step } : {}), category: random.pick(CATEGORIES) ?? 'quality', reason: REASON, ...maybeVersion(card) } : null;
    }
    case 'release': {
      const order = random.pick(ordersIn(board, 'confirmed'));
      return order ? { type: 'ReleaseOrder', order: order.id, ...maybeVersion(order), ...(random.chance(0.7) ? { earlyReason: REASON } : {}), ...override } : null;
    }
    case 'confirm': {
      const order = random.pick(ordersIn(board, 'enquiry'));
      return order ? { type: 'ConfirmOrder', order: order.id, promisedAt: at + random.int(-1, 25) * DAY } : null;
    }
    case 'create': return { type: 'CreateOrder', title: `Table ${random.int(1, 99)}`, customer: 'Customer', quantity: random.int(1, 4), bom: someBom(board, random) };
    case 'revise': {
      const order = random.pick(ordersIn(board, 'enquiry'));
      return order ? { type: 'ReviseBom', order: order.id, bom: someBom(board, random) } : null;
    }
    case 'ship': {
      const order = random.pick(ordersIn(board, 'ready_to_ship'));
      return order ? { type: 'ShipOrder', order: order.id, carrier: 'Van', reference: String(random.int(100, 999)), ...maybeVersion(order) } : null;
    }
    case 'block': {
      const card = any();
      return card ? { type: 'BlockCard', card: card.id, category: random.pick(CATEGORIES) ?? 'other', external: random.chance(0.5), text: 'waits for a hinge' } : null;
    }
    case 'unblock': {
      const card = random.pick(cards.filter((each) => each.blockers.length > 0));
      const blocker = card && random.pick(card.blockers);
      return card && blocker ? { type: 'UnblockCard', card: card.id, blocker: blocker.id, resolution: 'it came' } : null;
    }
    case 'reorder': {
      const card = any();
      return card?.place ? { type: 'ReorderCard', card: card.id, before: neighbour(board, card.place.lane, random) } : null;
    }
    case 'queue': {
      const card = random.pick(cards.filter((each) => nextStep(each)));
      const step = card && nextStep(card);
      return card && step ? { type: 'QueueCard', card: card.id, lane: step.lane } : null;
    }
    case 'leave': {
      const card = random.pick(cards.filter((each) => each.queued));
      return card ? { type: 'LeaveQueue', card: card.id } : null;
    }
    case 'comment': {
      const card = any();
      return card ? { type: 'CommentOnCard', card: card.id, text: 'seen' } : null;
    }
    case 'assign': {
      const card = any();
      return card ? { type: 'AssignCard', card: card.id, assignees: PEOPLE.filter(() => random.chance(0.25)).map((each) => each.id), ...override } : null;
    }
    case 'class': {
      const card = any();
      return card ? { type: 'SetClass', card: card.id, class: random.pick(CLASSES) ?? 'standard', reason: REASON, ...override } : null;
    }
    case 'edit': {
      const card = any();
      const step = card && random.pick([...card.routing.keys()]);
      return card && step !== undefined ? { type: 'EditCard', card: card.id, hours: [{ step, hours: random.chance(0.1) ? null : random.int(1, 9) }] } : null;
    }
    case 'tick': {
      const card = random.pick(cards.filter((each) => (laneOf(board, each.place?.lane ?? laneId('')) as Lane | undefined)?.checklist.length));
      const item = card?.place && random.pick(laneOf(board, card.place.lane)?.checklist ?? []);
      return card && item ? { type: 'TickCheck', card: card.id, item: item.id, done: random.chance(0.8) } : null;
    }
    case 'undo': {
      const last = lastMoveBy(board, personActor(person.id));
      return last ? { type: 'UndoMove', card: last.card } : null;
    }
    case 'limit': return someLimit(board, random);
    case 'lane': return someLane(board, random);
    case 'policies': return { type: 'SetPolicies', policies: random.pick([
      { orderConwipUntil: 'ready_to_ship' as const }, { orderConwipUntil: 'shipped' as const }, { pullOrder: 'enforced' as const },
      { pullOrder: 'advice' as const }, { makerMayInspect: true }, { makerMayInspect: false }, { undoSeconds: 30 },
    ]) ?? {} };
    case 'nonsense': {
      const card = any();
      const lane = random.pick(board.lanes);
      return card && lane ? { type: 'PullCard', card: card.id, lane: lane.id, ...override } : null;
    }
  }
}

function placed(board: Board): Card[] {
  const cards: Card[] = [];
  for (const ids of Object.values(board.places)) {
    for (const id of ids) {
      const card = board.cards.get(id);
      if (card) cards.push(card);
    }
  }
  return cards;
}

const kindOf = (board: Board, card: Card): Lane['kind'] | undefined => (card.place ? laneOf(board, card.place.lane)?.kind : undefined);

const isWaiting = (board: Board, card: Card): boolean =>
  card.kind === 'job' ? card.state === 'ready' : card.phase === 'kitted' && kindOf(board, card) === 'queue';

const ordersIn = (board: Board, phase: string): Card[] => placed(board).filter((card) => card.kind === 'order' && card.phase === phase);

function neighbour(board: Board, lane: LaneId, random: Random): CardId | null {
  const there = laneOf(board, lane);
  const ids = there ? subsOf(there).flatMap((sub) => board.places[`${lane}/${sub}`] ?? []) : [];
  return random.chance(0.5) ? null : random.pick(ids) ?? null;
}

/** One to three parts; each passes one to three of the lanes that jobs pass. */
export function someBom(board: Board, random: Random): BomLine[] {
  const stages = board.lanes.filter((lane) => lane.holds === 'job' && (lane.kind === 'work' || lane.kind === 'gate' || lane.kind === 'external'));
  return Array.from({ length: random.int(1, 3) }, (_, line): BomLine => {
    const from = random.int(0, Math.max(0, stages.length - 2));
    const lanes = stages.slice(from, from + random.int(1, 3));
    // Back on the saw after the drill: a lane may stand in a way more than once.
    const again = lanes.length > 1 && random.chance(0.3) ? lanes.slice(0, 1) : [];
    const routing = [...lanes, ...again].map((lane) => ({ lane: lane.id, hours: random.chance(0.9) ? random.int(1, 8) : null }));
    const external = routing.some((step) => laneOf(board, step.lane)?.kind === 'external');
    return { title: `Part ${line + 1}`, quantity: random.int(1, 5), source: external ? 'buy' : 'make', supplier: external ? random.pick(SUPPLIERS) ?? null : null, routing };
  });
}

function someLimit(board: Board, random: Random): Command | null {
  const limit = random.pick(board.limits);
  if (!limit || random.chance(0.1)) {
    const lane = random.pick(board.lanes.filter((each) => each.kind === 'work' || each.kind === 'gate'));
    if (!lane) return null;
    const holds = { kind: lane.holds, unit: random.chance(0.3) ? 'hours' as const : 'count' as const };
    const scope = random.pick([
      { lanes: [lane.id], classes: [random.pick(CLASSES) ?? 'standard'] }, { lanes: [lane.id], subs: ['doing' as const] },
      { assignee: random.pick(PEOPLE)?.id as (typeof PEOPLE)[number]['id'] }, { supplier: random.pick(SUPPLIERS) as (typeof SUPPLIERS)[number] },
    ]) ?? { lanes: [lane.id] };
    return { type: 'SetLimit', limit: { name: `Extra ${random.int(1, 4)}`, ...holds, scope, capacity: random.int(1, 4) }, reason: REASON };
  }
  if (random.chance(0.05)) return { type: 'RemoveLimit', limit: limit.id, reason: REASON };
  // Mostly around the present load, so that limits bind and are lowered below it.
  const load = Math.ceil(board.loads[board.limits.indexOf(limit)] ?? 0);
  const capacity = random.chance(0.05) ? null : Math.max(0, load + random.int(-2, 2));
  const { lowered: _lowered, ...rest } = limit as typeof limit & { readonly lowered?: number };
  return { type: 'SetLimit', limit: { ...rest, capacity }, reason: REASON };
}

function someLane(board: Board, random: Random): Command | null {
  const lane = random.pick(board.lanes);
  if (!lane) return null;
  switch (random.int(0, 4)) {
    case 0: return { type: 'AddLane', lane: { name: `Extra ${random.int(1, 3)}`, kind: 'work', holds: 'job' }, before: laneWithRole(board, 'kit')?.id ?? null, capacity: random.int(1, 3) };
    case 1: return { type: 'RemoveLane', lane: lane.id };
    case 2: return { type: 'MoveLane', lane: lane.id, before: random.pick(board.lanes)?.id ?? null };
    case 3: return { type: 'EditLane', lane: lane.id, checklist: random.chance(0.5) ? [] : [{ id: 'clean', text: 'Bench is clean', mandatory: random.chance(0.7) }] };
    default: return { type: 'EditLane', lane: lane.id, policy: `Policy ${random.int(1, 9)}` };
  }
}
